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
import { thisQuarter } from "../funding/credits.ts";
import { type Json, textAt } from "../support/api.ts";

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

/** What is done in circles, each with a version. */
export const circleCases: readonly Case[] = [
  [
    "updateCircle",
    "priya",
    async (its) => ({ circleId: await begun(its), version: 1, purpose: "Another." }),
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
];
