import { findCategory } from "../../directory/index.ts";
import { dateOf, type Refusal } from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { findingsOn, idsOf, openGaps, refusalOf } from "../decide/index.ts";
import type {
  Board,
  ClearanceLine,
  Gap,
  Meeting,
  MeetingParty,
  SafetyCode,
} from "../model/index.ts";
import { boardOf, clearancesHeld } from "../repository/index.ts";

/** A meeting as the rooms below know it: by the id of its kind of help, if it has one. */
export type PlannedMeeting = Omit<Meeting, "categoryPath" | "dayMinutes" | "weekMinutes" | "at"> & {
  readonly categoryId?: string | undefined;
  readonly minutes: number;
  readonly plannedFor?: string | undefined;
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
async function gapsOf(
  { table, now }: Pick<Context, "table" | "now">,
  { categoryId, minutes, plannedFor, ...planned }: PlannedMeeting,
): Promise<readonly Gap[]> {
  const { provider, payer, recipients } = planned;
  const [category, boards] = await Promise.all([
    categoryId === undefined ? undefined : findCategory(table, categoryId),
    boardsFor(table, [provider, payer, ...recipients], now),
  ]);
  const at = plannedFor !== undefined && plannedFor > now ? plannedFor : now;
  const meeting: Meeting = {
    ...planned,
    at,
    categoryPath: category?.path ?? [],
    dayMinutes: minutes,
    weekMinutes: minutes,
  };
  const findings = findingsOn(meeting, boards);
  const asked = findings.flatMap(({ unless }) => (unless ? [unless.partyId] : []));
  const held = await heldBy(table, meeting, { asked: [...new Set(asked)], now });
  return openGaps(findings, held, at);
}

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
async function heldBy(
  table: Table,
  { provider, recipients }: Meeting,
  { asked, now }: { readonly asked: readonly string[]; readonly now: string },
): Promise<ReadonlyMap<string, readonly ClearanceLine[]>> {
  const parties = [provider, ...recipients].filter(({ id }) => asked.includes(id));
  const held = await Promise.all(
    parties.map(async (party) => {
      const lines = await Promise.all(
        idsOf(party).map((id) => clearancesHeld(table, id, dateOf(now))),
      );
      return [party.id, lines.flat()] as const;
    }),
  );
  return new Map(held);
}
