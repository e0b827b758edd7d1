import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Slot, SpendOption } from "../model/index.ts";

const optionKey = (id: string) => ({ pk: id, sk: "SPEND_OPTION" });
const slotKey = (id: string) => ({ pk: id, sk: "SLOT" });
const openIn = (hubId: string) => `SPEND_OPTIONS#${hubId}`;
const slotsOf = (spendOptionId: string) => `SLOTS#${spendOptionId}`;

export async function findSpendOption(table: Table, id: string): Promise<SpendOption | undefined> {
  const item = await table.get(optionKey(id));
  return item && SpendOption.parse(item);
}

export const addSpendOption = (option: SpendOption): Write => create(optionItem(option));
export const saveSpendOption = (option: SpendOption): Write => replace(optionItem(option));

const optionItem = (option: SpendOption): Item & { readonly version: number } => ({
  ...optionKey(option.id),
  ...option,
  ...(option.status === "OPEN"
    ? { i1pk: openIn(option.hubId), i1sk: byTime(option.createdAt, option.id) }
    : {}),
});

/** What is open in a hub, newest first. */
export const spendOptionsFor = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<SpendOption>[]> =>
  rowsOf(table, { ...walk, backwards: !walk.backwards, index: "i1", pk: openIn(hubId) }, (item) =>
    SpendOption.parse(item),
  );

export async function findSlot(table: Table, id: string): Promise<Slot | undefined> {
  const item = await table.get(slotKey(id));
  return item && Slot.parse(item);
}

export const addSlotItem = (slot: Slot): Write => create(slotItem(slot));
export const saveSlot = (slot: Slot): Write => replace(slotItem(slot));

const slotItem = (slot: Slot): Item & { readonly version: number } => ({
  ...slotKey(slot.id),
  ...slot,
  i1pk: slotsOf(slot.spendOptionId),
  i1sk: byTime(slot.startsAt, slot.id),
});

/** Slots that begin after a moment, soonest first. */
export const slotsAfter = (
  table: Table,
  { spendOptionId, now }: { readonly spendOptionId: string; readonly now: string },
  walk: PageWalk,
): Promise<readonly Row<Slot>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: slotsOf(spendOptionId), from: now }, (item) =>
    Slot.parse(item),
  );
