import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { unlessInTheWay } from "../../infra/local/in-the-way.ts";
import { readUpgradeOptions } from "../../infra/upgrades/options.ts";
import { runUpgrades, toldOf } from "../../infra/upgrades/run.ts";
import { create, type Item, replace, runUpgrade, type Upgrade } from "../../src/table/index.ts";
import { type FreshTable, freshTable } from "../support/engine.ts";

/* Nothing was released yet, so the upgrade is made up; what carries it out is the real command. */

const things = 230;
const nameOf = (number: number) => `thing_${String(number).padStart(4, "0")}`;
const key = (number: number) => ({ pk: nameOf(number), sk: "THING" });

/** What was one note with semicolons is a list of notes. */
const splitNotes: Upgrade = {
  name: "made-up-split-notes",
  change: ({ note, ...item }) =>
    typeof note === "string" ? { ...item, notes: note.split("; ") } : undefined,
};

let fresh: FreshTable;
beforeEach(async () => {
  fresh = await freshTable();
  for (let start = 0; start < things; start += 90) {
    const count = Math.min(90, things - start);
    const old = Array.from({ length: count }, (_, place) =>
      create({ ...key(start + place), version: 1, note: `${start + place}; b` }),
    );
    await fresh.table().commit(old);
  }
  // Like an entry of the ledger: it has no version, because nobody ever changes it.
  await fresh.table().commit([create({ pk: "acc_1", sk: "00000001", note: "once; and for all" })]);
});

const run = (more: { isDryRun?: boolean; segments?: number; client?: DynamoDBClient } = {}) =>
  runUpgrades([splitNotes], {
    client: fresh.client,
    tableName: fresh.tableName,
    isDryRun: false,
    segments: 3,
    tell: () => undefined,
    ...more,
  });

const stored = (): Promise<readonly (Item | undefined)[]> => {
  const table = fresh.table();
  return Promise.all(Array.from({ length: things }, (_, number) => table.get(key(number))));
};

const asItIsToBe = (number: number) => ({
  ...key(number),
  version: 2,
  notes: [String(number), "b"],
});
const expectAllDoneOnce = async () => {
  expect(await stored()).toEqual(Array.from({ length: things }, (_, number) => asItIsToBe(number)));
};

/** A client that does something else before it sends its put of that number. */
function beforePut(number: number, doFirst: () => Promise<void>): DynamoDBClient {
  let puts = 0;
  return Object.create(fresh.client, {
    send: {
      value: async (...words: Parameters<DynamoDBClient["send"]>) => {
        if (words[0] instanceof PutItemCommand && ++puts === number) await doFirst();
        return fresh.client.send(...words);
      },
    },
  });
}

describe("an upgrade", () => {
  it("changes every item that needs it, once, and nothing else", async () => {
    const [done] = await run();
    expect(done).toMatchObject({ changed: things, segmentsDone: 3, segments: 3 });
    await expectAllDoneOnce();
    expect(await fresh.table().get({ pk: "acc_1", sk: "00000001" })).toMatchObject({
      note: "once; and for all",
    });
  });

  it("does nothing more when it is run again", async () => {
    const [first] = await run();
    const [second] = await run({ segments: 7 });
    expect(second).toEqual(first);
    await expectAllDoneOnce();
  });

  it("only counts in a rehearsal, and counts none once all is done", async () => {
    const [rehearsed] = await run({ isDryRun: true });
    expect(rehearsed).toMatchObject({ changed: things });
    expect(
      await fresh.table().get({ pk: `UPGRADE#${splitNotes.name}`, sk: "HEAD" }),
    ).toBeUndefined();
    expect((await stored())[0]).toMatchObject({ version: 1, note: "0; b" });
    await run();
    expect((await run({ isDryRun: true }))[0]).toMatchObject({ changed: 0 });
  });

  it("goes on where it was when it was broken off", async () => {
    const gone = beforePut(120, () => Promise.reject(new Error("the machine is gone")));
    await expect(run({ client: gone })).rejects.toThrow("the machine is gone");
    await run({ segments: 5 });
    await expectAllDoneOnce();
    expect((await run({ isDryRun: true }))[0]).toMatchObject({ changed: 0 });
  });

  it("keeps what somebody changed meanwhile", async () => {
    const busy = beforePut(1, async () => {
      const all = await stored();
      const changed = all.flatMap((item) =>
        item && Number(item["version"]) === 1 ? [{ ...item, version: 2, colour: "red" }] : [],
      );
      for (const item of changed.slice(0, 100)) await fresh.table().commit([replace(item)]);
    });
    await run({ client: busy });
    const after = await stored();
    expect(after.filter((item) => item?.["colour"] === "red")).toHaveLength(100);
    expect(after.every((item) => Array.isArray(item?.["notes"]))).toBe(true);
  });

  it("may be run by two at once", async () => {
    await Promise.all([run(), run()]);
    await expectAllDoneOnce();
  });

  it("is stopped when it would never be done with what it made", async () => {
    const endless: Upgrade = { name: "endless", change: (item) => ({ ...item, more: "again" }) };
    await expect(
      runUpgrade({
        options: { client: fresh.client, tableName: fresh.tableName },
        upgrade: endless,
        isDryRun: true,
        tell: () => undefined,
      }),
    ).rejects.toThrow("finds nothing to do");
  });
});

describe("a change in three releases, expand, upgrade, contract", () => {
  type Release = {
    readonly write: (notes: readonly string[]) => object;
    readonly read: (item: { [name: string]: unknown }) => unknown;
  };
  const before: Release = {
    write: (notes) => ({ note: notes.join("; ") }),
    read: ({ note }) => String(Object(note)).split("; "),
  };
  const expanded: Release = {
    write: (notes) => ({ note: notes.join("; "), notes }),
    read: ({ note, notes }) => notes ?? String(note).split("; "),
  };
  const contracted: Release = { write: (notes) => ({ notes }), read: ({ notes }) => notes };
  const addNotes: Upgrade = {
    name: "made-up-add-notes",
    change: (item) =>
      item["notes"] === undefined && typeof item["note"] === "string"
        ? { ...item, notes: item["note"].split("; ") }
        : undefined,
  };
  const upgraded = (item: object): Item => {
    const whole = { pk: "a", sk: "b", ...item };
    return addNotes.change(whole) ?? whole;
  };
  const notes = ["a", "b"];

  // While one release takes over from another, and after going back, both are at work.
  it.each([
    ["before", before, "expanded", expanded],
    ["expanded", expanded, "before", before],
  ])("lets %s and %s work side by side, upgraded or not", (_one, writer, _other, reader) => {
    expect(reader.read({ ...writer.write(notes) })).toEqual(notes);
    expect(reader.read(upgraded(writer.write(notes)))).toEqual(notes);
  });

  it("lets the contracted one read all that was upgraded, and the expanded one what it writes", () => {
    for (const writer of [before, expanded]) {
      expect(contracted.read(upgraded(writer.write(notes)))).toEqual(notes);
    }
    expect(expanded.read({ ...contracted.write(notes) })).toEqual(notes);
  });

  // Why it takes three: what goes wrong in two.
  it("would lose sight of things if the middle one were left out", () => {
    expect(before.read({ ...contracted.write(notes) })).not.toEqual(notes);
  });
});

describe("the command", () => {
  it("reads its words, and says which one it lacks or does not know", () => {
    expect(readUpgradeOptions(["--table", "t", "--dry-run"])).toEqual({
      tableName: "t",
      isDryRun: true,
      asJson: false,
      segments: 4,
    });
    expect(() => readUpgradeOptions([])).toThrow("No table was given.");
    expect(() => readUpgradeOptions(["--table", "t", "--segments", "65"])).toThrow("--segments");
    expect(() => readUpgradeOptions(["--tabel", "t"])).toThrow("Unknown option '--tabel'.");
  });

  it("says plainly when there is no such table, or who asks may not", async () => {
    const { client } = fresh;
    const nowhere = () =>
      runUpgrades([splitNotes], {
        ...{ client, tableName: "nowhere", isDryRun: true, segments: 1, tell: () => undefined },
      });
    await expect(unlessInTheWay(nowhere)).rejects.toMatchObject({
      name: "CannotStart",
      message: "There is no table of that name there.",
    });
    const refused = Object.assign(new Error("User is not authorized"), {
      name: "AccessDeniedException",
    });
    await expect(unlessInTheWay(() => Promise.reject(refused))).rejects.toMatchObject({
      message: "You may not do this to the table.",
    });
    const odd = Object.assign(new Error("No such index."), { name: "Odd", $metadata: {} });
    await expect(unlessInTheWay(() => Promise.reject(odd))).rejects.toMatchObject({
      message: "The table cannot be used: No such index.",
    });
    const ours = new TypeError("x is not a function");
    await expect(unlessInTheWay(() => Promise.reject(ours))).rejects.toBe(ours);
  });

  it("tells what came of it", async () => {
    expect(toldOf(await run({ isDryRun: true }), true)).toBe(
      "made-up-split-notes: 231 items looked at, 230 to be changed",
    );
    expect(toldOf([], false)).toMatch("there is nothing to upgrade");
  });
});
