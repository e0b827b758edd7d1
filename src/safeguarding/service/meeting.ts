import { findCategory } from "../../directory/index.ts";
import { dateOf, type Refusal } from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import {
  findingsOn,
  idsOf,
  isAboutAdultAtRisk,
  isLimitedMinding,
  isLimitedWork,
  onlyOf,
  openGaps,
  refusalOf,
  weekAround,
} from "../decide/index.ts";
import type {
  Board,
  ClearanceLine,
  Days,
  Gap,
  Meeting,
  MeetingParty,
  SafetyCode,
} from "../model/index.ts";
import { boardOf, clearancesHeld } from "../repository/index.ts";
import { atRiskAmong } from "./at-risk.ts";

type Besides = (helper: MeetingParty, days: Days) => Promise<readonly PlannedMeeting[]>;

/** What is the same for all who meet: the kind of help, where, when, and what else was said. */
type Terms = Omit<
  Meeting,
  "at" | "atRiskIds" | "categoryPath" | "dayMinutes" | "provider" | "recipients" | "weekMinutes"
> & {
  readonly categoryId?: string | undefined;
  readonly plannedFor?: string | undefined;
  /** Who is taken to be at risk, where nobody in particular is meant and nobody is looked up. */
  readonly supposedAtRisk?: readonly string[];
  /** What else a helper has arranged in these days. Asked for only where a rule counts it. */
  readonly besides?: Besides;
};

/** A meeting as the rooms below know it: by the id of its kind of help, if it has one. */
export type PlannedMeeting = Terms & {
  readonly provider: MeetingParty;
  readonly recipients: readonly MeetingParty[];
  readonly minutes: number;
};

/** Several who meet, and whose part in it is looked at. */
export type Gathering = Terms & {
  readonly there: readonly MeetingParty[];
  readonly helpers: readonly { readonly party: MeetingParty; readonly minutes: number }[];
  /** Only what these are to hold to counts: nobody is held back because of somebody else. */
  readonly concerned: readonly MeetingParty[];
};

/**
 * May these people meet for this? Asked when they agree and again when they begin, as what holds
 * can change between the two. A yes costs one read unit for each hub, and one where a kind of help
 * was named; what somebody has is read only where something asks for it.
 */
export async function whyNotMeet(
  clock: Pick<Context, "table" | "now">,
  planned: PlannedMeeting,
): Promise<Refusal<SafetyCode> | undefined> {
  const [first] = await gapsOf(clock, planned);
  return first && refusalOf(first);
}

/** All that stands in the way, the weightiest first. */
export function gapsOf(
  clock: Pick<Context, "table" | "now">,
  { provider, recipients, minutes, ...terms }: PlannedMeeting,
): Promise<readonly Gap[]> {
  const there = [provider, ...recipients];
  const concerned = [...there, terms.payer];
  return gapsAmong(clock, { ...terms, there, helpers: [{ party: provider, minutes }], concerned });
}

/** The same where several help: what holds is read once for all of them. */
export async function whyNotGather(
  clock: Pick<Context, "table" | "now">,
  gathering: Gathering,
): Promise<Refusal<SafetyCode> | undefined> {
  const [first] = await gapsAmong(clock, gathering);
  return first && refusalOf(first);
}

async function gapsAmong(
  { table, now }: Pick<Context, "table" | "now">,
  { there, helpers, concerned, besides, supposedAtRisk, ...terms }: Gathering,
): Promise<readonly Gap[]> {
  const { categoryId, plannedFor, payer } = terms;
  const providers = helpers.map(({ party }) => party);
  const [category, all] = await Promise.all([
    categoryId === undefined ? undefined : findCategory(table, categoryId),
    boardsFor(table, [...providers, payer, ...there], now),
  ]);
  const boards = all.map((board) => onlyOf(board, concerned.flatMap(idsOf)));
  const at = plannedFor !== undefined && plannedFor > now ? plannedFor : now;
  const atRiskIds = supposedAtRisk ?? (await whoIsAtRisk({ table, now }, { boards, there }));
  const held = { ...terms, at, categoryPath: category?.path ?? [], atRiskIds };
  const counting = { table, besides, on: dateOf(plannedFor ?? now) };
  const meetings = await Promise.all(
    helpers.map(({ party, minutes }) => {
      const recipients = there.filter(({ id }) => id !== party.id);
      const counted = { dayMinutes: minutes, weekMinutes: minutes };
      return withOthers({ ...held, ...counted, provider: party, recipients }, counting);
    }),
  );
  const findings = meetings.flatMap((meeting) => findingsOn(meeting, boards));
  const asked = new Set(findings.flatMap(({ unless }) => (unless ? [unless.partyId] : [])));
  const parties = [...providers, ...there].filter(({ id }) => asked.has(id));
  return openGaps(findings, await heldBy(table, parties, now), at);
}

/** Who of them is at risk is read only where some hub asks for something then. */
async function whoIsAtRisk(
  clock: Pick<Context, "table" | "now">,
  { boards, there }: { readonly boards: readonly Board[]; readonly there: readonly MeetingParty[] },
): Promise<readonly string[]> {
  const isAsked = boards
    .flatMap(({ requirements }) => requirements)
    .some(({ circumstance }) => isAboutAdultAtRisk(circumstance));
  return isAsked ? atRiskAmong(clock, there) : [];
}

/** Work and minding that the law limits, with all of its kind on that day or in that week. */
async function withOthers(
  meeting: Meeting,
  {
    table,
    besides,
    on,
  }: { readonly table: Table; readonly besides: Besides | undefined; readonly on: string },
): Promise<Meeting> {
  if (!besides) return meeting;
  const minutesOf = async (isCounted: (meeting: Meeting) => boolean, days: Days) => {
    if (!isCounted(meeting)) return 0;
    const others = await asMeetings(table, besides(meeting.provider, days), meeting.at);
    return others.filter(isCounted).reduce((sum, { dayMinutes }) => sum + dayMinutes, 0);
  };
  const [ofDay, ofWeek] = await Promise.all([
    minutesOf(isLimitedMinding, { from: on, to: on }),
    minutesOf(isLimitedWork, weekAround(on)),
  ]);
  return {
    ...meeting,
    dayMinutes: meeting.dayMinutes + ofDay,
    weekMinutes: meeting.weekMinutes + ofWeek,
  };
}

const asMeetings = async (
  table: Table,
  arranged: Promise<readonly PlannedMeeting[]>,
  at: string,
): Promise<readonly Meeting[]> =>
  Promise.all(
    (await arranged).map(async ({ categoryId, minutes, ...other }) => {
      const category = categoryId === undefined ? undefined : await findCategory(table, categoryId);
      const counted = { dayMinutes: minutes, weekMinutes: minutes };
      return { ...other, ...counted, categoryPath: category?.path ?? [], at };
    }),
  );

/** What holds in each hub of those who meet, and in the hubs they came from. */
async function boardsFor(
  table: Table,
  parties: readonly MeetingParty[],
  now: string,
): Promise<readonly Board[]> {
  const earlier = parties.flatMap(({ earlierIds = [] }) => earlierIds);
  const before = await Promise.all([...new Set(earlier)].map((id) => findParty(table, id)));
  const hubIds = [...parties, ...before].flatMap((party) => (party ? [party.hubId] : []));
  const here = new Set(parties.map(({ hubId }) => hubId));
  return Promise.all(
    [...new Set(hubIds)].map(async (hubId) => {
      const board = await boardOf(table, hubId, now);
      // Where somebody came from, only what they are to hold to still concerns them.
      return here.has(hubId) ? board : { ...board, requirements: [], covers: [] };
    }),
  );
}

/** What those have who are asked for something, with what they brought from other hubs. */
export async function heldBy(
  table: Table,
  parties: readonly MeetingParty[],
  now: string,
): Promise<ReadonlyMap<string, readonly ClearanceLine[]>> {
  const held = await Promise.all(
    [...new Map(parties.map((party) => [party.id, party])).values()].map(async (party) => {
      const lines = await Promise.all(
        idsOf(party).map((id) => clearancesHeld(table, id, dateOf(now))),
      );
      return [party.id, lines.flat()] as const;
    }),
  );
  return new Map(held);
}
