import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  ageOn,
  BadRequest,
  connection,
  daysBetween,
  derivedId,
  helpMinutes,
  idFor,
  idPattern,
  isReplay,
  line,
  moment,
  mondayOf,
  newId,
  note,
  quarterOf,
  readInput,
  replayOf,
  requestOf,
  sameIdAs,
  sayMinutes,
  withReceipt,
} from "../../src/kernel/index.ts";

describe("ids", () => {
  it("have one form, whether drawn or derived", () => {
    expect(newId("mem")).toMatch(idPattern);
    expect(derivedId("acc", "pot", "hub")).toMatch(idPattern);
    expect(sameIdAs(newId("mem"), "acc")).toMatch(/^acc_/);
  });

  it("are derived from the words and from where one word ends", () => {
    expect(derivedId("acc", "ab", "c")).toBe(derivedId("acc", "ab", "c"));
    expect(derivedId("acc", "ab", "c")).not.toBe(derivedId("acc", "a", "bc"));
  });

  it("are never drawn twice", () => {
    expect(new Set(Array.from({ length: 1000 }, () => newId("exc"))).size).toBe(1000);
  });
});

describe("a request", () => {
  const input = wish({ idempotencyKey: "key-12345", minutes: 60, note: "help" });

  function wish(fields: { readonly idempotencyKey: string; readonly [name: string]: unknown }) {
    return fields;
  }

  it("is the same request whatever the order of its fields, and with nulls left out", () => {
    const other = wish({ note: "help", minutes: 60, extra: null, idempotencyKey: "key-12345" });
    expect(requestOf("amina", "give", other)).toEqual(requestOf("amina", "give", input));
  });

  it("is another request for another caller, operation or key", () => {
    const keys = [
      requestOf("amina", "give", input),
      requestOf("bea", "give", input),
      requestOf("amina", "take", input),
      requestOf("amina", "give", wish({ ...input, idempotencyKey: "key-67890" })),
    ].map((request) => idFor("jrn", request));
    expect(new Set(keys).size).toBe(4);
  });

  it("is known again by what it made, and a changed wish under its key is refused", () => {
    const request = requestOf("amina", "give", input);
    const receipts = withReceipt([], request);
    expect(isReplay([], request)).toBe(false);
    expect(isReplay(receipts, request)).toBe(true);
    const changed = requestOf("amina", "give", wish({ ...input, minutes: 75 }));
    expect(isReplay(receipts, changed)).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });
});

describe("what a thing remembers", () => {
  const asked = (at: number) =>
    requestOf("amina", "change", { idempotencyKey: `key-${at}-of-many` });

  it("is the request that made it, for ever, and the last ones that changed it", () => {
    const all = Array.from({ length: 40 }, (_, at) => asked(at));
    const receipts = all.reduce<readonly string[]>(withReceipt, []);
    expect(receipts).toHaveLength(12);
    for (const known of [0, 29, 39]) expect(isReplay(receipts, asked(known))).toBe(true);
    expect(isReplay(receipts, asked(28))).toBe(false);
  });

  it("answers a retry with the thing as it is now", () => {
    const thing = { receipts: withReceipt([], asked(1)), name: "as it is now" };
    expect(replayOf(thing, asked(1))).toEqual({ answer: { thing, replayed: true } });
    expect(replayOf(thing, asked(2))).toBeUndefined();
    expect(replayOf(undefined, asked(1))).toBeUndefined();
  });
});

describe("reading input", () => {
  const Wish = z.object({ title: line(10), body: note(20), minutes: helpMinutes });
  const read = (wish: object) => readInput(Wish, { title: "A", body: "B", minutes: 15, ...wish });

  it.each([
    ["empty", { title: "  " }, "title"],
    ["too long", { title: "x".repeat(11) }, "title"],
    ["more than one line", { title: "a\nb" }, "title"],
    ["a control character", { body: "a\u0000b" }, "body"],
    ["a sign that turns the reading direction", { body: "a\u202Eb" }, "body"],
    ["zero", { minutes: 0 }, "minutes"],
    ["negative", { minutes: -15 }, "minutes"],
    ["not a quarter hour", { minutes: 50 }, "minutes"],
    ["over a day", { minutes: 1455 }, "minutes"],
  ])("refuses %s, and says where and what to do", (_case, wish, field) => {
    const answer = read(wish);
    if (answer.ok) throw new Error("was taken");
    expect(answer.refusals[0]).toMatchObject({ code: "VALIDATION_FAILED", path: ["input", field] });
    expect(answer.refusals[0]?.remedy).toMatch(/\.$/);
  });

  it("keeps emoji, accents and line breaks in notes, in one normal form", () => {
    const answer = read({ body: "cafe\u0301 👩‍🦽\nthanks" });
    expect(answer).toMatchObject({ ok: true, input: { body: "café 👩‍🦽\nthanks" } });
  });

  it("takes null for not said", () => {
    const Maybe = z.object({ title: line(10).optional() });
    expect(readInput(Maybe, { title: null })).toEqual({ ok: true, input: {} });
  });

  it.each([
    "9999-12-31T23:59:59-14:00",
    "0000-01-01T00:00:00+14:00",
    "2026-02-30T00:00:00Z",
    "2026-02-09",
  ])("refuses the moment %s, which is none or would not sort among the others", (text) => {
    expect(moment.safeParse(text).success).toBe(false);
  });

  it("turns moments into UTC", () => {
    expect(moment.parse("2026-03-30T10:00:00+01:00")).toBe("2026-03-30T09:00:00.000Z");
  });
});

describe("time", () => {
  it("counts birthdays, days, Mondays and quarters as people do", () => {
    expect(ageOn("2013-03-10", "2026-03-09")).toBe(12);
    expect(ageOn("2013-03-10", "2026-03-10")).toBe(13);
    expect(daysBetween("2026-02-27", "2026-03-02T09:00:00.000Z")).toBe(3);
    expect(mondayOf("2026-02-08")).toBe("2026-02-02");
    expect(mondayOf("2026-02-09")).toBe("2026-02-09");
    expect([quarterOf("2026-03-31"), quarterOf("2026-04-01")]).toEqual(["2026-Q1", "2026-Q2"]);
  });

  it("says minutes as people do", () => {
    expect([0, 45, 60, 150, -90].map(sayMinutes)).toEqual([
      "0 min",
      "45 min",
      "1 h",
      "2 h 30 min",
      "−1 h 30 min",
    ]);
  });
});

describe("a page of a list", () => {
  const rows = Array.from({ length: 45 }, (_, at) => String(at).padStart(2, "0"));
  const asking = { viewer: { personId: "per_amina" }, cursorSecret: "secret" };
  const page = (args: object, list = "numbers", who: Parameters<typeof connection>[0] = asking) =>
    connection(who, { list, args }, async ({ after, backwards, limit }) => {
      const order = backwards ? rows.toReversed() : rows;
      const start = after === undefined ? 0 : order.indexOf(after) + 1;
      return order.slice(start, start + limit).map((place) => ({ place, node: place }));
    });

  it("has 20 rows when nothing is said and tells that more follow", async () => {
    const first = await page({});
    expect(first.nodes).toEqual(rows.slice(0, 20));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it("goes through the whole list once, whatever the page size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (first) => {
        const seen: string[] = [];
        for (let after: string | null | undefined; after !== null; ) {
          const { nodes, pageInfo } = await page({ first, after });
          seen.push(...nodes);
          after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        }
        expect(seen).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it("goes backwards through the whole list once, whatever the page size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (last) => {
        const seen: string[] = [];
        for (let before: string | null | undefined; before !== null; ) {
          const { nodes, pageInfo } = await page({ last, before });
          seen.unshift(...nodes);
          before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
        }
        expect(seen).toEqual(rows);
      }),
      { numRuns: 30 },
    );
  });

  it("gives the same row the same cursor", async () => {
    expect((await page({ first: 1 })).edges).toEqual((await page({ first: 1 })).edges);
  });

  it("opens a cursor only for its own list and its own viewer", async () => {
    const after = (await page({ first: 3 })).pageInfo.endCursor;
    expect((await page({ first: 1, after })).nodes).toEqual(["03"]);
    const stranger = { ...asking, viewer: { personId: "per_bea" } };
    await expect(page({ after }, "letters")).rejects.toThrow(BadRequest);
    await expect(page({ after }, "numbers", stranger)).rejects.toThrow(BadRequest);
  });

  it.each([
    ["a page of none", { first: 0 }],
    ["a negative page", { first: -1 }],
    ["more than 100", { first: 101 }],
    ["first and last", { first: 1, last: 1 }],
    ["first with before", { first: 1, before: "x" }],
    ["a forged cursor", { after: "bm90IGEgY3Vyc29y" }],
    ["an empty cursor", { after: "" }],
  ])("refuses %s instead of guessing", async (_case, args) => {
    await expect(page(args)).rejects.toThrow(BadRequest);
  });
});
