import { addDays, quarterOf } from "../../src/kernel/index.ts";
import { at, type Json, newRequestKey, type TestBank, textAt } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };

/** What is asked back of each mutation of circles and decisions. */
const payloads: { readonly [mutation: string]: string } = {
  createCircle: "circle { id version }",
  updateCircle:
    "circle { id version purpose rules { rule minPresent noticeDays } model { label } groups { name } }",
  takeOnCircle: "circle { id version runBy stepIns { reason } }",
  delegateUpward: "seat { id mayVote mandate { from statement givenOn decision { id } } }",
  inviteSeat: "seat { id status version mayVote name }",
  acceptSeat: "seat { id status version mayVote }",
  endSeat: "seat { id status version }",
  recordSeatMandate: "seat { id version mayVote mandate { from statement givenOn } }",
  scheduleSession: "session { id version isInformed }",
  shareInformation: "session { id version isInformed }",
  waiveNotice: "session { id version isInformed }",
  recordAttendance: "session { id version attendance { seatId side way mayVote } }",
  addContribution:
    "contribution { id version text way side isAdopted isVoiceRecorded isWrittenByOther }",
  recordVoice: "voiceRecord { id version answer }",
  proposeArtefact: "artefact { id version isAgreed }",
  adoptContribution: "contribution { id version isAdopted }",
  openDecision: "decision { id version status }",
  castPosition: "position { seatId stance reason earlier { stance } }",
  answerObjection: "position { seatId answer { text } }",
  closeDecision:
    "decision { id version status outcome rung decidedAt tally { votingPresent serviceUsersPresent supports standsAside objects serviceUsersSupport } }",
  overrideDecision: "decision { id version status outcome rung overriding { body reason } }",
  rateDecision: "rating { rung }",
  assignAction: "action { id version isDone dueOn }",
  completeAction: "action { id version isDone evidence }",
};

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const documentOf = (name: string) =>
  `mutation ($input: ${capital(name)}Input!) {
    ${name}(input: $input) { ${payloads[name]} replayed userErrors { code message path } }
  }`;

const callerIn = (bank: TestBank, persona: string) =>
  persona === "anonymous" ? bank.anonymous : bank.as(persona);

export type Outcome = {
  readonly thing: Json;
  readonly replayed: Json;
  readonly codes: readonly Json[];
  readonly errors: Json;
};

/** Asks for one mutation, with a key of its own unless one is given. */
export async function ask(
  bank: TestBank,
  persona: string,
  [name, input]: readonly [string, Input],
): Promise<Outcome> {
  const answer = await callerIn(bank, persona).ask(documentOf(name), {
    input: { idempotencyKey: newRequestKey(), ...input },
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  const done = at(answer.data, name);
  const errors = at(done, "userErrors");
  return {
    thing: at(done, payloads[name]?.split(" ")[0] ?? ""),
    replayed: at(done, "replayed"),
    codes: Array.isArray(errors) ? errors.map((error: Json) => at(error, "code")) : [],
    errors,
  };
}

/** Asks for what has to succeed. */
export async function must(
  bank: TestBank,
  persona: string,
  wish: readonly [string, Input],
): Promise<Json> {
  const { thing, codes, errors } = await ask(bank, persona, wish);
  if (codes.length > 0) throw new Error(`${wish[0]}: ${JSON.stringify(errors, null, 2)}`);
  return thing;
}

export type Sitting = {
  /** The persona who takes the seat. */
  readonly persona: string;
  readonly side: "SERVICE_USER" | "PROFESSIONAL";
  readonly memberId?: string;
  readonly kind?: "SELF" | "REPRESENTS" | "VOICE_OF";
  readonly isVoting?: boolean;
  readonly group?: string;
};

export const circleWish = (hubId: string, more: Input = {}): Input => ({
  ...{ hubId, name: "Governance circle", purpose: "What the hub credits.", level: "SERVICE" },
  model: { label: "NESTA", evidence: "We began in January." },
  rules: { rule: "MAJORITY" },
  power: { isBinding: true, boundBy: "The hub's broker" },
  groups: [
    { name: "Members", side: "SERVICE_USER" },
    { name: "Staff", side: "PROFESSIONAL" },
  ],
  ...more,
});

const groupOf = ({ side, group }: Sitting) =>
  group ?? (side === "SERVICE_USER" ? "Members" : "Staff");

/** The id of the persona's person, who is registered if there is none yet. */
export async function personIdOf(bank: TestBank, persona: string): Promise<string> {
  const me = await bank.as(persona).must("{ me { person { id } } }");
  const found = at(me, "me.person.id");
  if (typeof found === "string") return found;
  const made = await bank.as(persona).must(
    `mutation ($input: RegisterPersonInput!) {
      registerPerson(input: $input) { person { id } userErrors { code } }
    }`,
    {
      input: {
        ...{ idempotencyKey: newRequestKey(), firstName: persona, lastName: "Test" },
        bornOn: "1980-05-05",
      },
    },
  );
  return textAt(made, "registerPerson.person.id");
}

/** Invites a persona and lets them say yes; answers with the id of the seat. */
export async function seated(
  bank: TestBank,
  { runner, circleId, who }: { runner: string; circleId: string; who: Sitting },
): Promise<string> {
  const { persona, side, kind = "SELF", isVoting = true, memberId } = who;
  const whom = memberId ? { memberId } : { personId: await personIdOf(bank, persona) };
  const wish = { circleId, ...whom, side, kind, isVoting, group: groupOf(who) };
  const seat = await must(bank, runner, ["inviteSeat", wish]);
  const seatId = textAt(seat, "id");
  const yes = { circleId, seatId, version: at(seat, "version") };
  await must(bank, persona, ["acceptSeat", yes]);
  return seatId;
}

export type Meeting = {
  readonly circleId: string;
  readonly sessionId: string;
  readonly artefactId: string;
  /** The ids of the seats by persona. */
  readonly seats: { readonly [persona: string]: string };
};

/** A circle whose people sit, were told, waived the notice and are written down as there. */
export async function meeting(
  bank: TestBank,
  wish: {
    readonly runner: string;
    readonly hubId: string;
    readonly people: readonly Sitting[];
    readonly circle?: Input;
  },
): Promise<Meeting> {
  const { runner, hubId, people } = wish;
  const circle = await must(bank, runner, ["createCircle", circleWish(hubId, wish.circle)]);
  const circleId = textAt(circle, "id");
  const seats: { [persona: string]: string } = {};
  for (const who of people) {
    seats[who.persona] = await seated(bank, { runner, circleId, who });
  }
  const sessionId = await heldSession(bank, { runner, circleId, people, seats });
  const [author] = Object.values(seats);
  const artefact = await must(bank, runner, [
    "proposeArtefact",
    {
      ...{ circleId, kind: "PLAN", title: "What we credit" },
      ...{ text: "Care, learning and taking part.", authorSeatIds: [author] },
    },
  ]);
  return { circleId, sessionId, artefactId: textAt(artefact, "id"), seats };
}

/** Another session of the circle at this moment. */
export async function heldSession(
  bank: TestBank,
  its: {
    readonly runner: string;
    readonly circleId: string;
    readonly people: readonly Sitting[];
    readonly seats: { readonly [persona: string]: string };
  },
): Promise<string> {
  const { runner, circleId, people, seats } = its;
  const ways = ["IN_PERSON", "PHONE", "VOICE_SEAT"];
  const plan = { circleId, title: "The plan", startsAt: bank.now(), ways };
  const session = await must(bank, runner, ["scheduleSession", plan]);
  const sessionId = textAt(session, "id");
  await must(bank, runner, ["shareInformation", { sessionId, version: 1, what: "Two pages." }]);
  const waiving = people.filter(
    ({ side, kind = "SELF", isVoting = true }) =>
      side === "SERVICE_USER" && kind === "SELF" && isVoting,
  );
  for (const { persona } of waiving) await must(bank, persona, ["waiveNotice", { sessionId }]);
  const there = people.map(({ persona }) => ({ seatId: seats[persona], way: "IN_PERSON" }));
  const attendance = { sessionId, version: waiving.length + 2, seats: there };
  await must(bank, runner, ["recordAttendance", attendance]);
  return sessionId;
}

/** All that a hub can be let credit in this quarter and the next. */
const everything = (bank: TestBank): readonly Input[] => {
  const today = bank.now().slice(0, 10);
  const quarters = [quarterOf(today), quarterOf(addDays(today, 92).slice(0, 10))];
  return ["CARE", "LEARNING", "PARTICIPATION", "TRAINING"].flatMap((purpose) =>
    quarters.map((quarter) => ({ purpose, quarter, minutes: 6_000_000 })),
  );
};

/** Opens a decision on what the meeting made. */
export async function opened(
  bank: TestBank,
  runner: string,
  {
    sessionId,
    artefactId,
    credits = everything(bank),
  }: Pick<Meeting, "sessionId" | "artefactId"> & { readonly credits?: readonly Input[] },
): Promise<string> {
  const decision = await must(bank, runner, [
    "openDecision",
    {
      ...{ sessionId, artefactId, question: "Do we credit this?", credits },
      ...{ viewsSought: "We asked all members.", viewsAnswered: "We changed two lines." },
    },
  ]);
  return textAt(decision, "id");
}

const threePeople = ["carla", "carlo", "carmen"].map(
  (persona): Sitting => ({ persona, side: "SERVICE_USER" }),
);

/**
 * A decision that a circle of the hub really took: three service users, all for it, binding, on
 * rung 7. Told through the API by whoever runs it.
 */
export async function agreedDecision(
  bank: TestBank,
  { runner, hubId, credits }: { runner: string; hubId: string; credits?: readonly Input[] },
): Promise<string> {
  const its = await meeting(bank, { runner, hubId, people: threePeople });
  const decisionId = await opened(bank, runner, { ...its, ...(credits ? { credits } : {}) });
  for (const { persona } of threePeople) {
    await must(bank, persona, ["castPosition", { decisionId, stance: "SUPPORT" }]);
  }
  const closing = { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
  await must(bank, runner, ["closeDecision", closing]);
  return decisionId;
}

const taken = new WeakMap<TestBank, Map<string, Promise<string>>>();

/** The same, once for each hub and quarter: many mandates can rest on one decision. */
export function decidedIn(bank: TestBank, hubId: string, runner = "priya"): Promise<string> {
  const ofBank = taken.get(bank) ?? new Map<string, Promise<string>>();
  taken.set(bank, ofBank);
  const which = `${hubId} ${quarterOf(bank.now())}`;
  const found = ofBank.get(which) ?? agreedDecision(bank, { runner, hubId });
  ofBank.set(which, found);
  return found;
}
