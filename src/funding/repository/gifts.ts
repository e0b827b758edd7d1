import { actKey, type Journal } from "../../ledger/index.ts";
import { create, replace, type Table, type Write } from "../../table/index.ts";
import { Gift, PotRequest } from "../model/index.ts";
import { nodesOf, type Place, placeOf } from "./places.ts";

export async function findGift(table: Table, id: string): Promise<Gift | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id ? Gift.parse(item) : undefined;
}

/**
 * A gift stands in no index: that keeps it at the cost of its two entries and itself, and leaves
 * no list through which a giver to a pot could be found.
 */
export const createGift = (gift: Gift, journal: Journal): Write =>
  create({ ...actKey(gift.id), ...gift, journal });

const openFor = (hubId: string) => `POT_OPEN#${hubId}`;
export const askedBy = (memberId: string) => `POT_ASKED#${memberId}`;

export async function findPotRequest(table: Table, id: string): Promise<PotRequest | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id ? PotRequest.parse(item) : undefined;
}

export const createPotRequest = (request: PotRequest): Write => create(itemOf(request));

/** Keeps the journal entry beside a request that the pot gave to. */
export const savePotRequest = (request: PotRequest, journal?: Journal): Write =>
  replace({ ...itemOf(request), ...(journal === undefined ? {} : { journal }) });

/** Only what is open stands in the hub's list; everything stands in the member's own. */
const itemOf = (request: PotRequest) => ({
  ...actKey(request.id),
  ...request,
  ...(request.status === "OPEN" ? { i1pk: openFor(request.hubId), i1sk: placeOf(request) } : {}),
  i2pk: askedBy(request.memberId),
  i2sk: placeOf(request),
});

/** Oldest first. The index may lag, so what was decided a moment ago is left out here. */
export async function openPotRequestsForHub(table: Table, hubId: string, place: Place) {
  const lines = await table.walkIndex({ index: "i1", pk: openFor(hubId), ...place });
  const rows = await nodesOf(table, lines, (item) => PotRequest.parse(item));
  return rows.filter(({ node }) => node.status === "OPEN");
}

/** Newest first. */
export async function potRequestsForMember(table: Table, memberId: string, place: Place) {
  const lines = await table.walkIndex({
    index: "i2",
    pk: askedBy(memberId),
    ...place,
    backwards: !place.backwards,
  });
  return nodesOf(table, lines, (item) => PotRequest.parse(item));
}
