import type { Refusal } from "../../kernel/index.ts";
import type { Party } from "../../membership/index.ts";
import {
  type Days,
  type Gathering,
  type PlannedMeeting,
  type SafetyCode,
  whyNotMeet,
} from "../../safeguarding/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { countsIn, minutesGiven, partGiven } from "../decide/index.ts";
import { type Exchange, type GroupActivity, type GroupPart, partyIdsOf } from "../model/index.ts";
import { exchangesGivenBy, groupsGivenBy } from "../repository/index.ts";
import { partiesOf } from "./change.ts";

type People = {
  readonly provider: Party;
  readonly payer: Party;
  readonly recipients: readonly Party[];
};

type Meant = Pick<
  Exchange,
  | "betweenFriends"
  | "categoryId"
  | "channel"
  | "displacement"
  | "handlesMoney"
  | "id"
  | "minutes"
  | "placeKind"
  | "plannedFor"
>;

/**
 * May these people meet for this? The one question that is asked before anything is agreed, and
 * again before it begins: whoever starts a session or a visit asks it too.
 */
export const whyNotSafe = (
  clock: Pick<Context, "table" | "now">,
  people: People,
  meant: Meant,
): Promise<Refusal<SafetyCode> | undefined> =>
  whyNotMeet(clock, { ...meetingOf(people, meant), besides: besides(clock.table, meant.id) });

const meetingOf = ({ provider, payer, recipients }: People, meant: Meant): PlannedMeeting => ({
  ...{ provider, payer, recipients },
  categoryId: meant.categoryId,
  channel: meant.channel,
  placeKind: meant.placeKind,
  minutes: meant.minutes,
  plannedFor: meant.plannedFor,
  isBetweenFriends: meant.betweenFriends ?? false,
  handlesMoney: meant.handlesMoney ?? false,
  isDisplacementCleared: meant.displacement !== undefined,
});

/**
 * What else a helper has arranged in some days, for the rules that count a day or a week together.
 * It is read from lists that follow a moment later, and two agreements at the same moment do not
 * see each other at all. Neither lets anybody work too long: each is counted again when it begins,
 * and by then the other one stands in the list.
 */
export const besides =
  (table: Table, exchangeId: string): NonNullable<Gathering["besides"]> =>
  async ({ id, earlierIds = [] }, days: Days) => {
    const given = await Promise.all(
      [id, ...earlierIds].map((helperId) => exchangesGivenBy(table, helperId)),
    );
    const counted = given.flat().filter((one) => one.id !== exchangeId && countsIn(one, days));
    const ids = [id, ...earlierIds];
    const [meetings, inGroups] = await Promise.all([
      Promise.all(counted.map((exchange) => arranged(table, exchange))),
      arrangedInGroups(table, { helperIds: ids, days, besides: exchangeId }),
    ]);
    return [...meetings.flat(), ...inGroups];
  };

/** What a helper gives in groups, as far as it can count. */
async function arrangedInGroups(
  table: Table,
  wish: { readonly helperIds: readonly string[]; readonly days: Days; readonly besides: string },
): Promise<readonly PlannedMeeting[]> {
  const { helperIds, days, besides: activityId } = wish;
  const given = await Promise.all(helperIds.map((helperId) => groupsGivenBy(table, helperId)));
  const meetings = await Promise.all(
    given.flat().map((activity) => {
      const part = activity.id === activityId ? undefined : partGiven(activity, helperIds, days);
      return part ? asMeeting(table, activity, part) : [];
    }),
  );
  return meetings.flat();
}

/** An activity as one helper's help for those who have joined; a sponsor, or the first, pays. */
async function asMeeting(
  table: Table,
  activity: GroupActivity,
  { partyId, minutes }: GroupPart,
): Promise<readonly PlannedMeeting[]> {
  const { parts, categoryId, channel = "IN_PERSON", placeKind, plannedFor } = activity;
  const sponsorId = parts.find(({ role }) => role === "SPONSOR")?.partyId;
  const helped = parts.filter(({ role, joinedBy }) => role === "RECEIVER" && joinedBy);
  const parties = await partiesOf(table, [
    ...new Set([partyId, ...(sponsorId ? [sponsorId] : []), ...helped.map((one) => one.partyId)]),
  ]);
  const recipients = helped.flatMap((one) => parties.get(one.partyId) ?? []);
  const provider = parties.get(partyId);
  const payer = sponsorId === undefined ? recipients[0] : parties.get(sponsorId);
  if (!provider || !payer) return [];
  return [
    {
      ...{ provider, payer, recipients, categoryId, channel, placeKind, minutes, plannedFor },
      ...{ isBetweenFriends: false, handlesMoney: false, isDisplacementCleared: false },
    },
  ];
}

async function arranged(table: Table, exchange: Exchange): Promise<readonly PlannedMeeting[]> {
  const parties = await partiesOf(table, partyIdsOf(exchange));
  const [provider, payer] = [parties.get(exchange.providerId), parties.get(exchange.payerId)];
  const recipients = exchange.recipientIds.flatMap((id) => parties.get(id) ?? []);
  if (!provider || !payer) return [];
  const minutes = minutesGiven(exchange);
  return [meetingOf({ provider, payer, recipients }, { ...exchange, minutes })];
}
