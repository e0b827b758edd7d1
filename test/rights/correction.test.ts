import { beforeAll, describe, expect, it } from "vitest";
import { addMonths } from "../../src/kernel/index.ts";
import { countOverdue } from "../../src/rights/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, mustTell, tell } from "../federation/hubs.ts";
import { at, codesOf, type Json, textAt } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, erase, type Input, traces } from "./asking.ts";
import { exported } from "./exporting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const fields = `correctionRequest {
  id subject statement askedAs spokenOver askedAt dueAt isOverdue status answer answeredAt version
}`;

const ask = (persona: string, input: Input) =>
  tell(its.bank.as(persona), change("requestCorrection", fields), { ...input });
const decide = (persona: string, input: Input) =>
  tell(its.bank.as(persona), change("decideCorrection", fields), { ...input });

async function asked(persona: string, input: Input): Promise<string> {
  const data = await mustTell(its.bank.as(persona), change("requestCorrection", fields), {
    ...input,
  });
  return textAt(data, "requestCorrection.correctionRequest.id");
}

const wrongBirth = () => ({
  memberId: its.grace,
  subject: "BIRTH",
  statement: "I was born on the 6th of May.",
});

const seen = async (persona: string, id: string) =>
  at(
    await its.bank.as(persona).must(
      `query ($id: ID!) {
        correctionRequest(id: $id) { status answer statement } node(id: $id) { id }
      }`,
      { id },
    ),
    "correctionRequest",
  );

const openIn = async (persona: string): Promise<Json> =>
  at(
    await its.bank
      .as(persona)
      .must("query ($id: ID!) { correctionRequests(hubId: $id) { nodes { id isOverdue } } }", {
        id: its.bra,
      }),
    "correctionRequests",
  );

describe("a month", () => {
  it.each([
    ["2026-01-05T09:00:00.000Z", "2026-02-05T09:00:00.000Z"],
    ["2026-01-31T09:00:00.000Z", "2026-02-28T09:00:00.000Z"],
    ["2026-12-31T23:59:00.000Z", "2027-01-31T23:59:00.000Z"],
    ["2028-01-30T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
  ])("after %s is over at %s", (from, to) => {
    expect(addMonths(from, 1)).toBe(to);
  });
});

describe("saying that something is wrong", () => {
  it("waits for the hub, which has a month, and is done once for a key", async () => {
    const input = { ...wrongBirth(), idempotencyKey: "one-key-for-both-tries" };
    const first = await ask("grace", input);
    expect(at(first.data ?? null, "requestCorrection.correctionRequest")).toMatchObject({
      ...{ subject: "BIRTH", askedAs: "SELF", status: "OPEN", isOverdue: false, version: 1 },
      ...{ askedAt: "2026-01-05T09:00:00.000Z", dueAt: "2026-02-05T09:00:00.000Z" },
      ...{ answer: null, answeredAt: null, statement: wrongBirth().statement },
    });
    const again = await ask("grace", input);
    expect(at(again.data ?? null, "requestCorrection.replayed")).toBe(true);
    expect(codesOf(await ask("grace", { ...input, subject: "OTHER" }))).toEqual([
      "IDEMPOTENCY_KEY_REUSED",
    ]);
    const id = textAt(first.data ?? null, "requestCorrection.correctionRequest.id");
    await mustTell(its.bank.as("priya"), change("decideCorrection", ""), {
      ...{ correctionId: id, isCorrected: false, answer: "Please bring a paper.", version: 1 },
    });
  });

  it("is for the person, a guardian, and a broker who was told: for others there is nobody", async () => {
    const { grace, ellie } = its;
    const ellies = { memberId: ellie, subject: "OTHER", statement: "Her school has changed." };
    expect(codesOf(await ask("amina", ellies))).toEqual([]);
    expect(codesOf(await ask("priya", wrongBirth()))).toEqual(["FORBIDDEN"]);
    const spoken = { channel: "PHONE", note: "Rang on Monday." };
    expect(codesOf(await ask("priya", { ...wrongBirth(), spoken }))).toEqual([]);
    for (const persona of ["tom", "rob", "steward", "stranger"]) {
      expect(codesOf(await ask(persona, wrongBirth())), persona).toEqual(["NOT_FOUND"]);
    }
    const id = await asked("grace", { ...wrongBirth(), subject: "NAME" });
    for (const persona of ["grace", "priya"]) expect(await seen(persona, id)).not.toBeNull();
    for (const persona of ["tom", "rob", "steward"]) expect(await seen(persona, id)).toBeNull();
    expect(await openIn("priya")).not.toBeNull();
    for (const persona of ["grace", "rob", "steward"]) expect(await openIn(persona)).toBeNull();
    const query = "query ($id: ID!) { correctionRequestsOf(memberId: $id) { nodes { id } } }";
    const own = await its.bank.as("grace").must(query, { id: grace });
    expect(JSON.stringify(own)).toContain(id);
    const others = await its.bank.as("tom").must(query, { id: grace });
    expect(at(others, "correctionRequestsOf")).toBeNull();
  });
});

describe("the hub's answer", () => {
  const answer = "Your certificate says so.";

  it("puts a date of birth right wherever it is held, in one moment", async () => {
    const { bank, ellie } = its;
    const wish = { memberId: ellie, subject: "BIRTH", statement: "A year too early." };
    const correctionId = await asked("amina", wish);
    const yes = { correctionId, isCorrected: true, answer, version: 1 };
    expect(codesOf(await decide("priya", yes))).toEqual(["VALIDATION_FAILED"]);
    const future = { ...yes, bornOn: "2090-01-01" };
    expect(codesOf(await decide("priya", future))).toEqual(["VALIDATION_FAILED"]);
    expect(codesOf(await decide("priya", { ...yes, interviewNote: "No." }))).toEqual([
      "VALIDATION_FAILED",
    ]);
    const right = { ...yes, bornOn: "2018-02-02", idempotencyKey: "a-date-that-is-right" };
    const done = await decide("priya", right);
    expect(at(done.data ?? null, "decideCorrection.correctionRequest")).toMatchObject({
      ...{ status: "CORRECTED", answer, answeredAt: bank.now(), version: 2 },
    });
    const again = await decide("priya", right);
    expect(at(again.data ?? null, "decideCorrection.replayed")).toBe(true);
    const items = await itemsOf(bank.client, bank.tableName);
    const born = items.filter((item) => "bornOn" in item && JSON.stringify(item).includes(ellie));
    expect(born.length).toBeGreaterThanOrEqual(2);
    expect(new Set(born.map(({ bornOn }) => bornOn))).toEqual(new Set(["2018-02-02"]));
  });

  it("puts right what was noted of an interview", async () => {
    const { bank, grace } = its;
    const wish = { memberId: grace, subject: "INTERVIEW", statement: "I never said that." };
    const correctionId = await asked("grace", wish);
    const note = "Likes to work outside.";
    const yes = { correctionId, isCorrected: true, answer, interviewNote: note, version: 1 };
    expect(codesOf(await decide("priya", yes))).toEqual([]);
    const data = await bank
      .as("priya")
      .must("query ($id: ID!) { member(id: $id) { interviewNote } }", { id: grace });
    expect(at(data, "member.interviewNote")).toBe(note);
  });

  it("puts right who gave a reference and what they said, and nothing else", async () => {
    const { bank, bra } = its;
    const who = { hubId: bra, firstName: "Wes", lastName: "Test", bornOn: "1985-05-05" };
    const memberId = await does(bank, "wes", ["apply", who], "member");
    for (const refereeName of ["Mrs Hill", "Dr Brook"]) {
      const noted = { memberId, refereeName, relation: "neighbour", takenOn: "2026-01-05" };
      await does(bank, "priya", ["addReference", noted]);
    }
    const item = { pk: memberId, sk: "MEMBER" };
    const noted = async () => Object(await bank.table().get(item)).references;
    const before = await noted();
    const [first, ...others] = before;
    const wish = { memberId, subject: "REFERENCE", statement: "She has another name now." };
    const correctionId = await asked("wes", wish);
    const yes = { correctionId, isCorrected: true, answer, version: 1 };
    for (const reference of [undefined, { refereeName: "Nobody", rightName: "Mrs Vale" }]) {
      expect(codesOf(await decide("priya", { ...yes, reference }))).toEqual(["VALIDATION_FAILED"]);
    }
    const reference = { refereeName: first.refereeName, rightName: "Mrs Vale" };
    expect(codesOf(await decide("priya", { ...yes, reference }))).toEqual([]);
    expect(await noted()).toEqual([{ ...first, refereeName: "Mrs Vale" }, ...others]);
  });

  it("that nothing is changed keeps the person's words beside the reason", async () => {
    const wish = { memberId: its.grace, subject: "REFERENCE", statement: "My aunt is wrong." };
    const correctionId = await asked("grace", wish);
    const reason = "It is what she said to us.";
    const no = { correctionId, isCorrected: false, answer: reason, version: 1 };
    expect(codesOf(await decide("priya", { ...no, bornOn: "1985-05-06" }))).toEqual([
      "VALIDATION_FAILED",
    ]);
    expect(codesOf(await decide("priya", { ...no, version: 2 }))).toEqual(["CONFLICT_VERSION"]);
    expect(codesOf(await decide("grace", no))).toEqual(["FORBIDDEN"]);
    expect(codesOf(await decide("rob", no))).toEqual(["NOT_FOUND"]);
    expect(codesOf(await decide("priya", no))).toEqual([]);
    expect(codesOf(await decide("priya", { ...no, version: 2 }))).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await seen("grace", correctionId)).toEqual({
      ...{ status: "REFUSED", answer: reason, statement: wish.statement },
    });
  });

  it("is given once, whoever else answers in the same moment", async () => {
    const wish = { memberId: its.grace, subject: "OTHER", statement: "Two at once." };
    const correctionId = await asked("grace", wish);
    const yes = { correctionId, isCorrected: true, answer: "Done.", version: 1 };
    const no = { ...yes, isCorrected: false };
    const both = await Promise.all([decide("priya", yes), decide("priya", no)]);
    const codes = both.map(codesOf);
    expect(codes.filter((some) => some.length === 0)).toHaveLength(1);
    expect(codes.flat()).toEqual([expect.stringMatching(/CONFLICT_VERSION|STATE_TRANSITION/)]);
  });

  it("that is late is shown to the hub first, and counted by the clock", async () => {
    const { bank, bra, grace } = its;
    const id = await asked("grace", { memberId: grace, subject: "OTHER", statement: "Late." });
    const table = bank.table();
    const before = await countOverdue({ table, now: bank.now() }, [bra]);
    expect(before).toEqual({ OVERDUE: 0 });
    bank.at("2026-02-05T09:00:00.001Z");
    const nodes = at(await openIn("priya"), "nodes");
    const late = (Array.isArray(nodes) ? nodes : []).find((one) => at(one, "id") === id);
    expect(late).toEqual({ id, isOverdue: true });
    const counted = await countOverdue({ table, now: bank.now() }, [bra]);
    expect(counted.OVERDUE).toBeGreaterThan(0);
    bank.at("2026-01-05T09:00:00.000Z");
  });
});

describe("what somebody said was wrong", () => {
  it("is in their export, and gone when they are", async () => {
    const { bank, nadia } = its;
    const spoken = { channel: "PHONE", note: "Rang Zqxring." };
    const wish = { memberId: nadia, subject: "OTHER", statement: "Zqxwrong.", spoken };
    await asked("priya", wish);
    const agreed = { channel: "PHONE", note: "Asked." };
    const lines = (await exported(bank, "priya", { id: nadia, agreed })) ?? [];
    expect(lines.filter(({ kind }) => kind === "CORRECTION")).toMatchObject([
      { statement: "Zqxwrong.", spoken: { note: "Rang Zqxring." } },
    ]);
    await does(bank, "priya", ["leaveHub", { memberId: nadia }]);
    await erase(bank, "priya", { memberId: nadia, spokenOver: "PHONE" });
    const items = await itemsOf(bank.client, bank.tableName);
    // Whole words: three letters stand in some id by chance.
    for (const word of ["zqxwrong", "zqxring"]) expect(traces(items, word)).toEqual([]);
  });
});
