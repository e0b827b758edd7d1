import { callerOf, isRefusal, type Refusal } from "../../kernel/index.ts";
import { headOf, type LedgerCode, type Movement, planPosting } from "../../ledger/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import {
  type Flow,
  isNeutralBroker,
  notYours,
  organises,
  run,
  whyNotPayGuardianThere,
  whyNotPlannedStill,
  whyNotRun,
} from "../decide/index.ts";
import type { CancelGroupActivity, GroupPart, RunGroupActivity } from "../model/index.ts";
import { findGroup, saveGroup } from "../repository/index.ts";
import {
  accountIn,
  changeGroup,
  freeing,
  type GroupCase,
  groupCaseOf,
  partyIn,
} from "./group-change.ts";
import { triedAgain, unlessLost } from "./race.ts";

/** The organiser says who was there, and all minutes move in one commit, or none. */
export function runGroupActivity(context: Context, wish: RunGroupActivity) {
  return changeGroup(context, {
    operation: "runGroupActivity",
    wish,
    may: whyNotOrganise,
    plan: async (its) => {
      const { activity } = its;
      const givers = activity.parts
        .filter((part) => part.role === "GIVER" && wish.attendeeIds.includes(part.partyId))
        .map((part) => partyIn(its, part.partyId));
      const refusal = whyNotRun(activity, givers, its);
      if (refusal) return refusal;
      if (activity.status !== "PLANNED") return notYours();
      const gain = whyNotPayGuardianThere(activity, wish.attendeeIds, its);
      if (gain) return gain;
      const ran = run(activity, wish, its);
      if (isRefusal(ran)) return ran;
      const { dueAt: _dueAt, ...kept } = activity;
      const next = { ...kept, parts: ran.parts, ...endOf(its), happenedOn: wish.happenedOn };
      const posting = await postingFor(context, its, { ...ran, happenedOn: wish.happenedOn });
      if (isRefusal(posting)) return posting;
      const away = ran.parts.filter((part) => !part.attended);
      const freed = await freeing(context, its, away);
      return {
        next: { ...next, status: "RUN" },
        writes: [...posting.writes, ...freed],
        journal: posting.journal,
      };
    },
  });
}

const endOf = ({ viewer, now }: Pick<GroupCase, "viewer" | "now">) => ({
  endedAt: now,
  endedBy: callerOf(viewer),
});

const whyNotOrganise = ({ activity, viewer }: GroupCase): Refusal<"FORBIDDEN"> | undefined =>
  organises(viewer, activity) ? undefined : notYours();

type Ran = {
  readonly parts: readonly GroupPart[];
  readonly flows: readonly Flow[];
  readonly happenedOn: string;
};

async function postingFor({ table }: Context, its: GroupCase, ran: Ran) {
  const { activity, now } = its;
  const movements = movementsFor(its, ran);
  const posting = await planPosting(table, {
    actId: activity.id,
    kind: activity.receiverMinutes === undefined ? "SPONSORED" : "EXCHANGE",
    movements,
    happenedOn: ran.happenedOn,
    now,
  });
  return isRefusal(posting) ? nameWhom(table, its, { refusal: posting, movements }) : posting;
}

/**
 * The first movement from each account also uses up what it had set aside beyond what it gives. A
 * giver receives just what they were promised, so each movement to them uses up its own minutes.
 */
function movementsFor(its: GroupCase, { parts, flows }: Ran): readonly Movement[] {
  const promised = new Set(parts.filter((part) => part.isPromised).map((part) => part.partyId));
  const over = new Map(parts.map((part) => [part.partyId, part.minutes]));
  for (const { from, minutes } of flows) over.set(from, (over.get(from) ?? 0) - minutes);
  return flows.map(({ from, to, minutes }) => {
    const surplus = over.get(from) ?? 0;
    over.set(from, 0);
    return {
      from: accountIn(its, from),
      to: accountIn(its, to),
      minutes,
      heldMinutes: minutes + surplus,
      promisedMinutes: promised.has(to) ? minutes : 0,
    };
  });
}

/** A broker with no part in it may know whose account stops the whole; to others it is unsaid. */
async function nameWhom(
  table: Context["table"],
  its: GroupCase,
  {
    refusal,
    movements,
  }: { readonly refusal: Refusal<LedgerCode>; readonly movements: readonly Movement[] },
): Promise<Refusal<LedgerCode>> {
  if (!isNeutralBroker(its.viewer, its.activity)) return refusal;
  const accounts = new Map(
    movements.flatMap(
      ({ from, to }) =>
        [
          [from.id, from],
          [to.id, to],
        ] as const,
    ),
  );
  const heads = await Promise.all([...accounts.values()].map((account) => headOf(table, account)));
  const stopped = heads.find((head) => head.status !== "OPEN")?.account.id;
  const whose = [...its.parties.values()].find((party) => accountIn(its, party.id).id === stopped);
  return whose
    ? { ...refusal, message: `${refusal.message} It is the one of ${whose.name}.` }
    : refusal;
}

/** Calls it off; all that was set aside for it is free again. */
export function cancelGroupActivity(context: Context, wish: CancelGroupActivity) {
  return changeGroup(context, {
    operation: "cancelGroupActivity",
    wish,
    may: whyNotOrganise,
    plan: async (its) => {
      const { activity } = its;
      const over = whyNotPlannedStill(activity);
      if (over || activity.status !== "PLANNED") return over ?? notYours();
      const { dueAt: _dueAt, ...kept } = activity;
      const reason = wish.reason === undefined ? {} : { reason: wish.reason };
      const next = { ...kept, status: "CANCELLED" as const, ...endOf(its), ...reason };
      return { next, writes: await freeing(context, its, activity.parts) };
    },
  });
}

/** Ends an activity that nobody ran in time. Safe to ask for twice. */
export async function expireGroup(
  clock: Pick<Context, "table" | "now">,
  id: string,
): Promise<"EXPIRED" | "LEFT" | "NOTHING"> {
  const { table, now } = clock;
  const outcome = await attempt<"EXPIRED" | "NOTHING", never>(table, async () => {
    const activity = await findGroup(table, id);
    if (activity?.status !== "PLANNED" || activity.dueAt > now) return { answer: "NOTHING" };
    const its = { ...(await groupCaseOf(clock, activity)), now };
    const { dueAt: _dueAt, ...kept } = activity;
    const next = { ...kept, status: "EXPIRED" as const, endedAt: now, version: kept.version + 1 };
    const freed = await unlessLost(table, activity, freeing(clock, its, activity.parts));
    if (freed === "LOST") return { writes: triedAgain(activity), answer: "EXPIRED" };
    return { writes: [saveGroup(next), ...freed], answer: "EXPIRED" };
  });
  return isRefusal(outcome) ? "LEFT" : outcome;
}
