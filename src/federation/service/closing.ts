import { invariant, isRefusal } from "../../kernel/index.ts";
import { findHead, movedOf } from "../../ledger/index.ts";
import {
  findHub,
  findMember,
  findOrganisation,
  type Hub,
  planBegin,
  planEnding,
  planFinish,
  planMemberMove,
  planOrganisationMove,
} from "../../membership/index.ts";
import { attempt, type Context, type Step, type Write } from "../../table/index.ts";
import { withdraw } from "../decide/index.ts";
import { type ClosingProgress, moveIdOf, noProgress, type Waiting } from "../model/index.ts";
import { findMove, findProgress, saveMove, saveProgress } from "../repository/index.ts";

/*
 * The steps by which a closing hub is carried over. Each is one commit that starts from what is
 * stored at that moment and does nothing when it was done before, so they can be taken in any
 * order, twice, at once, and stopped between any two.
 */

/** What the steps need of a context: they act for nobody. */
export type Clock = Pick<Context, "table" | "now">;

/** What a step came to: done, nothing to do any more, or what it waits for. */
export type Outcome = "MOVED" | "NOTHING" | Waiting;

/** A closing hub with the hub that takes over. */
export type Closing = { readonly hub: Hub; readonly successor: Hub; readonly by: string };

/**
 * What stands in the way, from the ledger's or membership's no. An account that is closed already
 * was carried over by somebody faster.
 */
export function waitsFor(code: string, waiting: Omit<Waiting, "obstacle">): Outcome {
  if (code === "ACCOUNT_CLOSED") return "NOTHING";
  const isKnown = code === "HOURS_SET_ASIDE" || code === "ACCOUNT_FROZEN";
  return { ...waiting, obstacle: isKnown ? code : "BUSY" };
}

/** Tries a step; being too busy is one more thing to wait for. */
export async function take(
  { table }: Clock,
  waiting: Omit<Waiting, "obstacle">,
  step: () => Promise<Step<Outcome>>,
): Promise<Outcome> {
  const outcome = await attempt<Outcome, never>(table, step);
  return isRefusal(outcome) ? waitsFor(outcome.code, waiting) : outcome;
}

/** The hub with its successor, carrying over begun: from here on nobody can call it off. */
export async function begin(clock: Clock, hubId: string): Promise<Closing | undefined> {
  const { table, now } = clock;
  const begun = await attempt<Closing | undefined, never>(table, async () => {
    const [hub, progress] = await Promise.all([findHub(table, hubId), findProgress(table, hubId)]);
    if (!hub?.closing || hub.closing.closedAt !== undefined) return { answer: undefined };
    const successor = await findHub(table, hub.closing.successorHubId);
    invariant(successor, "the successor of a hub exists");
    const answer = { hub, successor, by: hub.closing.announcedBy };
    if (hub.closing.begunAt !== undefined) return { answer };
    const first = progress ? [] : [saveProgress(noProgress(hubId))];
    return { writes: [...planBegin(hub, now), ...first], answer };
  });
  return isRefusal(begun) ? undefined : begun;
}

export function moveMember(clock: Clock, its: Closing, memberId: string): Promise<Outcome> {
  const { table } = clock;
  const waiting = { partyId: memberId, accountKind: "MEMBER" } as const;
  return take(clock, waiting, async () => {
    const who = await findMember(table, memberId);
    if (!who || who.status === "LEFT") return { answer: "NOTHING" };
    const going = { who, toHub: its.successor, by: its.by, isHubClosing: true };
    const plan = await planMemberMove(clock, going);
    if (isRefusal(plan)) return { answer: waitsFor(plan.code, waiting) };
    const [counted, request] = await Promise.all([
      counting(clock, its, (before) => ({ movedMemberCount: before.movedMemberCount + 1 })),
      withdrawing(clock, memberId),
    ]);
    return { writes: [...plan.writes, counted, ...request], answer: "MOVED" };
  });
}

/** Who asked to go elsewhere and was not answered in time goes where the hub goes. */
async function withdrawing({ table, now }: Clock, memberId: string): Promise<readonly Write[]> {
  const request = await findMove(table, moveIdOf(memberId));
  const next = request && withdraw(request, { now });
  if (!request || !next || isRefusal(next)) return [];
  return [saveMove({ ...request, ...next, version: request.version + 1 })];
}

export function moveOrganisation(clock: Clock, its: Closing, id: string): Promise<Outcome> {
  const { table } = clock;
  const waiting = { partyId: id, accountKind: "ORGANISATION" } as const;
  return take(clock, waiting, async () => {
    const who = await findOrganisation(table, id);
    if (!who || who.status === "LEFT") return { answer: "NOTHING" };
    const plan = await planOrganisationMove(clock, { who, toHub: its.successor, by: its.by });
    if (isRefusal(plan)) return { answer: waitsFor(plan.code, waiting) };
    const counted = await counting(clock, its, (before) => ({
      movedOrganisationCount: before.movedOrganisationCount + 1,
    }));
    return { writes: [...plan.writes, counted], answer: "MOVED" };
  });
}

/** The counts are saved with what they count, so each is counted once. */
async function counting(
  { table }: Clock,
  { hub }: Closing,
  change: (before: ClosingProgress) => Partial<ClosingProgress>,
): Promise<Write> {
  const before = await findProgress(table, hub.id);
  invariant(before, "what has begun has a record of how far it came");
  return saveProgress({ ...before, ...change(before), version: before.version + 1 });
}

/** Keeps what is waited for, for brokers to look after. */
export async function noteWaiting(
  { table }: Clock,
  hubId: string,
  { count, named }: { readonly count: number; readonly named: readonly Waiting[] },
): Promise<void> {
  await attempt<undefined, never>(table, async () => {
    const [hub, before] = await Promise.all([findHub(table, hubId), findProgress(table, hubId)]);
    if (hub?.closing?.closedAt !== undefined) return { answer: undefined };
    invariant(before, "what has begun has a record of how far it came");
    const isSame =
      before.waitingCount === count && JSON.stringify(before.waiting) === JSON.stringify(named);
    if (isSame) return { answer: undefined };
    const next = { ...before, waitingCount: count, waiting: named, version: before.version + 1 };
    return { writes: [saveProgress(next)], answer: undefined };
  });
}

/** The end: everything else is at zero, so what passed between the two hubs is at zero as well. */
export function finish(clock: Clock, its: Closing): Promise<Outcome> {
  const { table, now } = clock;
  const waiting = { accountKind: "CLEARING" } as const;
  return take(clock, waiting, async () => {
    const [hub, successor, passage] = await Promise.all([
      findHub(table, its.hub.id),
      findHub(table, its.successor.id),
      findHead(table, movedOf(its.hub.id, its.successor.id).id),
    ]);
    invariant(hub && successor, "hubs are never removed");
    if (hub.closing?.closedAt !== undefined) return { answer: "NOTHING" };
    if (passage && passage.balanceMinutes !== 0) return { answer: waitsFor("BUSY", waiting) };
    const ending =
      passage?.status === "OPEN"
        ? await planEnding(clock, { account: passage.account, passOn: () => [] })
        : [];
    if (isRefusal(ending)) return { answer: waitsFor(ending.code, waiting) };
    const last = await counting(clock, its, () => ({ waitingCount: 0, waiting: [] }));
    return { writes: [...planFinish(hub, successor, now), ...ending, last], answer: "MOVED" };
  });
}
