import {
  type Connection,
  changedSince,
  connection,
  firstOf,
  idFor,
  invariant,
  isRefusal,
  notFound,
  type PageArgs,
  type Refusal,
  replayOf,
  withReceipt,
} from "../../kernel/index.ts";
import { findHub, findParty } from "../../membership/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { type Asked, byRequest } from "../../table/index.ts";
import {
  authorNotActive,
  closeOption,
  freePlace,
  mayManage,
  takePlace,
  whyNoSlot,
} from "../decide/index.ts";
import type {
  AddSlot,
  CloseSpendOption,
  CreateSpendOption,
  Slot,
  SpendOption,
} from "../model/index.ts";
import {
  addSlotItem,
  addSpendOption,
  findSlot,
  findSpendOption,
  saveSlot,
  saveSpendOption,
  slotsAfter,
  spendOptionsFor,
} from "../repository/index.ts";
import { notYours } from "./asking.ts";

/** An organisation opens spare capacity for credits. */
export const createSpendOption = (context: Context, input: CreateSpendOption) =>
  byRequest(context, { operation: "createSpendOption", input }, opening);

async function opening(context: Context, { input, request }: Asked<CreateSpendOption>) {
  const { table, viewer, now } = context;
  const id = idFor("spo", request);
  const [organisation, found] = await Promise.all([
    findParty(table, input.organisationId),
    findSpendOption(table, id),
  ]);
  if (organisation?.kind !== "ORGANISATION") return notFound("organisationId");
  if (!mayManage(viewer, organisation)) return notYours(organisation);
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (organisation.status !== "ACTIVE") return authorNotActive();
  const { idempotencyKey, pencePart, ...said } = input;
  const option: SpendOption = {
    ...said,
    ...(pencePart === undefined ? {} : { pencePart }),
    id,
    hubId: organisation.hubId,
    status: "OPEN",
    createdAt: now,
    ...firstOf(request),
  };
  return { writes: [addSpendOption(option)], answer: { thing: option, replayed: false } };
}

/** A time at which it can be used, with so many places. */
export const addSlot = (context: Context, input: AddSlot) =>
  byRequest(context, { operation: "addSlot", input }, addingSlot);

async function addingSlot(context: Context, { input, request }: Asked<AddSlot>) {
  const { table, viewer, now } = context;
  const id = idFor("slt", request);
  const [option, found] = await Promise.all([
    findSpendOption(table, input.spendOptionId),
    findSlot(table, id),
  ]);
  if (!option) return notFound("spendOptionId");
  if (!mayManage(viewer, holderOf(option))) return notYours(holderOf(option));
  const replay = replayOf(found, request);
  if (replay) return replay;
  const refused = whyNoSlot(option, { startsAt: input.startsAt, now });
  if (refused) return refused;
  const slot: Slot = {
    id,
    spendOptionId: option.id,
    startsAt: input.startsAt,
    capacity: input.capacity,
    taken: 0,
    createdAt: now,
    ...firstOf(request),
  };
  return { writes: [addSlotItem(slot)], answer: { thing: slot, replayed: false } };
}

/** Nothing more can be booked; what was booked stays. */
export const closeSpendOption = (context: Context, input: CloseSpendOption) =>
  byRequest(context, { operation: "closeSpendOption", input }, closing);

async function closing(context: Context, { input, request }: Asked<CloseSpendOption>) {
  const { table, viewer } = context;
  const option = await findSpendOption(table, input.spendOptionId);
  if (!option) return notFound("spendOptionId");
  if (!mayManage(viewer, holderOf(option))) return notYours(holderOf(option));
  const replay = replayOf(option, request);
  if (replay) return replay;
  if (option.version !== input.version) return changedSince();
  const next = closeOption(option);
  if (isRefusal(next)) return next;
  const saved: SpendOption = {
    ...next,
    version: option.version + 1,
    receipts: withReceipt(option.receipts, request),
  };
  return { writes: [saveSpendOption(saved)], answer: { thing: saved, replayed: false } };
}

/**
 * The write that takes a place, for whoever books. It holds only while nobody else took one in
 * between, so the last place is taken once. It has to travel in one commit with the booking
 * itself: alone, two bookings would write the very same slot and could not be told apart.
 */
export function planBooking(
  slot: Slot,
  at: { readonly option: SpendOption; readonly now: string },
): Write | Refusal<"STATE_TRANSITION_INVALID" | "CAPACITY_FULL"> {
  const taken = takePlace(slot, at);
  return isRefusal(taken) ? taken : saveSlot(taken);
}

/** The write that frees a place again, when a booking comes to nothing. */
export const planUnbooking = (slot: Slot): Write => saveSlot(freePlace(slot));

export const spendOptionById = (context: Context, id: string) => findSpendOption(context.table, id);

export const slotById = (context: Context, id: string) => findSlot(context.table, id);

/** The option a slot belongs to; options are never removed. */
export async function optionFor({ table }: Context, slot: Slot): Promise<SpendOption> {
  const option = await findSpendOption(table, slot.spendOptionId);
  invariant(option, "the spend option of a slot exists");
  return option;
}

export async function spendOptionsOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<SpendOption> | null> {
  if (!(await findHub(context.table, hubId))) return null;
  return connection(context, { list: `spendOptions ${hubId}`, args }, (walk) =>
    spendOptionsFor(context.table, hubId, walk),
  );
}

export const slotsOf = (
  context: Context,
  { option, args }: { readonly option: SpendOption; readonly args: PageArgs },
): Promise<Connection<Slot>> =>
  connection(context, { list: `slots ${option.id}`, args }, (walk) =>
    slotsAfter(context.table, { spendOptionId: option.id, now: context.now }, walk),
  );

const holderOf = ({ organisationId, hubId }: SpendOption) => ({
  ...{ id: organisationId, hubId },
  kind: "ORGANISATION" as const,
});
