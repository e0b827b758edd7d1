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
import { countsIn, minutesGiven } from "../decide/index.ts";
import { type Exchange, partyIdsOf } from "../model/index.ts";
import { exchangesGivenBy } from "../repository/index.ts";
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
    const meetings = await Promise.all(counted.map((exchange) => arranged(table, exchange)));
    return meetings.flat();
  };

async function arranged(table: Table, exchange: Exchange): Promise<readonly PlannedMeeting[]> {
  const parties = await partiesOf(table, partyIdsOf(exchange));
  const [provider, payer] = [parties.get(exchange.providerId), parties.get(exchange.payerId)];
  const recipients = exchange.recipientIds.flatMap((id) => parties.get(id) ?? []);
  if (!provider || !payer) return [];
  const minutes = minutesGiven(exchange);
  return [meetingOf({ provider, payer, recipients }, { ...exchange, minutes })];
}
