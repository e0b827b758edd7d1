import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { runChecks, wrongMirrors } from "../../src/audit/index.ts";
import { accountOf } from "../../src/ledger/index.ts";
import { livedBooks } from "./books.ts";
import { exportOf, verdictOn } from "./exporting.ts";
import { entriesIn, forged, lineWith, rewritten } from "./forging.ts";

/** What happened in two hubs on two days, with the digests of both. */
let lines: readonly string[];
let amina: string;
let saltmere: readonly string[];

beforeAll(async () => {
  const { bank, bra, sal, amina: member } = await livedBooks();
  amina = accountOf(member);
  for (const now of ["2026-01-06T00:15:00.000Z", "2026-01-08T00:15:00.000Z"]) {
    bank.at(now);
    await runChecks({ table: bank.table(), now }, [bra]);
  }
  lines = await exportOf(bank.as("priya").must, bra);
  saltmere = await exportOf(bank.as("rob").must, sal);
}, 60_000);

const problemsIn = (file: readonly string[]) => verdictOn(file).problems;
const linesNamed = (file: readonly string[]) => problemsIn(file).map(({ line }) => line);

const aLine = () => fc.nat({ max: lines.length - 1 });

describe("the books of a hub", () => {
  it("are well as they were lived, digests and all", () => {
    const { problems, counts, sumMinutes } = verdictOn(lines);
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ digestCount: 2, accountCount: 5, journalEntryCount: 5 });
    expect(sumMinutes).toBe(0);
  });

  it("are well beside those of another hub, and not when one of them is of another hub", () => {
    const [bra, sal] = [verdictOn(lines), verdictOn(saltmere)];
    expect(wrongMirrors([bra, sal])).toEqual([]);
    const other = { ...sal, clearing: new Map([...sal.clearing].map(([hub]) => [hub, -45])) };
    expect(wrongMirrors([bra, other])).toEqual([
      `What ${bra.hubId} and ${sal.hubId} have shared differs by -15 minutes in their books.`,
    ]);
  });
});

describe("one thing changed in a file", () => {
  it("is found whatever digit it is, and exactly its line is named", () => {
    const change = fc.tuple(aLine(), fc.nat(), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(change, ([at, nth, by]) => {
        const line = lines[at] ?? "";
        const digits = [...line.matchAll(/\d/g)];
        const place = digits[nth % digits.length]?.index ?? 0;
        const digit = String((Number(line[place]) + by) % 10);
        const changed = lines.with(at, `${line.slice(0, place)}${digit}${line.slice(place + 1)}`);
        expect(linesNamed(changed)).toEqual([at + 1]);
      }),
      { numRuns: 500 },
    );
  });

  it("is found whatever letter it is, and exactly its line is named", () => {
    fc.assert(
      fc.property(aLine(), fc.nat(), fc.constantFrom(...'aZ_ 7"{,'), (at, nth, letter) => {
        const line = lines[at] ?? "";
        const place = nth % line.length;
        fc.pre(line[place] !== letter);
        const changed = lines.with(at, `${line.slice(0, place)}${letter}${line.slice(place + 1)}`);
        expect(linesNamed(changed)).toEqual([at + 1]);
      }),
      { numRuns: 500 },
    );
  });

  it("is found when it is a minute of an entry, and said in words", () => {
    const entry = entriesIn(lines).find((one) => one.accountId === amina && one.minutes === -60);
    const at = lineWith(lines, `"${amina}",${entry?.seq},`);
    const changed = lines.with(at - 1, (lines[at - 1] ?? "").replace(",-60,", ",-59,"));
    expect(problemsIn(changed)).toEqual([
      {
        line: at,
        accountId: amina,
        seq: entry?.seq,
        what: "Something in it was changed: its hash does not fit. Its balance is -60 and should be -59.",
      },
    ]);
  });
});

describe("a line", () => {
  it("that is missing is named by what it was, where it should be", () => {
    fc.assert(
      fc.property(aLine(), (at) => {
        const problems = problemsIn(lines.toSpliced(at, 1));
        expect(problems).toHaveLength(1);
        // The last of the digests is missed by no one but the end, which counts them.
        expect([at, at + 1, at + 2, lines.length - 1]).toContain(problems[0]?.line);
        if (at !== 2) expect(problems[0]?.line).toBeLessThanOrEqual(at + 2);
      }),
    );
  });

  it("that comes twice is named the second time", () => {
    fc.assert(
      fc.property(aLine(), (at) => {
        expect(linesNamed(lines.toSpliced(at, 0, lines[at] ?? ""))).toEqual([at + 2]);
      }),
    );
  });

  it("that changed places with another is named, or the one after it", () => {
    fc.assert(
      fc.property(aLine(), aLine(), (one, other) => {
        const [at, to] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(at !== to);
        const swapped = lines.with(at, lines[to] ?? "").with(to, lines[at] ?? "");
        const named = linesNamed(swapped);
        const near = [at + 1, at + 2, to + 1, to + 2];
        expect(named.some((line) => near.includes(line ?? 0))).toBe(true);
      }),
    );
  });

  it("where the file breaks off is named, whole or half", () => {
    fc.assert(
      fc.property(aLine(), fc.nat(), (at, letters) => {
        const line = lines[at] ?? "";
        const half = line.slice(0, 1 + (letters % (line.length - 1)));
        expect(linesNamed([...lines.slice(0, at), half])).toEqual([at + 1]);
        if (at > 0) expect(linesNamed(lines.slice(0, at))).toEqual([at]);
      }),
    );
  });
});

describe("a forger who makes all hashes again", () => {
  const journalAt = () => lineWith(lines, '"type":"journal"') - 1;

  it.each([
    ["raises a balance", { balanceMinutes: 600 }, "should be"],
    ["sets aside more", { reservedMinutes: 300 }, "set aside"],
    ["lifts the floor", { floorMinutes: 15 }, "Its floor is above zero."],
    [
      "ends the account",
      { status: "CLOSED" as const },
      "The account ends with minutes left in it.",
    ],
    ["counts less as spent", { spent: [1, 1, 1, 1] as const }, "counts wrongly what was spent"],
    ["takes another day", { recordedAt: "2026-13-05T09:00:00.000Z" }, "at no moment that there is"],
  ])("is found out who %s", (_what, edit, words) => {
    const [seq] = entriesIn(lines).flatMap((one) =>
      one.accountId === amina && one.kind === "EXCHANGE" ? [one.seq] : [],
    );
    const file = forged(lines, amina, (entry) => (entry.seq === seq ? edit : {}));
    const named = problemsIn(file).find((one) => one.seq === seq);
    expect(named).toMatchObject({ accountId: amina, what: expect.stringContaining(words) });
  });

  it("is found out who lowers a balance below the floor that was in force", () => {
    const file = forged(lines, amina, () => ({ floorMinutes: 0 }));
    expect(problemsIn(file)[0]).toMatchObject({
      accountId: amina,
      what: "It leaves 0 less 60 set aside, below the floor of 0.",
    });
  });

  it("is found out who adds a journal entry", () => {
    const at = journalAt();
    const extra = rewritten(lines[at] ?? "", '"jrn_', '"jrn_X');
    expect(problemsIn(lines.toSpliced(at + 1, 0, extra))).toMatchObject([
      { line: at + 2, what: "It does not stand behind the entry that it belongs to." },
    ]);
  });

  it("is found out who changes the minutes of a journal entry", () => {
    const at = journalAt();
    const line = lines[at] ?? "";
    const minutes = /"minutes":(\d+)/.exec(line)?.[1];
    const file = lines.with(at, rewritten(line, `"minutes":${minutes}`, '"minutes":999'));
    expect(problemsIn(file)).toMatchObject([
      { line: at + 1, what: expect.stringMatching(/^It moves -?999 minutes in entry/) },
    ]);
  });

  it("is found out who takes a reversal's name away", () => {
    const at = lineWith(lines, '"reversedById"') - 1;
    const name = /,"reversedById":"[^"]+","reversedMinutes":\d+/.exec(lines[at] ?? "")?.[0] ?? "";
    const file = lines.with(at, rewritten(lines[at] ?? "", name, ""));
    expect(problemsIn(file)).toMatchObject([
      { what: expect.stringMatching(/^It takes back jrn_\w+, which does not say so\.$/) },
    ]);
  });

  it("is found out who says that less was taken back", () => {
    const at = lineWith(lines, '"reversedById"') - 1;
    const said = '"reversedMinutes":15';
    const file = lines.with(at, rewritten(lines[at] ?? "", said, '"reversedMinutes":30'));
    expect(problemsIn(file)).toMatchObject([
      { what: expect.stringMatching(/^It takes back 15 minutes, and jrn_\w+ says 30\.$/) },
    ]);
  });

  // Nothing in such books contradicts anything else; only who kept a digest can tell.
  it("is found out by the digests who changes nothing that others speak of", () => {
    const file = forged(lines, amina, () => ({ ceilingMinutes: 9_999 }));
    expect(problemsIn(file)).toEqual([
      { line: 2, what: "The digest of 2026-01-05 is another than the accounts come to." },
      { line: 3, what: "The digest of 2026-01-07 is another than the accounts come to." },
    ]);
  });
});
