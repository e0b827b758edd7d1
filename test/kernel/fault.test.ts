import { describe, expect, it } from "vitest";
import * as z from "zod";
import { invariant, tellFault } from "../../src/kernel/index.ts";

const note = "Walter's note:\n    at home (tea/cake.ts:1:2)\nAmina, 07700 900123";

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (fault) {
    return fault;
  }
}

describe("a fault, told to a log", () => {
  it("is its kind and where it arose, and none of its words", () => {
    const told = tellFault(new TypeError(note));
    expect(told).toEqual({ name: "TypeError", stack: expect.any(Array) });
    expect(told.stack[0]).toMatch(/fault\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(told)).not.toMatch(/Walter|home|cake|Amina|07700/);
  });

  it("has no words either where the message was changed after the stack was made", () => {
    const fault = new Error(note);
    fault.message = "Another one";
    expect(JSON.stringify(tellFault(fault))).not.toMatch(/Walter|Amina|07700|Another/);
  });

  it("keeps what we promised ourselves, because those words are the program's own", () => {
    const fault = caught(() => invariant(false, "a hub stands in an area"));
    expect(tellFault(fault)).toMatchObject({
      name: "BrokenPromise",
      message: "Broken promise: a hub stands in an area",
    });
  });

  it("keeps what the engine and the system call it, and not what they say", () => {
    const cancelled = Object.assign(new Error(note), {
      name: "TransactionCanceledException",
      $metadata: { httpStatusCode: 400 },
      CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message: note }],
    });
    expect(tellFault(cancelled)).toMatchObject({
      ...{ name: "TransactionCanceledException", status: 400 },
      reasons: ["None", "ValidationError"],
    });
    const broken = Object.assign(new Error(note), { code: "ECONNRESET" });
    expect(tellFault(broken)).toMatchObject({ name: "Error", code: "ECONNRESET" });
    for (const fault of [cancelled, broken]) {
      expect(JSON.stringify(tellFault(fault))).not.toMatch(/Walter|Amina|07700/);
    }
  });

  it("names the fields of something stored that is not as it must be, and no value", () => {
    const Stored = z.object({ steps: z.array(z.object({ at: z.iso.datetime() })) });
    const fault = caught(() => Stored.parse({ steps: [{ at: note }] }));
    expect(tellFault(fault)).toMatchObject({ places: ["steps.0.at invalid_format"] });
    expect(JSON.stringify(tellFault(fault))).not.toMatch(/Walter|Amina|07700/);
  });

  it("goes on to what caused it, a few steps and no further", () => {
    const deep = [1, 2, 3, 4, 5].reduce((cause) => new Error(note, { cause }), new Error(note));
    const several = new AggregateError(Array(50).fill(deep), note);
    const told = tellFault(several);
    expect(told.causes).toHaveLength(5);
    expect(told.causes?.[0]?.causes?.[0]?.causes?.[0]?.causes).toBeUndefined();
    expect(JSON.stringify(told)).not.toMatch(/Walter|Amina|07700/);
  });

  it.each([note, { note }, [note], undefined, 7])(
    "is only a kind where %j was thrown",
    (thrown) => {
      expect(tellFault(thrown)).toEqual({ name: typeof thrown, stack: [] });
    },
  );

  it("takes no sentence for a name", () => {
    const fault = Object.assign(new Error(note), { name: "Walter was here", code: "two words" });
    expect(tellFault(fault)).toEqual({ name: "Error", stack: expect.any(Array) });
  });
});
