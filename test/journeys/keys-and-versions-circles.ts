import { mondayOf, sameIdAs } from "../../src/kernel/index.ts";
import {
  circleWish,
  decidedIn,
  type Meeting,
  meeting,
  must,
  opened,
  personIdOf,
  type Sitting,
} from "../circles/deciding.ts";
import type { Setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { joined } from "../federation/closing-town.ts";
import { change, giveRole, mustTell } from "../federation/hubs.ts";
import { thisQuarter } from "../funding/credits.ts";
import { type Json, type TestBank, textAt } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };
type Case = readonly [
  mutation: string,
  persona: string,
  prepare: (its: Setting) => Promise<Input & { readonly version: Json }>,
];

const people: readonly Sitting[] = ["carla", "carlo", "carmen"].map((persona) => ({
  ...{ persona, side: "SERVICE_USER" },
}));

const met = ({ bank, bra }: Setting): Promise<Meeting> =>
  meeting(bank, { runner: "priya", hubId: bra, people });

const begun = async ({ bank, bra }: Setting): Promise<string> =>
  textAt(await must(bank, "priya", ["createCircle", circleWish(bra)]), "id");

async function invited(its: Setting, kind = "SELF") {
  const circleId = await begun(its);
  const wish = { circleId, kind, side: "SERVICE_USER", group: "Members", isVoting: true };
  const personId = await personIdOf(its.bank, "carla");
  const seat = await must(its.bank, "priya", ["inviteSeat", { ...wish, personId }]);
  return { circleId, seatId: textAt(seat, "id"), version: 1 };
}

async function planned(its: Setting) {
  const { bank } = its;
  const circleId = await begun(its);
  const plan = { circleId, title: "Later", startsAt: "2026-04-01T10:00:00Z", ways: ["VIDEO"] };
  const session = await must(bank, "priya", ["scheduleSession", plan]);
  return { sessionId: textAt(session, "id"), version: 1 };
}

async function agreed(its: Setting) {
  const { bank } = its;
  const { seats, ...held } = await met(its);
  const decisionId = await opened(bank, "priya", held);
  for (const { persona } of people) {
    await must(bank, persona, ["castPosition", { decisionId, stance: "SUPPORT" }]);
  }
  await must(bank, "priya", ["closeDecision", { decisionId, version: 1, decidedAt: "IN_CIRCLE" }]);
  return { decisionId, ownerSeatId: seats["carla"] };
}

/** What a circle of BRA agreed. */
export const decided = ({ bank, bra }: Setting): Promise<string> => decidedIn(bank, bra);

export const granted = async (its: Setting, purpose: string): Promise<string> =>
  make(its.bank, "priya", [
    "grantMandate",
    "mandate",
    {
      ...{ hubId: its.bra, purpose, quarter: thisQuarter, minutes: 1200 },
      decisionId: await decided(its),
    },
  ]);

const crowd = ["amina", "grace", "tom", "jack", "kofi"] as const;

/** A line of amina's diary. */
async function written({ bank, amina: memberId }: Setting) {
  const line = { memberId, kind: "HOME", happenedOn: bank.now().slice(0, 10), minutes: 60 };
  return {
    coreWorkId: await make(bank, "amina", ["reportCoreWork", "coreWork", line]),
    version: 1,
  };
}

/** Work that amina did together with the café's staff. */
async function logged(its: Setting) {
  await granted(its, "CARE");
  const { bank, amina: memberId, cafe: organisationId } = its;
  const weeks = [{ weekStarting: mondayOf(bank.now()), reportedMinutes: 60 }];
  const care = await make(bank, "priya", ["recogniseCare", "recognition", { memberId, weeks }]);
  const work = { organisationId, mode: "CO_DELIVER", what: "Open days", staffMinutes: 60 };
  const happenedOn = bank.now().slice(0, 10);
  const rests = { ...work, happenedOn, journalEntryIds: [sameIdAs(care, "jrn")] };
  const serviceHoursId = await make(bank, "priya", ["logServiceHours", "serviceHours", rests]);
  return { serviceHoursId, memberId, version: 1 };
}

/** An issue that enough people stand behind, so that somebody has to answer. */
async function asked(its: Setting) {
  const wish = { title: "Symbols", text: "On every door.", body: "The council" };
  const issueId = await make(its.bank, "amina", [
    "raiseIssue",
    "issue",
    { memberId: its.amina, ...wish },
  ]);
  for (const persona of crowd) await supports(its.bank, persona, [issueId, its[persona]]);
  for (const persona of ["una", "vera", "wanda"]) {
    const memberId = await memberOf(its, persona);
    await supports(its.bank, persona, [issueId, memberId]);
  }
  return { issueId, version: 2 };
}

const supports = (bank: TestBank, persona: string, [issueId, memberId]: readonly string[]) =>
  mustTell(bank.as(persona), change("supportIssue", "support { at }"), { issueId, memberId });

const joinedBefore = new WeakMap<Setting, Map<string, string>>();

async function memberOf(its: Setting, persona: string): Promise<string> {
  const known = joinedBefore.get(its) ?? new Map<string, string>();
  joinedBefore.set(its, known);
  const memberId = known.get(persona) ?? (await joined(its, persona, [its.bra, "priya"]));
  known.set(persona, memberId);
  return memberId;
}

let facilitators = 0;

/** What is done in circles, each with a version. */
export const circleCases: readonly Case[] = [
  [
    "updateCircle",
    "priya",
    async (its) => ({ circleId: await begun(its), version: 1, change: { purpose: "Another." } }),
  ],
  [
    "takeOnCircle",
    "priya",
    async (its) => {
      const runner = `facilitator ${++facilitators}`;
      const role = { role: "FACILITATOR", scopeId: its.bra } as const;
      await giveRole(its.bank, await personIdOf(its.bank, runner), role);
      const held = await must(its.bank, runner, ["createCircle", circleWish(its.bra)]);
      return { circleId: textAt(held, "id"), version: 1, reason: "Fay is ill." };
    },
  ],
  ["acceptSeat", "carla", (its) => invited(its)],
  ["endSeat", "carla", (its) => invited(its)],
  [
    "recordSeatMandate",
    "priya",
    async (its) => ({
      ...(await invited(its, "REPRESENTS")),
      ...{ from: "Parents", statement: "Say yes.", givenOn: "2026-01-05" },
    }),
  ],
  ["shareInformation", "priya", async (its) => ({ ...(await planned(its)), what: "A page." })],
  [
    "recordAttendance",
    "priya",
    async (its) => {
      const { sessionId, seats } = await met(its);
      const there = [{ seatId: seats["carla"], way: "PHONE" }];
      return { sessionId, version: 6, seats: there };
    },
  ],
  [
    "adoptContribution",
    "priya",
    async (its) => {
      const { sessionId, seats, artefactId } = await met(its);
      const said = { sessionId, seatId: seats["carla"], way: "PHONE", text: "Yes." };
      const made = await must(its.bank, "carla", ["addContribution", said]);
      return { contributionId: textAt(made, "id"), artefactId, version: 1 };
    },
  ],
  [
    "closeDecision",
    "priya",
    async (its) => {
      const decisionId = await opened(its.bank, "priya", await met(its));
      return { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
    },
  ],
  [
    "overrideDecision",
    "priya",
    async (its) => {
      const { decisionId } = await agreed(its);
      return { decisionId, version: 2, body: "The council", reason: "No money." };
    },
  ],
  [
    "completeAction",
    "carla",
    async (its) => {
      const wish = { what: "Symbols.", ownerRole: "Member", dueOn: "2026-09-01" };
      const action = { ...wish, ...(await agreed(its)) };
      const made = await must(its.bank, "priya", ["assignAction", action]);
      return { actionId: textAt(made, "id"), version: 1, evidence: "Seen." };
    },
  ],
  ["respondToIssue", "priya", async (its) => ({ ...(await asked(its)), answer: "We will see." })],
  ["withdrawCoreWork", "amina", (its) => written(its)],
  ["signServiceHours", "amina", (its) => logged(its)],
  [
    "setRelationshipMode",
    "priya",
    async ({ bank, cafe: organisationId }) => {
      const said = { from: bank.now().slice(0, 10), why: "Guests cook too." };
      const lunch = { organisationId, name: "Lunch", mode: "FOR", ...said };
      const serviceId = await make(bank, "priya", ["addService", "service", lunch]);
      return { serviceId, version: 1, mode: "WITH", ...said };
    },
  ],
  [
    "escalateIssue",
    "amina",
    async (its) => {
      const { issueId, version } = await asked(its);
      const said = { issueId, version, answer: "No." };
      await make(its.bank, "priya", ["respondToIssue", "issue", said]);
      return { issueId, version: version + 1, body: "The ministry" };
    },
  ],
];
