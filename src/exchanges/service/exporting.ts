import type { PageWalk } from "../../kernel/index.ts";
import { findParty, type HeldOfMember } from "../../membership/index.ts";
import {
  type Item,
  type Portion,
  plainly,
  portionOf,
  type StoredRow,
  type Table,
} from "../../table/index.ts";
import { partyIdsOf } from "../model/index.ts";
import {
  exchangeIn,
  groupIn,
  storedExchanges,
  storedGroups,
  storedLearning,
  storedSeries,
  storedVisits,
  storedVisitsAlong,
} from "../repository/index.ts";

/** Things told in one step. */
const together = 25;

type Stored = (table: Table, whose: HeldOfMember, walk: PageWalk) => Promise<readonly StoredRow[]>;
type Tell = (
  item: Item,
  its: HeldOfMember & { readonly table: Table },
) => object | undefined | Promise<object | undefined>;

const along =
  (kind: string, stored: Stored, tell: Tell) =>
  (table: Table, whose: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind,
      after,
      limit: together,
      fetch: (walk) => stored(table, whose, walk),
      tell: (item) => tell(item, { ...whose, table }),
    });

/** As it is stored, whatever it is. */
const asItIs: Tell = (item, { personId }) => plainly(item, personId);

/** With the names that the person met the others under. */
const exchange: Tell = async (item, { table, personId }) => {
  const found = exchangeIn(item);
  if (!found) return undefined;
  const parties = await Promise.all(partyIdsOf(found).map((id) => findParty(table, id)));
  const names = parties.flatMap((party) => (party ? [{ id: party.id, name: party.name }] : []));
  return { ...plainly(found, personId), parties: names };
};

/** Their own part: who else came is about those others. */
const ownPart: Tell = (item, { personId, memberId }) => {
  const activity = groupIn(item);
  const part = activity?.parts.find((one) => one.partyId === memberId);
  if (!activity || !part) return undefined;
  const { parts: _parts, ...told } = activity;
  return { ...plainly(told, personId), part: plainly(part, personId) };
};

/** What a member did with others, by the names that it is told under. */
export const exporters = {
  EXCHANGE: along(
    "EXCHANGE",
    (table, { memberId }, walk) => storedExchanges(table, memberId, walk),
    exchange,
  ),
  GROUP_ACTIVITY: along(
    "GROUP_ACTIVITY",
    (table, { hubId }, walk) => storedGroups(table, hubId, walk),
    ownPart,
  ),
  LEARNING_RECORD: along(
    "LEARNING_RECORD",
    (table, { memberId }, walk) => storedLearning(table, memberId, walk),
    asItIs,
  ),
  MENTORING_SERIES: along(
    "MENTORING_SERIES",
    (table, { memberId }, walk) => storedSeries(table, memberId, walk),
    asItIs,
  ),
  VISIT: along("VISIT", (table, { memberId }, walk) => storedVisits(table, memberId, walk), asItIs),
  VISIT_ALONG: along(
    "VISIT",
    (table, { memberId }, walk) => storedVisitsAlong(table, memberId, walk),
    asItIs,
  ),
};
