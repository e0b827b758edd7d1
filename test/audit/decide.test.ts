import { describe, expect, it } from "vitest";
import { add, bucketCount, emptyBuckets, leftOver } from "../../src/audit/decide/buckets.ts";
import { wrongWith } from "../../src/audit/decide/entry.ts";
import { followHolds, nothingOpen } from "../../src/audit/decide/holds.ts";
import { entryLine, readLine } from "../../src/audit/lines.ts";
import { chainStart, type Entry, entryFields, seal } from "../../src/ledger/index.ts";
import { verdictOn } from "./exporting.ts";
import { type MadeUp, madeUpLines } from "./made-books.ts";

const hubId = "hub_00000000000000000000000BRA";

/** The third entry of a member who has an hour and set nothing aside. */
const before: Entry = seal(chainStart, {
  ...{ accountId: "acc_1", seq: 2, hubId, accountKind: "MEMBER", kind: "EXCHANGE" },
  ...{ minutes: 60, balanceMinutes: 60, reservedMinutes: 0, floorMinutes: -300, status: "OPEN" },
  ...{ actId: "exc_1", recordedAt: "2026-02-09T10:00:00.000Z", given: [60, 60, 60, 60] },
});

/** What comes after it, unless something else is said. */
const next = (said: Partial<Entry>): Entry => ({
  ...before,
  ...{ seq: 3, kind: "GIFT", minutes: -15, balanceMinutes: 45, actId: "gft_1" },
  spent: [15, 15, 15, 15],
  ...said,
});

const unspent = { spent: undefined };
const hold = { kind: "HOLD", minutes: 0, balanceMinutes: 60, ...unspent } as const;

describe("an entry", () => {
  it("is well when it adds up", () => {
    expect(wrongWith(next({}), before)).toBeUndefined();
    expect(wrongWith(next({ ...hold, reservedMinutes: 30 }), before)).toBeUndefined();
  });

  it.each<[string, Partial<Entry>, string]>([
    ["is in another hub", { hubId: "hub_other" }, "another hub"],
    ["changes its account's kind", { accountKind: "POT" }, "another kind"],
    ["is older than the one before", { recordedAt: "2026-02-08T10:00:00.000Z" }, "recorded before"],
    ["was recorded at no moment", { recordedAt: "yesterday" }, "no moment"],
    ["does not add up", { balanceMinutes: 60 }, "should be 45"],
    ["moves something with a HOLD", { ...hold, minutes: -15, balanceMinutes: 45 }, "A HOLD moves"],
    ["moves nothing", { minutes: 0, balanceMinutes: 60, ...unspent }, "It moves nothing."],
    ["sets aside without a HOLD", { reservedMinutes: 15 }, "changes what is set aside"],
    ["has less than nothing set aside", { ...hold, reservedMinutes: -15 }, "Less than nothing"],
    ["promises without a PROMISE", { promisedMinutes: 15 }, "changes what is promised"],
    ["frees nothing", { ...hold, kind: "RELEASE" }, "It frees nothing."],
    ["stops an account and leaves it open", { ...hold, kind: "FREEZE" }, "leaves the account OPEN"],
    ["stops it by itself", { status: "FROZEN" }, "nothing made it so"],
    ["has a status of its own", { status: Object("GONE") }, "none that there is"],
    [
      "ends it with minutes left",
      { kind: "CLOSURE", status: "CLOSED", ...unspent },
      "minutes left",
    ],
    ["passes its floor", { floorMinutes: 0, minutes: -75, balanceMinutes: -15 }, "below the floor"],
    ["sets aside what is not there", { ...hold, reservedMinutes: 361 }, "below the floor"],
    ["has a floor above zero", { floorMinutes: 15 }, "above zero"],
    ["forgets what was spent", unspent, "counts wrongly what was spent"],
    ["counts a gift as given", { given: [75, 75, 75, 75] }, "counts wrongly what was given"],
    ["says another time of spending", { spentAt: "2026-01-01T00:00:00.000Z" }, "last spent"],
  ])("is told of that %s", (_what, said, words) => {
    expect(wrongWith(next(said), before)).toContain(words);
  });

  it("stands on no account that was stopped or has ended", () => {
    const stopped = next({ status: "FROZEN" });
    expect(wrongWith(stopped, { ...before, status: "FROZEN" })).toContain("was stopped");
    expect(wrongWith(next({}), { ...before, status: "CLOSED" })).toContain("follows the end");
  });

  it("may pass the floor to mend or to end something, and with what was set aside", () => {
    const low = { minutes: -480, balanceMinutes: -420, ...unspent } as const;
    expect(wrongWith(next({ ...low, kind: "REVERSAL" }), before)).toBeUndefined();
    const held = { ...before, reservedMinutes: 480 };
    expect(wrongWith(next({ ...low, kind: "RETURN", reservedMinutes: 0 }), held)).toBeUndefined();
  });

  it("leaves a pot at zero or above, and an issuance account at zero or below", () => {
    const of = (accountKind: "POT" | "ISSUANCE", floorMinutes: number): Entry => ({
      ...before,
      ...{ accountKind, floorMinutes, minutes: 0, balanceMinutes: 0, given: undefined },
    });
    const pot = { ...of("POT", 0), kind: "GIFT", minutes: -15, balanceMinutes: -15 } as const;
    expect(wrongWith(pot, of("POT", 0))).toBe("The community pot is below zero.");
    const issuance = { ...of("ISSUANCE", -60), kind: "RETURN", minutes: 15, balanceMinutes: 15 };
    expect(wrongWith({ ...issuance, kind: "RETURN" }, of("ISSUANCE", -60))).toContain("came back");
  });
});

describe("what is set aside", () => {
  const held = next({ ...hold, reservedMinutes: 30, actId: "exc_2" });
  const freed = (actId: string, reservedMinutes = 0): Entry =>
    next({ ...hold, kind: "RELEASE", actId, reservedMinutes });

  it("is freed by the act that set it aside, once", () => {
    const open = nothingOpen();
    expect(followHolds(open, held, before)).toBeUndefined();
    expect(followHolds(open, freed("exc_2"), held)).toBeUndefined();
    expect(followHolds(open, freed("exc_2"), held)).toBe(
      "It uses or frees 30 minutes that it did not set aside.",
    );
  });

  it("is not freed by another act", () => {
    const open = nothingOpen();
    followHolds(open, held, before);
    expect(followHolds(open, freed("exc_3"), held)).toContain("did not set aside");
  });

  it("is used by the parts of the pay-run that set it aside", () => {
    const open = nothingOpen();
    const run = next({ ...hold, reservedMinutes: 30, actId: "pay_1" });
    expect(followHolds(open, run, before)).toBeUndefined();
    expect(followHolds(open, freed("prt_7", 15), run)).toBeUndefined();
    expect(followHolds(open, freed("pay_1"), freed("prt_7", 15))).toBeUndefined();
  });
});

describe("piles in buckets", () => {
  it("come to nothing when they are the same, in whatever order", () => {
    const buckets = emptyBuckets(1);
    for (let place = 0; place < 1_000; place++) add(buckets, `acc ${place}`, "exc", 60);
    for (let place = 999; place >= 0; place--) add(buckets, `acc ${place}`, "exc", -60);
    expect(leftOver(buckets)).toEqual([]);
  });

  it("show a single minute too much, and one said of something else", () => {
    const buckets = emptyBuckets(1);
    add(buckets, "acc 1", "exc", 60);
    add(buckets, "acc 1", "exc", -59);
    add(buckets, "acc 2", "exc", 60);
    add(buckets, "acc 2", "gft", -60);
    expect(leftOver(buckets)).toHaveLength(2);
    expect(Math.max(...leftOver(buckets))).toBeLessThan(bucketCount);
  });
});

describe("a line of an export", () => {
  it("says an entry in the canonical form, and is read as just that entry", () => {
    const read = readLine(entryLine(before));
    expect(read).toMatchObject({ type: "entry", entry: before });
    expect(JSON.parse(entryLine(before)).entry).toHaveLength(entryFields.length);
  });

  it.each(["", "{}", "[]", "null", '{"type":"entry"}', '{"type":"entry","entry":[],"hash":"a"}'])(
    "that says nothing is not read: %s",
    (line) => {
      expect(readLine(line)).toBeUndefined();
    },
  );
});

describe("books that were made up", () => {
  const wish: MadeUp = { accounts: 6, times: 30, digests: 2, hubId };

  it("are well, with digests and all", () => {
    expect(verdictOn([...madeUpLines(wish)])).toMatchObject({
      problemCount: 0,
      sumMinutes: 0,
      counts: { accountCount: 6, entryCount: 270, journalEntryCount: 90, digestCount: 2 },
    });
  });

  // The order of a file is part of its form: two who export the same books have the same file.
  it("are not well when two accounts have changed places", () => {
    const lines = [...madeUpLines({ ...wish, digests: 0 })];
    const ends = lines.flatMap((line, at) => (line.includes('"type":"account"') ? [at + 1] : []));
    const [first = 0, second = 0] = ends;
    const swapped = [
      ...lines.slice(0, 1),
      ...lines.slice(first, second),
      ...lines.slice(1, first),
      ...lines.slice(second),
    ];
    expect(verdictOn(swapped).problems).toMatchObject([
      { what: "Its account stands in the wrong place, or comes twice." },
    ]);
  });
});
