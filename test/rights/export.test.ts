import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import { itemsOf, type StoredItem } from "../support/books/stored.ts";
import { does, personIdOf } from "./asking.ts";
import { askPage, exported, type Line } from "./exporting.ts";
import { bornOn, type Life, life, mark, phone } from "./life.ts";
import { logSeenBy } from "./reading.ts";

let its: Life;
let items: readonly StoredItem[];
let lines: readonly Line[];

beforeAll(async () => {
  its = await life();
  items = await itemsOf(its.bank.client, its.bank.tableName);
  lines = (await exported(its.bank, "quilla")) ?? [];
}, 60_000);

/** Every text in an item, however deep, with the way to it. */
function textsIn(value: unknown, way = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[way, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    textsIn(held, Array.isArray(value) ? way : `${way}.${name}`),
  );
}

/** What is held with the person's words in it and not told to them, each for a reason. */
const notTold: readonly (readonly [RegExp, string])[] = [
  [/^MEMBER\.references\./, "said in confidence"],
  [/^MEMBER\.pastGuardians\.reason$/, "told to the guardian it is about, where it is theirs"],
];

describe("the export of a whole life", () => {
  it("has every word that is held of the person, but what is withheld", () => {
    const all = JSON.stringify(lines);
    const missing = items.flatMap((item) =>
      textsIn(item)
        .map(([way, text]) => [`${item["sk"]}${way}`, text] as const)
        .filter(([way]) => !/\.(?:i\dsk|i\dpk|pk|sk)$/.test(way))
        .filter(([, text]) => [mark, bornOn, phone].some((word) => text.includes(word)))
        .filter(([, text]) => !all.includes(JSON.stringify(text).slice(1, -1)))
        .filter(([way]) => !notTold.some(([pattern]) => pattern.test(way))),
    );
    expect(missing).toEqual([]);
  });

  it("withholds only what it says it does", () => {
    const all = JSON.stringify(lines);
    const kept = items.flatMap((item) =>
      textsIn(item).flatMap(([way, text]) =>
        /^\.references\.(?:refereeName|relation|note)$/.test(way) && text.includes(mark)
          ? [text]
          : [],
      ),
    );
    expect(kept).toHaveLength(3);
    for (const text of kept) expect(all).not.toContain(text);
    const told = lines.filter(({ kind }) => kind === "WITHHELD");
    expect(told.length).toBeGreaterThan(3);
    for (const one of told) expect(String(one["why"]).length).toBeGreaterThan(20);
  });

  it("has a line for every thing that names the membership, or says why there is none", () => {
    const all = JSON.stringify(lines);
    const body = its.quilla.slice(4);
    const missing = items
      .filter((item) => JSON.stringify(item).includes(body))
      .filter(({ pk, sk }) => !all.includes(String(pk).replace(/^[a-z]{3}_/, "")) && sk !== "WARD")
      .map(({ pk, sk }) => `${pk} ${sk}`)
      .filter((name) => !guards.some(([pattern]) => pattern.test(name)));
    expect(missing).toEqual([]);
  });

  it("tells nobody else's contact, birth, login or id as a person", async () => {
    const all = JSON.stringify(lines);
    for (const persona of ["priya", "grace", "tom"]) {
      expect(all, persona).not.toContain(await personIdOf(its.bank, persona));
    }
    expect(all).not.toContain("1985-05-05");
    expect(all).not.toContain("01632 960000");
  });

  it("is made of lines with a kind and plain fields", () => {
    expect(lines[0]).toMatchObject({ kind: "EXPORT", takenBy: "SELF", personId: its.personId });
    expect(lines.filter(({ kind }) => kind === "PERSON")).toEqual([
      {
        ...{ kind: "PERSON", id: its.personId, firstName: `${mark}anne`, bornOn },
        ...{ lastName: `${mark}ander`, createdAt: expect.any(String), login: its.personId },
      },
    ]);
    const gifts = lines.filter(({ kind }) => kind === "GIFT");
    expect(gifts).toHaveLength(3);
    for (const line of lines) {
      expect(
        Object.keys(line).filter((name) => /^(?:pk|sk|i\d[ps]k|receipts|version)$/.test(name)),
      ).toEqual([]);
    }
  });
});

/** Items that keep something from being done twice, or lead to a thing that is told. */
const guards: readonly (readonly [RegExp, string])[] = [
  [/^per_\w+ MEMBERSHIP#/, "leads to the membership"],
  [/^LEARNING#/, "what a learner was credited with on a day: told with the record"],
  [/^READS#/, "told as ACCESS_LINE"],
];

describe("pages of an export", () => {
  it("go on where the one before ended, for the same person only", async () => {
    const { bank, bra } = its;
    await does(bank, "ella", ["registerPerson", { firstName: "ella", lastName: "Test", bornOn }]);
    const wish = { hubId: bra, personName: "Nora Field", contact: "01632 960000" };
    const words = { consentNote: "Said yes.", yourName: "Ella" };
    for (let sent = 0; sent < 110; sent += 10) {
      const some = Array.from({ length: 10 }, () =>
        does(bank, "ella", ["referPerson", { ...wish, ...words }]),
      );
      await Promise.all(some);
    }
    const whole = (await exported(bank, "ella")) ?? [];
    expect(whole.filter(({ kind }) => kind === "REFERRAL_SENT")).toHaveLength(110);
    expect(new Set(whole.map(({ id }) => id)).size).toBeGreaterThanOrEqual(110);
    const first = await askPage(bank, "ella");
    const next = at(first.data ?? null, "personalDataExport.next");
    expect(typeof next).toBe("string");
    const count = (data: Json) => {
      const some = at(data, "personalDataExport.lines");
      return Array.isArray(some) ? some.length : 0;
    };
    expect(count(first.data ?? null)).toBeLessThanOrEqual(200);
    const again = await askPage(bank, "ella", { after: next });
    expect(at(again.data ?? null, "personalDataExport.lines.0")).toEqual(
      JSON.stringify(whole[count(first.data ?? null)]),
    );
    const foreign = await askPage(bank, "grace", { after: next });
    expect(at(foreign.errors?.[0] ?? null, "extensions.code")).toBe("BAD_USER_INPUT");
  });

  it("cost a bounded number of units each", async () => {
    its.bank.usage.reset();
    await askPage(its.bank, "quilla");
    expect(its.bank.usage.readUnits()).toBeLessThan(400);
    expect(its.bank.usage.writeUnits()).toBe(0);
  });
});

describe("who may take it", () => {
  const agreed = { channel: "PHONE", note: "Asked for it on paper." };

  it("is the person, a guardian and a broker who was asked: for all others there is nothing", async () => {
    const { bank, grace, ellie } = its;
    expect((await exported(bank, "grace", { id: grace }))?.[0]).toMatchObject({ takenBy: "SELF" });
    expect((await exported(bank, "amina", { id: ellie }))?.[0]).toMatchObject({
      takenBy: "GUARDIAN",
    });
    for (const persona of ["tom", "rob", "steward", "cora", "stranger"]) {
      expect(await exported(bank, persona, { id: grace, agreed }), persona).toBeNull();
    }
    const anonymous = await bank.anonymous.ask(
      "query ($id: ID) { personalDataExport(memberId: $id) { lines } }",
      { id: grace },
    );
    expect(anonymous.data).toEqual({ personalDataExport: null });
  });

  it("asks a broker how the person asked, tells their hub's part and writes it down", async () => {
    const { bank, grace } = its;
    const silent = await askPage(bank, "priya", { id: grace });
    expect(at(silent.errors?.[0] ?? null, "extensions.code")).toBe("BAD_USER_INPUT");
    expect(at(silent.data ?? null, "personalDataExport")).toBeNull();
    const told = (await exported(bank, "priya", { id: grace, agreed })) ?? [];
    expect(told.map(({ kind }) => kind)).toContain("MEMBERSHIP");
    expect(told.map(({ kind }) => kind)).not.toContain("PERSON");
    expect((await logSeenBy(bank, "grace", grace))?.[0]).toMatchObject({
      ...{ readerName: "priya", readAs: "BROKER", what: ["EXPORT"] },
      ...{ why: "Asked for it on paper.", isReasonGiven: true },
    });
  });

  it("asks a guardian for the word of a child of 13 or older, who sees it in the log", async () => {
    const { bank, jack, ellie } = its;
    const silent = await askPage(bank, "tom", { id: jack });
    expect(at(silent.errors?.[0] ?? null, "extensions.code")).toBe("BAD_USER_INPUT");
    const word = { channel: "IN_PERSON", note: "Jack said yes at breakfast." };
    expect(await exported(bank, "tom", { id: jack, agreed: word })).not.toBeNull();
    expect((await logSeenBy(bank, "jack", jack))?.[0]).toMatchObject({
      ...{ readerName: "tom", readAs: "GUARDIAN", what: ["EXPORT"], why: word.note },
    });
    await exported(bank, "amina", { id: ellie });
    const log = (await logSeenBy(bank, "amina", ellie)) ?? [];
    expect(log.filter((line) => at(line, "readAs") === "GUARDIAN")).toEqual([]);
  });

  it("gives a guardian who was not noted nothing", async () => {
    const { bank, bra } = its;
    const data = await bank.as("tom").must(
      `mutation ($input: ApplyForChildInput!) {
        applyForChild(input: $input) { member { id } userErrors { code } }
      }`,
      {
        input: {
          ...{ hubId: bra, firstName: "Una", lastName: "Test", bornOn: "2020-01-01" },
          idempotencyKey: "una-wants-to-join",
        },
      },
    );
    const id = String(at(data, "applyForChild.member.id"));
    expect(await exported(bank, "tom", { id })).toBeNull();
  });
});
