import { type Category, findCategory } from "../../directory/index.ts";
import {
  belongsTo,
  type Connection,
  connection,
  type Done,
  hasPrefix,
  invariant,
  isBroker,
  type PageArgs,
  type PageWalk,
  type Refusal,
  type Row,
  standsFor,
} from "../../kernel/index.ts";
import { readJournalEntry } from "../../ledger/index.ts";
import { findHub, findParty, type Hub, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { maySee, partsSeenBy } from "../decide/index.ts";
import {
  type Exchange,
  type ExchangeStatus,
  type GroupActivity,
  journalEntryIdOf,
  type LearningRecord,
  type MentoringSeries,
  type VisibleActivity,
} from "../model/index.ts";
import {
  exchangesForHub,
  exchangesForParty,
  findExchange,
  findGroup,
  findLearning,
  findSeries,
  groupsForHub,
  learningForParty,
  seriesForParty,
} from "../repository/index.ts";
import { maySeeLearning } from "./learning.ts";
import { partiesIn } from "./series.ts";

/** The exchange, if the viewer may know of it. */
export async function exchangeById(context: Context, id: string): Promise<Exchange | undefined> {
  if (!hasPrefix(id, "exc")) return undefined;
  const found = await findExchange(context.table, id);
  return found && maySee(context.viewer, found) ? found : undefined;
}

/** What it settled with, as far as the viewer may read it. */
export async function journalEntryOf(context: Context, exchange: Exchange) {
  const id = journalEntryIdOf(exchange);
  return id === undefined ? undefined : readJournalEntry(context, id);
}

/** May the viewer list what this party does? Those who stand for it, and the broker of its hub. */
async function mayList(context: Context, partyId: string): Promise<boolean> {
  if (standsFor(context.viewer, partyId, "READ")) return true;
  const party = await findParty(context.table, partyId);
  return party !== undefined && isBroker(context.viewer, party.hubId);
}

export async function exchangesOf(
  context: Context,
  {
    partyId,
    status,
    args,
  }: {
    readonly partyId: string;
    readonly status?: ExchangeStatus | undefined;
    readonly args: PageArgs;
  },
): Promise<Connection<Exchange> | null> {
  if (!(await mayList(context, partyId))) return null;
  const list = `exchanges ${partyId} ${status ?? ""}`;
  return connection(context, { list, args }, (walk) =>
    filtered(walk, status, (part) => exchangesForParty(context.table, partyId, part)),
  );
}

/** The most that is looked through at once for exchanges with one status. */
const mostLookedAt = 100;

/** Rows with this status only: looks on until the page is full or the list has ended. */
async function filtered(
  walk: PageWalk,
  status: ExchangeStatus | undefined,
  fetch: (walk: PageWalk) => Promise<readonly Row<Exchange>[]>,
): Promise<readonly Row<Exchange>[]> {
  if (status === undefined) return fetch(walk);
  const kept: Row<Exchange>[] = [];
  let after = walk.after;
  for (;;) {
    const rows = await fetch({
      backwards: walk.backwards,
      limit: mostLookedAt,
      ...(after === undefined ? {} : { after }),
    });
    kept.push(...rows.filter(({ node }) => node.status === status));
    after = rows.at(-1)?.place;
    if (kept.length >= walk.limit || rows.length < mostLookedAt) return kept.slice(0, walk.limit);
  }
}

const parts = { OPEN: "OPEN", NEEDS_BROKER: "BROKER", CLOSED: "CLOSED" } as const;

export async function exchangesOfHub(
  context: Context,
  {
    hubId,
    agenda,
    args,
  }: {
    readonly hubId: string;
    readonly agenda: keyof typeof parts;
    readonly args: PageArgs;
  },
): Promise<Connection<Exchange> | null> {
  if (!isBroker(context.viewer, hubId)) return null;
  const part = parts[agenda];
  return connection(context, { list: `hubExchanges ${hubId} ${part}`, args }, (walk) =>
    exchangesForHub(context.table, { hubId, part }, walk),
  );
}

/** A party that a thing of this room names. */
export async function partyFor({ table }: Context, partyId: string): Promise<Party> {
  const party = await findParty(table, partyId);
  invariant(party, "who takes part exists");
  return party;
}

export async function hubFor({ table }: Context, hubId: string): Promise<Hub> {
  const hub = await findHub(table, hubId);
  invariant(hub, "the hub of an exchange exists");
  return hub;
}

export async function categoryFor({ table }: Context, categoryId: string): Promise<Category> {
  const category = await findCategory(table, categoryId);
  invariant(category, "the kind of help of an exchange exists");
  return category;
}

export async function groupById(
  context: Context,
  id: string,
): Promise<VisibleActivity | undefined> {
  const found = await findGroup(context.table, id);
  return found && belongsTo(context.viewer, found.hubId) ? visible(context, found) : undefined;
}

/** What a use case brings, as the viewer may see it. */
export function shown<Code extends string>(
  context: Context,
  outcome: Done<GroupActivity> | Refusal<Code>,
): Done<VisibleActivity> | Refusal<Code> {
  return "kind" in outcome ? outcome : { ...outcome, thing: visible(context, outcome.thing) };
}

const visible = ({ viewer }: Context, activity: GroupActivity): VisibleActivity => ({
  ...activity,
  seenParts: partsSeenBy(viewer, activity),
});

export async function groupsOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<VisibleActivity> | null> {
  if (!belongsTo(context.viewer, hubId)) return null;
  return connection(context, { list: `groupActivities ${hubId}`, args }, async (walk) => {
    const rows = await groupsForHub(context.table, hubId, walk);
    return rows.map(({ place, node }) => ({ place, node: visible(context, node) }));
  });
}

export async function learningById(
  context: Context,
  id: string,
): Promise<LearningRecord | undefined> {
  const found = await findLearning(context.table, id);
  return found && maySeeLearning(context.viewer, found) ? found : undefined;
}

export async function learningOf(
  context: Context,
  { partyId, args }: { readonly partyId: string; readonly args: PageArgs },
): Promise<Connection<LearningRecord> | null> {
  if (!(await mayList(context, partyId))) return null;
  return connection(context, { list: `learningRecords ${partyId}`, args }, (walk) =>
    learningForParty(context.table, partyId, walk),
  );
}

export async function seriesById(
  context: Context,
  id: string,
): Promise<MentoringSeries | undefined> {
  const found = await findSeries(context.table, id);
  return found && maySee(context.viewer, partiesIn(found)) ? found : undefined;
}

export async function seriesOf(
  context: Context,
  { partyId, args }: { readonly partyId: string; readonly args: PageArgs },
): Promise<Connection<MentoringSeries> | null> {
  if (!(await mayList(context, partyId))) return null;
  return connection(context, { list: `mentoringSeriesOf ${partyId}`, args }, (walk) =>
    seriesForParty(context.table, partyId, walk),
  );
}
