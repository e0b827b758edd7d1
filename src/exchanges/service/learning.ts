import {
  callerOf,
  invariant,
  isBroker,
  isRefusal,
  notFound,
  type Refusal,
  replayOf,
  requestOf,
  signInFirst,
  standsFor,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { planPosting } from "../../ledger/index.ts";
import { findParty, type HubPolicy, isMetBy, type Party } from "../../membership/index.ts";
import { attempt, type Context, type Write } from "../../table/index.ts";
import {
  creditDay,
  dayKnownTo,
  recordLearning as decideRecord,
  verifyLearning as decideVerify,
  knowsLearner,
  whyNotRecord,
  whyNotVerify,
} from "../decide/index.ts";
import {
  type LearningDay,
  type LearningRecord,
  learnedMinutes,
  type RecordLearning,
  type VerifyLearning,
} from "../model/index.ts";
import {
  createLearning,
  findDay,
  findLearning,
  saveDay,
  saveLearning,
} from "../repository/index.ts";
import { areLinked } from "./children.ts";
import { accountsForNew, accountsForOld, movementsOn, policiesOf } from "./minutes.ts";
import { makeOnce } from "./once.ts";

export const maySeeLearning = (viewer: Viewer, record: LearningRecord): boolean =>
  standsFor(viewer, record.learnerId, "READ") ||
  standsFor(viewer, record.organisationId) ||
  isBroker(viewer, record.hubId) ||
  isBroker(viewer, record.organisationHubId);

/** Writes learning down. What could never be credited is refused at once. */
export function recordLearning(context: Context, wish: RecordLearning) {
  const { table, viewer, now } = context;
  return makeOnce(context, {
    operation: "recordLearning",
    prefix: "lrn",
    wish,
    find: findLearning,
    facts: () => learningIn(context, wish),
    plan: async ({ learner, organisation }, stored) => {
      const hubs = { hubId: organisation.hubId, providerHubId: learner.hubId };
      const policies = await policiesOf(table, hubs, now);
      const policy = policies.providerPolicy;
      const learning = { learner, organisation, viewer, now };
      const record = decideRecord(wish, learning, { policy, stored });
      if (isRefusal(record)) return record;
      const pair = { payer: organisation, provider: learner, ...policies, at: "organisationId" };
      const accounts = await accountsForNew(table, pair, now);
      if (isRefusal(accounts)) return accounts;
      const seen = (day: LearningDay) => dayKnownTo(viewer, day, learning);
      const days = await creditDays(context, record, { learner, policy, seen });
      if (isRefusal(days)) return days;
      const thing: LearningRecord = record;
      return { thing, writes: [createLearning(record)] };
    },
  });
}

/** The two parties. To who only speaks for the organisation, a learner out of reach is unknown. */
async function learningIn({ table, viewer }: Context, wish: RecordLearning) {
  const [found, organisation] = await Promise.all([
    findParty(table, wish.learnerId),
    findParty(table, wish.organisationId),
  ]);
  const learner = found && isMetBy(viewer, found) ? found : undefined;
  const named = { learner: learner ?? { id: wish.learnerId }, viewer };
  const forbidden = whyNotRecord({ ...named, organisation: { id: wish.organisationId } });
  if (forbidden) return forbidden;
  if (!learner) return notFound("learnerId");
  if (organisation?.kind !== "ORGANISATION") return notFound("organisationId");
  const isNear =
    knowsLearner(viewer, learner) || (await areLinked(table, learner.hubId, organisation.hubId));
  return isNear ? { learner, organisation } : notFound("learnerId");
}

/** Every day of a record with its minutes added, or the first that cannot take them. */
async function creditDays(
  { table, now }: Context,
  record: LearningRecord,
  rules: {
    readonly learner: Party;
    readonly policy: HubPolicy;
    /** As much of a day as may be told; all of it when left out. */
    readonly seen?: (day: LearningDay) => LearningDay;
  },
): Promise<readonly Write[] | Refusal<"DAILY_LIMIT" | "LEARNING_ALREADY_RECORDED">> {
  const days = await Promise.all(
    record.sessions.map(({ on }) => findDay(table, record.learnerId, on)),
  );
  const writes: Write[] = [];
  for (const [place, day] of days.entries()) {
    const minutes = record.sessions[place]?.minutes ?? 0;
    const credited = creditDay(rules.seen?.(day) ?? day, { ...record, minutes }, { ...rules, now });
    if (isRefusal(credited)) return credited;
    writes.push(saveDay(credited));
  }
  return writes;
}

/** The organisation verifies; its minutes go to the learner, guarded day by day. */
export async function verifyLearning(context: Context, wish: VerifyLearning) {
  const { table, viewer } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "verifyLearning", wish);
  return attempt(table, async () => {
    const record = await findLearning(table, wish.recordId);
    if (!record || !maySeeLearning(viewer, record)) return notFound("recordId");
    const its = await learningCase(context, record);
    const forbidden = whyNotVerify(its);
    if (forbidden) return forbidden;
    const replay = replayOf(record, request);
    if (replay) return replay;
    const verified = decideVerify(record, its);
    if (isRefusal(verified)) return verified;
    const moved = await movingFor(context, verified, its);
    if (isRefusal(moved)) return moved;
    const receipts = withReceipt(record.receipts, request);
    const thing: LearningRecord = { ...verified, version: record.version + 1, receipts };
    const writes = [saveLearning(thing, moved.journal), ...moved.writes];
    return { writes, answer: { thing, replayed: false } };
  });
}

/** A record with who it names, and the policies of their hubs. */
async function learningCase({ table, viewer, now }: Context, record: LearningRecord) {
  const hubs = { hubId: record.organisationHubId, providerHubId: record.hubId };
  const [learner, organisation, policies] = await Promise.all([
    findParty(table, record.learnerId),
    findParty(table, record.organisationId),
    policiesOf(table, hubs, now),
  ]);
  invariant(learner && organisation, "who a learning record names exists");
  return { learner, organisation, policies, viewer, now };
}

/** The days credited and the minutes moved, to be committed with the record. */
async function movingFor(
  context: Context,
  record: LearningRecord,
  its: Awaited<ReturnType<typeof learningCase>>,
) {
  const { learner, organisation, policies } = its;
  const days = await creditDays(context, record, { learner, policy: policies.providerPolicy });
  if (isRefusal(days)) return days;
  const pair = { payer: organisation, provider: learner, ...policies };
  const posting = await postingFor(context, record, pair);
  if (isRefusal(posting)) return posting;
  return { journal: posting.journal, writes: [...days, ...posting.writes] };
}

/** Nothing was set aside for learning, so the organisation has to have it in hand now. */
async function postingFor(
  { table, now }: Context,
  record: LearningRecord,
  pair: {
    readonly payer: Party;
    readonly provider: Party;
    readonly policy: HubPolicy;
    readonly providerPolicy: HubPolicy;
  },
) {
  const accounts = await accountsForOld(table, pair, now);
  const happenedOn = record.sessions.at(-1)?.on;
  return planPosting(table, {
    actId: record.id,
    kind: "LEARNING",
    movements: movementsOn(accounts, { minutes: learnedMinutes(record) }),
    ...(happenedOn === undefined ? {} : { happenedOn }),
    now,
  });
}
