import { hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  replace,
  requireVersion,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Circle, mostSeats, Seat } from "../model/index.ts";
import { heldBy } from "./held.ts";

const circleKey = (id: string) => ({ pk: id, sk: "CIRCLE" });
const inHub = (hubId: string) => `CIRCLES#${hubId}`;

const circleItem = (circle: Circle) => ({
  ...circleKey(circle.id),
  ...circle,
  i1pk: inHub(circle.hubId),
  i1sk: byTime(circle.createdAt, circle.id),
});

export async function findCircle(table: Table, id: string): Promise<Circle | undefined> {
  const item = hasPrefix(id, "cir") ? await table.get(circleKey(id)) : undefined;
  return item && Circle.parse(item);
}

export const createCircle = (circle: Circle): Write => create(circleItem(circle));
export const saveCircle = (circle: Circle): Write => replace(circleItem(circle));
export const circleStands = (circle: Circle): Write =>
  requireVersion(circleKey(circle.id), circle.version);

export const circlesInHub = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<Circle>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: inHub(hubId) }, (item) => Circle.parse(item));

/* Seats stand under their circle, so that one strong walk reads them all. */

const seatKey = (circleId: string, seatId: string) => ({ pk: circleId, sk: `SEAT#${seatId}` });

const seatItem = (seat: Seat) => ({
  ...seatKey(seat.circleId, seat.id),
  ...seat,
  ...heldBy(seat.personId, seat.id),
});

export async function findSeat(
  table: Table,
  circleId: string,
  seatId: string,
): Promise<Seat | undefined> {
  const item = await table.get(seatKey(circleId, seatId));
  return item && Seat.parse(item);
}

export const createSeat = (seat: Seat): Write => create(seatItem(seat));
export const saveSeat = (seat: Seat): Write => replace(seatItem(seat));
export const seatStands = (seat: Seat): Write =>
  requireVersion(seatKey(seat.circleId, seat.id), seat.version);

export async function seatsIn(table: Table, circleId: string): Promise<readonly Seat[]> {
  const items = await table.walk({
    pk: circleId,
    from: "SEAT#",
    to: "SEAT#~",
    limit: mostSeats,
  });
  return items.map((item) => Seat.parse(item));
}

/** The same a page at a time. */
export async function seatRows(
  table: Table,
  circleId: string,
  { after, backwards, limit }: PageWalk,
): Promise<readonly Row<Seat>[]> {
  const items = await table.walk({
    ...{ pk: circleId, from: "SEAT#", to: "SEAT#~", backwards, limit },
    ...(after === undefined ? {} : { after }),
  });
  return items.map((item) => ({ node: Seat.parse(item), place: item.sk }));
}
