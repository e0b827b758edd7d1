import type { MandatePurpose, Receipts } from "../../kernel/index.ts";
import { actKey, type Journal } from "../../ledger/index.ts";
import { create, type Key, replace, type Table, type Write } from "../../table/index.ts";
import { Allocation, Allotment, Mandate, MandatePointer } from "../model/index.ts";

type Purse = {
  readonly hubId: string;
  readonly purpose: MandatePurpose;
  readonly quarter: string;
};

/** The key says hub, quarter and purpose, so there can be only one mandate for the three. */
const mandateKey = ({ hubId, purpose, quarter }: Purse): Key => ({
  pk: `MANDATES#${hubId}`,
  sk: `${quarter}#${purpose}`,
});

/** Leads from a mandate's id to it, and keeps the request that granted it for ever. */
const pointerKey = (id: string): Key => ({ pk: id, sk: "MANDATE" });

export async function findMandate(table: Table, purse: Purse): Promise<Mandate | undefined> {
  const item = await table.get(mandateKey(purse));
  return item && Mandate.parse(item);
}

export async function findMandateById(table: Table, id: string): Promise<Mandate | undefined> {
  const pointer = await table.get(pointerKey(id));
  return pointer && findMandate(table, MandatePointer.parse(pointer));
}

/** The request that granted the mandate of this id, if there is one. */
export async function grantReceipts(table: Table, id: string): Promise<Receipts | undefined> {
  const pointer = await table.get(pointerKey(id));
  return pointer && MandatePointer.parse(pointer).receipts;
}

export async function mandatesForHub(
  table: Table,
  hubId: string,
  quarter: string,
): Promise<readonly Mandate[]> {
  const items = await table.walk({
    pk: `MANDATES#${hubId}`,
    from: `${quarter}#`,
    to: `${quarter}#~`,
    limit: 4,
  });
  return items.map((item) => Mandate.parse(item));
}

export function createMandate(mandate: Mandate): readonly Write[] {
  const { hubId, purpose, quarter, receipts } = mandate;
  return [
    create({ ...mandateKey(mandate), ...mandate }),
    create({ ...pointerKey(mandate.id), hubId, purpose, quarter, receipts }),
  ];
}

export const saveMandate = (mandate: Mandate): Write =>
  replace({ ...mandateKey(mandate), ...mandate });

const allotmentKey = (organisationId: string, quarter: string, purpose: MandatePurpose): Key => ({
  pk: `ALLOTMENTS#${organisationId}`,
  sk: `${quarter}#${purpose}`,
});

export async function findAllotment(
  table: Table,
  organisationId: string,
  { quarter, purpose }: Pick<Allotment, "quarter" | "purpose">,
): Promise<Allotment | undefined> {
  const item = await table.get(allotmentKey(organisationId, quarter, purpose));
  return item && Allotment.parse(item);
}

export async function allotmentsForOrganisation(
  table: Table,
  organisationId: string,
  quarter: string,
): Promise<readonly Allotment[]> {
  const items = await table.walk({
    pk: `ALLOTMENTS#${organisationId}`,
    from: `${quarter}#`,
    to: `${quarter}#~`,
    limit: 4,
  });
  return items.map((item) => Allotment.parse(item));
}

/** The first save of an allotment creates it; every later one must follow the one before. */
export function saveAllotment(allotment: Allotment): Write {
  const { organisationId, quarter, purpose } = allotment;
  const item = { ...allotmentKey(organisationId, quarter, purpose), ...allotment };
  return allotment.version === 1 ? create(item) : replace(item);
}

/** An allocation is found by its id alone, and its creation is what keeps it from being done twice. */
export async function findAllocation(table: Table, id: string): Promise<Allocation | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id ? Allocation.parse(item) : undefined;
}

export const createAllocation = (allocation: Allocation, journal: Journal): Write =>
  create({ ...actKey(allocation.id), ...allocation, journal });
