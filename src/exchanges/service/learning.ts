import {
  actsFor,
  callerOf,
  type Done,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { planPosting } from "../../ledger/index.ts";
import { findParty, type HubPolicy, type Party } from "../../membership/index.ts";
import { attempt, type Context, type Write } from "../../table/index.ts";
import {
  creditDay,
  recordLearning as decideRecord,
  verifyLearning as decideVerify,
  whyNotRecord,
  whyNotVerify,
} from "../decide/index.ts";
import {
  learnedMinutes,
  type LearningRecord,
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
import { accountsForNew, accountsForOld, movementsOn, policiesOf } from "./minutes.ts";

export const maySeeLearning = (viewer: Viewer, record: LearningRecord): boolean =>
  actsFor(viewer, record.learnerId) ||
  actsFor(viewer, record.organisationId) ||
  isBroker(viewer, record.hubId) ||
  isBroker(viewer, record.organisationHubId);

/** Writes learning down. What could never be credited is refused at once. */
export async function recordLearning(context: Context, wish: RecordLearning) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "recordLearning", wish);
  const id = idFor("lrn", request);
  return attempt(table, async () => {
    const [learner, organisation, found] = await Promise.all([
      findParty(table, wish.learnerId),
      findParty(table, wish.organisationId),
      findLearning(table, id),
    ]);
    if (!learner) return notFound("learnerId");
    if (!organisation) return notFound("organisationId");
    const learning = { learner, organisation, viewer, now };
    const forbidden = whyNotRecord(learning);
    if (forbidden) return forbidden;
    const replay = found ? isReplay(found.receipts, request) : false;
    if (isRefusal(replay)) return replay;
    if (found && replay) return { answer: done(found, true) };
    const hubs = { hubId: organisation.hubId, providerHubId: learner.hubId };
    const policies = await policiesOf(table, hubs, now);
    const stored = { id, version: 1, receipts: withReceipt([], request) };
    const policy = policies.providerPolicy;
    const record = decideRecord(wish, learning, { policy, stored });
    if (isRefusal(record)) return record;
    const pair = { payer: organisation, provider: learner, ...policies, at: "organisationId" };
    const accounts = await accountsForNew(table, pair, now);
    if (isRefusal(accounts)) return accounts;
    const days = await creditDays(context, record, { learner, policy });
    if (isRefusal(days)) return days;
    return { writes: [createLearning(record)], answer: done(record, false) };
  });
}

const done = (thing: LearningRecord, replayed: boolean): Done<LearningRecord> => ({
  thing,
  replayed,
});

/** Every day of a record with its minutes added, or the first that cannot take them. */
async function creditDays(
  { table, now }: Context,
  record: LearningRecord,
  rules: { readonly learner: Party; readonly policy: HubPolicy },
): Promise<readonly Write[] | Refusal<"DAILY_LIMIT" | "LEARNING_ALREADY_RECORDED">> {
  const days = await Promise.all(
    record.sessions.map(({ on }) => findDay(table, record.learnerId, on)),
  );
  const writes: Write[] = [];
  for (const [place, day] of days.entries()) {
    const minutes = record.sessions[place]?.minutes ?? 0;
    const credited = creditDay(day, { ...record, minutes }, { ...rules, now });
    if (isRefusal(credited)) return credited;
    writes.push(saveDay(credited));
  }
  return writes;
}

/** The organisation verifies; its minutes go to the learner, guarded day by day. */
export async function verifyLearning(context: Context, wish: VerifyLearning) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "verifyLearning", wish);
  return attempt(table, async () => {
    const record = await findLearning(table, wish.recordId);
    if (!record || !maySeeLearning(viewer, record)) return notFound("recordId");
    const [learner, organisation, policies] = await Promise.all([
      findParty(table, record.learnerId),
      findParty(table, record.organisationId),
      policiesOf(
        table,
        { hubId: record.organisationHubId, providerHubId: record.hubId },
        now,
      ),
    ]);
    invariant(learner && organisation, "who a learning record names exists");
    const learning = { learner, organisation, viewer, now };
    const forbidden = whyNotVerify(learning);
    if (forbidden) return forbidden;
    const replay = isReplay(record.receipts, request);
    if (isRefusal(replay)) return replay;
    if (replay) return { answer: done(record, true) };
    const verified = decideVerify(record, learning);
    if (isRefusal(verified)) return verified;
    const policy = policies.providerPolicy;
    const days = await creditDays(context, verified, { learner, policy });
    if (isRefusal(days)) return days;
    const pair = { payer: organisation, provider: learner, ...policies };
    const posting = await postingFor(context, verified, pair);
    if (isRefusal(posting)) return posting;
    const receipts = withReceipt(record.receipts, request);
    const thing = { ...verified, version: record.version + 1, receipts };
    const writes = [saveLearning(thing, posting.journal), ...days, ...posting.writes];
    return { writes, answer: done(thing, false) };
  });
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
    movements: movementsOn(accounts, { minutes: learnedMinutes(record), heldMinutes: 0 }),
    ...(happenedOn === undefined ? {} : { happenedOn }),
    now,
  });
}
