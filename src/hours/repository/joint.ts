import { derivedId, hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  replace,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { mostCitizens, Part, Quarter, ServiceHours } from "../model/index.ts";

const hoursKey = (id: string) => ({ pk: id, sk: "SERVICE_HOURS" });
const ofService = (organisationId: string) => `SERVICE_HOURS_OF#${organisationId}`;
const ofCitizen = (memberId: string) => `SERVICE_PARTS_OF#${memberId}`;

const hoursItem = (hours: ServiceHours) => ({
  ...hoursKey(hours.id),
  ...hours,
  ...{ i1pk: ofService(hours.organisationId), i1sk: byTime(hours.createdAt, hours.id) },
});

const read = (item: Item): ServiceHours => ServiceHours.parse(item);

export async function findServiceHours(
  table: Table,
  id: string,
): Promise<ServiceHours | undefined> {
  const item = hasPrefix(id, "jnt") ? await table.get(hoursKey(id)) : undefined;
  return item && read(item);
}

export const createServiceHours = (hours: ServiceHours): Write => create(hoursItem(hours));
export const saveServiceHours = (hours: ServiceHours): Write => replace(hoursItem(hours));

/** Newest first. */
export const hoursOfService = (
  table: Table,
  organisationId: string,
  walk: PageWalk,
): Promise<readonly Row<ServiceHours>[]> => {
  const list = { index: "i1", pk: ofService(organisationId) } as const;
  return rowsOf(table, { ...walk, ...list, backwards: !walk.backwards }, read);
};

/** A mark of who signed: the same for the same person, and it leads to nobody. */
export const signerMark = (serviceHoursId: string, personId: string): string =>
  derivedId("jnt", "signer", serviceHoursId, personId);

const usedKey = (journalEntryId: string) => ({ pk: `SERVICE_USED#${journalEntryId}`, sk: "USED" });

/** Credits stand behind one piece of work only: the key is made of them. */
export const isUsed = async (table: Table, journalEntryId: string): Promise<boolean> =>
  (await table.get(usedKey(journalEntryId))) !== undefined;

export const useFor = (journalEntryId: string, serviceHoursId: string): Write =>
  create({ ...usedKey(journalEntryId), serviceHoursId, version: 1 });

const partKey = (serviceHoursId: string, memberId: string) => ({
  pk: serviceHoursId,
  sk: `PART#${memberId}`,
});

export const createPart = (part: Part): Write =>
  create({
    ...partKey(part.serviceHoursId, part.memberId),
    ...part,
    version: 1,
    ...{ i1pk: ofCitizen(part.memberId), i1sk: byTime(part.at, part.serviceHoursId) },
  });

export async function findPart(
  table: Table,
  serviceHoursId: string,
  memberId: string,
): Promise<Part | undefined> {
  const item = await table.get(partKey(serviceHoursId, memberId));
  return item && Part.parse(item);
}

export async function partsOf(table: Table, serviceHoursId: string): Promise<readonly Part[]> {
  const range = { pk: serviceHoursId, from: "PART#", to: "PART#~", limit: mostCitizens };
  return (await table.walk(range)).map((item) => Part.parse(item));
}

/** What a citizen took part in, newest first. */
export const partsOfCitizen = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<Part>[]> => {
  const list = { index: "i1", pk: ofCitizen(memberId) } as const;
  const range = { from: "2", to: "9" };
  return rowsOf(table, { ...walk, ...list, ...range, backwards: !walk.backwards }, (item) =>
    Part.parse(item),
  );
};

const quarterKey = (memberId: string, period: string) => ({
  pk: `SERVICE_QUARTER#${memberId}`,
  sk: period,
});

/** What a citizen came to in a quarter and mode so far. */
export async function findQuarter(table: Table, memberId: string, period: string) {
  const item = await table.get(quarterKey(memberId, period));
  return item ? Quarter.parse(item) : { minutes: 0, version: 0 };
}

export const putQuarter = (memberId: string, period: string, quarter: Quarter): Write => {
  const item = {
    ...quarterKey(memberId, period),
    ...quarter,
    ...{ i1pk: ofCitizen(memberId), i1sk: `QUARTER#${period}` },
  };
  return quarter.version === 1 ? create(item) : replace(item);
};

/** Parts and quarters of a citizen, as they are stored. */
export const storedParts = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i1", pk: ofCitizen(memberId) });
