import {
  belongsTo,
  callerOf,
  type Done,
  invariant,
  notFound,
  type Refusal,
  type Request,
  replayOf,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { type Hold, type Journal, planRelease } from "../../ledger/index.ts";
import { accountRefOf, type HubPolicy, type Party, policyOf } from "../../membership/index.ts";
import { attempt, type Context, type Step, type Write } from "../../table/index.ts";
import type { GroupAsking } from "../decide/index.ts";
import { type GroupActivity, type GroupPart, pays } from "../model/index.ts";
import { findGroup, saveGroup } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
import { isCoded } from "./once.ts";
import { triedAgain, unlessLost } from "./race.ts";

/** An activity with all its parties, and who asks under which policy. */
export type GroupCase = GroupAsking & {
  readonly activity: GroupActivity;
  readonly parties: ReadonlyMap<string, Party>;
  readonly policy: HubPolicy;
};

type GroupChange<Code extends string> = {
  readonly operation: string;
  readonly wish: { readonly activityId: string; readonly idempotencyKey: string };
  /** Parties the wish names beside those who have a part. */
  readonly naming?: readonly string[];
  readonly may: (its: GroupCase) => Refusal<Code> | undefined;
  readonly plan: (its: GroupCase) => Promise<Planned | Refusal<Code>>;
};

type Planned = {
  readonly next: GroupActivity;
  readonly writes?: readonly Write[];
  readonly journal?: Journal;
};

type CommonCode = "BUSY_TRY_AGAIN" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND" | "SIGN_IN_REQUIRED";

/** Every change of a group activity goes this way, so every change checks in the same order. */
export async function changeGroup<Code extends string>(
  context: Context,
  { operation, wish, naming = [], may, plan }: GroupChange<Code>,
): Promise<Done<GroupActivity> | Refusal<Code | CommonCode>> {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), operation, wish);
  return attempt<Done<GroupActivity>, Code | CommonCode>(table, async () => {
    const activity = await findGroup(table, wish.activityId);
    if (!activity || !belongsTo(viewer, activity.hubId)) return notFound("activityId");
    const its = { ...(await groupCaseOf(context, activity, naming)), viewer, now };
    // Who may not act for a party is told so first, and so does not learn whether it exists.
    const refusal = may(its);
    if (refusal) return refusal;
    if (naming.some((id) => its.parties.get(id)?.hubId !== activity.hubId))
      return notFound("partyId");
    const replay = replayOf(activity, request);
    if (replay) return replay;
    const planned = await unlessLost(table, activity, plan(its));
    if (planned === "LOST") return tryAgain(activity);
    return isCoded<Code>(planned) ? planned : saving(activity, planned, request);
  });
}

const tryAgain = (activity: GroupActivity): Step<Done<GroupActivity>> => ({
  writes: triedAgain(activity),
  answer: { thing: activity, replayed: false },
});

function saving(
  activity: GroupActivity,
  planned: Planned,
  request: Request,
): Step<Done<GroupActivity>> {
  const thing = {
    ...planned.next,
    version: activity.version + 1,
    receipts: withReceipt(activity.receipts, request),
  };
  const save = saveGroup(thing, planned.journal);
  return { writes: [save, ...(planned.writes ?? [])], answer: { thing, replayed: false } };
}

export async function groupCaseOf(
  { table, now }: Pick<Context, "table" | "now">,
  activity: GroupActivity,
  naming: readonly string[] = [],
) {
  const ids = [...activity.parts.map((part) => part.partyId), ...naming];
  const named = activity.organiserId === undefined ? ids : [...ids, activity.organiserId];
  const [parties, policy] = await Promise.all([
    partiesOf(table, [...new Set(named)]),
    policyOf(table, activity.hubId, now),
  ]);
  return { activity, parties, policy };
}

type Booked = Pick<GroupCase, "parties" | "policy"> & { readonly now: string };

export function partyIn({ parties }: Pick<GroupCase, "parties">, partyId: string): Party {
  const party = parties.get(partyId);
  invariant(party, "who has a part in an activity exists");
  return party;
}

export const accountIn = (its: Booked, partyId: string) =>
  accountRefOf(partyIn(its, partyId), its.policy, its.now);

/** What these parts have set aside where they pay, and are promised where they give. */
export const holdsFor = (its: Booked, parts: readonly GroupPart[]): readonly Hold[] =>
  parts
    .filter((part) => part.joinedBy !== undefined && (pays(part) || part.isPromised))
    .map((part) => ({
      account: accountIn(its, part.partyId),
      minutes: part.minutes,
      isPromise: !pays(part),
    }));

/** Frees what these parts have set aside or are promised. */
export async function freeing(
  { table }: Pick<Context, "table">,
  its: Booked & { readonly activity: GroupActivity },
  parts: readonly GroupPart[],
): Promise<readonly Write[]> {
  const holds = holdsFor(its, parts);
  if (holds.length === 0) return [];
  return (await planRelease(table, { holds, actId: its.activity.id, now: its.now })).writes;
}
