import { beforeAll, describe, expect, it } from "vitest";
import { logServiceHours } from "../../src/hours/service/index.ts";
import type { Viewer } from "../../src/kernel/index.ts";
import type { Table } from "../../src/table/index.ts";
import { decidedIn, personIdOf } from "../circles/deciding.ts";
import { appoint } from "../exchanges/supporting.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { joined } from "../federation/closing-town.ts";
import { change, tell } from "../federation/hubs.ts";
import { at, codesOf, type Json, textAt } from "../support/api.ts";

let its: Setting;
/** Everybody's own membership, by their persona. */
const members = new Map<string, string>();

beforeAll(async () => {
  its = await setting();
  for (const name of ["amina", "grace", "tom"] as const) members.set(name, its[name]);
  for (const name of ["una", "vera", "wanda", "xena", "yara", "zita"]) {
    members.set(name, await joined(its, name, [its.bra, "priya"]));
  }
  its.bank.at("2026-02-20T09:00:00Z");
});

const fields = {
  reportCoreWork: "coreWork { id version minutes isWithdrawn }",
  withdrawCoreWork: "coreWork { id version minutes isWithdrawn }",
  logServiceHours: "serviceHours { id version }",
  signServiceHours:
    "serviceHours { id version isSignedByCitizen isSignedByService service { name } }",
} as const;
type Name = keyof typeof fields;

const ask = (persona: string, name: Name, input: object) =>
  tell(its.bank.as(persona), change(name, fields[name]), { ...input });
const codes = async (persona: string, name: Name, input: object) =>
  codesOf(await ask(persona, name, input));
async function must(persona: string, name: Name, input: object): Promise<Json> {
  const answer = await ask(persona, name, input);
  expect(codesOf(answer)).toEqual([]);
  return at(at(answer.data, name), fields[name].split(" ")[0] ?? "");
}

const line = (memberId: string | undefined, more: object = {}) => ({
  ...{ memberId, kind: "CARE", happenedOn: "2026-02-18", minutes: 240, ...more },
});

const diary = async (persona: string, memberId: string) =>
  at(
    await its.bank
      .as(persona)
      .must("query ($id: ID!) { coreWork(memberId: $id) { nodes { minutes kind } } }", {
        id: memberId,
      }),
    "coreWork",
  );

const economy = async (scopeId: string, month: string) =>
  at(
    await its.bank.anonymous.must(
      `query ($id: ID!, $month: String!) { coreEconomyHours(scopeId: $id, month: $month) {
        reportedMinutes creditedMinutes suppressed
      } }`,
      { id: scopeId, month },
    ),
    "coreEconomyHours",
  );

describe("a diary", () => {
  it("is read by whose it is, and by others only as far as they wrote it", async () => {
    await must("jack", "reportCoreWork", line(its.jack, { minutes: 60 }));
    await must("tom", "reportCoreWork", line(its.jack, { kind: "HOME", minutes: 30 }));
    const own = at(await diary("jack", its.jack), "nodes");
    expect(own).toHaveLength(2);
    expect(own).toContainEqual({ minutes: 30, kind: "HOME" });
    expect(await diary("tom", its.jack)).toEqual({ nodes: [{ minutes: 30, kind: "HOME" }] });
    for (const persona of ["priya", "grace", "steward"]) {
      expect(await diary(persona, its.jack)).toBeNull();
      expect(await codes(persona, "reportCoreWork", line(its.jack))).toEqual(["NOT_FOUND"]);
    }
  });

  it("is written by a supporter with the power to, and no other supporter", async () => {
    await appoint(its, { member: its.nadia, helper: "grace", scope: ["READ", "ARRANGE_HELP"] });
    expect(await codes("grace", "reportCoreWork", line(its.nadia))).toEqual(["NOT_FOUND"]);
    const scope = ["READ", "MANAGE_PROFILE"];
    await appoint(its, { member: its.nadia, helper: "amina", scope });
    expect(await codes("amina", "reportCoreWork", line(its.nadia))).toEqual([]);
  });

  it("has one line for each kind and day, and forgets what is taken back", async () => {
    const wish = line(its.amina, { kind: "CITIZENSHIP" });
    const made = await must("amina", "reportCoreWork", wish);
    expect(await codes("amina", "reportCoreWork", wish)).toEqual(["ALREADY_WRITTEN"]);
    const back = { coreWorkId: textAt(made, "id"), version: 1, idempotencyKey: "take-it-back" };
    expect(await codes("priya", "withdrawCoreWork", back)).toEqual(["NOT_FOUND"]);
    const gone = { minutes: null, isWithdrawn: true, version: 2 };
    expect(await must("amina", "withdrawCoreWork", back)).toMatchObject(gone);
    expect(await must("amina", "withdrawCoreWork", back)).toMatchObject(gone);
    expect(await diary("amina", its.amina)).toEqual({ nodes: [] });
    const anew = { ...back, idempotencyKey: "once-more" };
    expect(await codes("amina", "withdrawCoreWork", anew)).toEqual(["CONFLICT_VERSION"]);
    expect(await must("amina", "reportCoreWork", wish)).toMatchObject({ version: 3 });
  });
});

/** A broker recognises 45 hours of care of everybody, of which the hub credits three a week. */
async function careRecognised(): Promise<void> {
  const { bank, bra } = its;
  const granted = { hubId: bra, purpose: "CARE", quarter: "2026-Q2", minutes: 6000 };
  const decisionId = await decidedIn(bank, bra);
  await make(bank, "priya", ["grantMandate", "mandate", { ...granted, decisionId }]);
  const weeks = [{ weekStarting: "2026-04-06", reportedMinutes: 2700 }];
  for (const memberId of members.values()) {
    await make(bank, "priya", ["recogniseCare", "recognition", { memberId, weeks }]);
  }
}

describe("the sums of a month", () => {
  it("are told when it is over and many stand behind them, beside what was credited", async () => {
    const { bank, bra, sal } = its;
    bank.at("2026-04-20T09:00:00Z");
    const day = { happenedOn: "2026-04-10" };
    const all = await Promise.all(
      [...members].map(([name, id]) => ask(name, "reportCoreWork", line(id, day))),
    );
    expect(all.flatMap(codesOf)).toEqual([]);
    await careRecognised();
    expect(await economy(bra, "2026-04")).toBeNull();
    bank.at("2026-05-03T09:00:00Z");
    expect(await economy(bra, "2026-04")).toEqual({
      ...{ reportedMinutes: 9 * 2700, creditedMinutes: 1500, suppressed: false },
    });
    expect(await economy(sal, "2026-04")).toMatchObject({ reportedMinutes: 0 });
    // In February few people wrote anything.
    expect(await economy(bra, "2026-02")).toMatchObject({
      ...{ reportedMinutes: null, suppressed: true },
    });
  });

  it("do not tell what one person makes up more than half of", async () => {
    const { bank, bra } = its;
    bank.at("2026-06-20T09:00:00Z");
    for (const [name, id] of members) {
      const day = { happenedOn: "2026-06-10", minutes: name === "amina" ? 1440 : 15 };
      await must(name, "reportCoreWork", line(id, day));
    }
    bank.at("2026-07-03T09:00:00Z");
    expect(await economy(bra, "2026-06")).toMatchObject({ reportedMinutes: null });
  });
});

/** Each member is credited an hour of taking part; answers with the journal entries. */
async function credited(happenedOn: string, quarter: string): Promise<readonly string[]> {
  const { bank, bra } = its;
  const granted = { hubId: bra, purpose: "PARTICIPATION", quarter, minutes: 1200 };
  const decisionId = await decidedIn(bank, bra);
  await make(bank, "priya", ["grantMandate", "mandate", { ...granted, decisionId }]);
  const entries: string[] = [];
  for (const memberId of members.values()) {
    const wish = { purpose: "PARTICIPATION", memberId, minutes: 60, what: "A plan", happenedOn };
    const answer = await tell(
      bank.as("priya"),
      change("recogniseActivity", "recognition { journalEntryId }"),
      { ...wish, withMemberIds: [] },
    );
    expect(codesOf(answer)).toEqual([]);
    entries.push(textAt(answer.data ?? null, "recogniseActivity.recognition.journalEntryId"));
  }
  return entries;
}

const named = (organisationId: string, admin: string) =>
  make(its.bank, admin, [
    "addService",
    "service",
    { organisationId, name: "Doors", mode: "WITH", from: "2026-01-05", why: "Parents draw." },
  ]);

const shareOf = async (persona: string, serviceId: string) =>
  at(
    await its.bank
      .as(persona)
      .must(
        "query ($id: ID!) { node(id: $id) { ... on Service { citizenShare { part whole } } } }",
        {
          id: serviceId,
        },
      ),
    "node.citizenShare",
  );

describe("work done together", () => {
  it("counts when both sides signed, and the mix adds up", async () => {
    const { bank, bra, school, amina } = its;
    bank.at("2026-09-07T09:00:00Z");
    const journalEntryIds = await credited("2026-09-05", "2026-Q3");
    const wish = {
      ...{ organisationId: school, mode: "CO_DESIGN", what: "A plan for the doors" },
      ...{ happenedOn: "2026-09-05", staffMinutes: 600, journalEntryIds },
      serviceId: await named(school, "nora"),
    };
    const ofCafe = { ...wish, serviceId: await named(its.cafe, "cora") };
    expect(await codes("priya", "logServiceHours", ofCafe)).toEqual(["NOT_FOUND"]);
    expect(await codes("grace", "logServiceHours", wish)).toEqual(["FORBIDDEN"]);
    // Who speaks for the school cannot read what others were credited.
    expect(await codes("nora", "logServiceHours", wish)).toEqual(["NOT_FOUND"]);
    const hours = await must("priya", "logServiceHours", wish);
    expect(await codes("priya", "logServiceHours", wish)).toEqual(["ALREADY_COUNTED"]);
    const serviceHoursId = textAt(hours, "id");
    const theirs = { serviceHoursId, version: 1, memberId: amina };
    expect(await codes("priya", "signServiceHours", { serviceHoursId, version: 1 })).toEqual([
      "FORBIDDEN",
    ]);
    expect(await codes("jack", "signServiceHours", { ...theirs, memberId: its.jack })).toEqual([
      "NOT_FOUND",
    ]);
    expect(await codes("grace", "signServiceHours", theirs)).toEqual(["FORBIDDEN"]);
    await must("amina", "signServiceHours", theirs);
    bank.at("2026-10-02T09:00:00Z");
    expect(await mixOf(bra, "2026-Q3")).toMatchObject({ modes: [], suppressed: false });
    expect(await shareOf("nora", wish.serviceId)).toEqual({ part: 0, whole: 0 });
    const service = { serviceHoursId, version: 2 };
    expect(await must("nora", "signServiceHours", service)).toMatchObject({
      ...{ isSignedByCitizen: true, isSignedByService: true, service: { name: "Doors" } },
    });
    expect(await shareOf("nora", wish.serviceId)).toEqual({ part: 540, whole: 1140 });
    expect(await shareOf("amina", wish.serviceId)).toBeNull();
    bank.at("2027-01-03T09:00:00Z");
    expect(await mixOf(bra, "2026-Q4")).toEqual({
      suppressed: false,
      modes: [{ mode: "CO_DESIGN", citizenMinutes: 600, staffMinutes: 600, percent: 100 }],
    });
  });
});

describe("hours that are taken back at the same moment", () => {
  it("are not counted, when that comes before they are named", async () => {
    const { bank, bra, school } = its;
    bank.at("2027-02-08T09:00:00Z");
    const [first = "", second = ""] = await credited("2027-02-05", "2027-Q1");
    const takeBack = async (journalEntryId: string) =>
      tell(bank.as("priya"), change("reverseEntry", "journalEntry { id }"), {
        ...{ journalEntryId, reason: "This did not happen." },
      });
    const table = bank.table();
    let isFirst = true;
    // Somebody takes an entry back between the moment it was read and the moment it is named.
    const raced: Table = {
      ...{ get: table.get.bind(table), walk: table.walk.bind(table) },
      ...{ walkIndex: table.walkIndex.bind(table), expect: table.expect.bind(table) },
      commit: async (writes) => {
        if (isFirst) expect(codesOf(await takeBack(first))).toEqual([]);
        isFirst = false;
        return table.commit(writes);
      },
    };
    const viewer: Viewer = {
      ...{ login: "priya", personId: await personIdOf(bank, "priya"), actsFor: [] },
      ...{ roles: [{ role: "BROKER", scopeId: bra }], isFirstSteward: false },
    };
    const wish = {
      ...({ organisationId: school, mode: "CO_DELIVER", what: "Doors" } as const),
      ...{ happenedOn: "2027-02-05", staffMinutes: 60, idempotencyKey: "raced-with-a-reversal" },
    };
    const context = { table: raced, now: bank.now(), viewer, cursorSecret: "none" };
    const named = await logServiceHours(context, { ...wish, journalEntryIds: [second, first] });
    expect(named).toMatchObject({ kind: "Refusal", code: "VALIDATION_FAILED" });
    const left = { ...wish, idempotencyKey: "what-is-left", journalEntryIds: [second] };
    expect(await logServiceHours(context, left)).toMatchObject({ thing: { citizenMinutes: 60 } });
  });
});

const mixOf = async (scopeId: string, quarter: string) =>
  at(
    await its.bank.anonymous.must(
      `query ($id: ID!, $quarter: String!) { modeMix(scopeId: $id, quarter: $quarter) {
        suppressed modes { mode citizenMinutes staffMinutes percent }
      } }`,
      { id: scopeId, quarter },
    ),
    "modeMix",
  );
