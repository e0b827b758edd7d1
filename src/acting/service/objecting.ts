import { planObjectionToSeat } from "../../circles/index.ts";
import { planObjectionToPosition } from "../../decisions/index.ts";
import { planHiding } from "../../directory/index.ts";
import {
  planObjectionToConfirmation,
  planObjectionToPlace,
  planObjectionToSeries,
  planObjectionToYes,
  type Undone,
} from "../../exchanges/index.ts";
import { planObjectionToMove } from "../../federation/index.ts";
import { planObjectionToAsking } from "../../funding/index.ts";
import { callerOf, notFound, type Request, replayOf, withReceipt } from "../../kernel/index.ts";
import {
  type AssistedRecord,
  isOfMembership,
  type Objection,
  planObjectionToMembership,
  saveRecord,
} from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { whyNotNow, whyNotObject, wordsForOthers } from "../decide.ts";
import type { ObjectToRecord } from "../model.ts";
import { findVisible } from "./reading.ts";

/** A member objects to what was done in their name, and what can be undone is undone with it. */
export const objectToRecord = (context: Context, input: ObjectToRecord) =>
  byRequest(context, { operation: "objectToRecord", input }, objecting);

async function objecting(context: Context, { input, request }: Asked<ObjectToRecord>) {
  const { viewer, now } = context;
  const found = await findVisible(context, input.recordId);
  if (!found) return notFound("recordId");
  const { record, tie } = found;
  const { spoken, reason } = input;
  const answered =
    whyNotObject(record, { tie, viewer, spoken }) ??
    replayOf(record, request) ??
    whyNotNow(record, now);
  if (answered) return answered;
  const { outcome, writes, reversalId } = await undo(context, record, request);
  const objection: Objection = {
    ...{ at: now, byPersonId: callerOf(viewer), as: tie, outcome },
    ...{ reason, spoken, reversalId },
  };
  const thing: AssistedRecord = {
    ...record,
    objection,
    version: record.version + 1,
    receipts: withReceipt(record.receipts, request),
  };
  return { writes: [saveRecord(thing), ...writes], answer: { thing, replayed: false } };
}

/** Each kind by the room it belongs to. */
async function undo(context: Context, record: AssistedRecord, request: Request): Promise<Undone> {
  const { kind } = record;
  if (isOfMembership(kind)) return planObjectionToMembership(context, { ...record, kind });
  const { thingId, memberId: partyId, personId, byPersonId: by, createdAt: at } = record;
  const objecting = { reason: wordsForOthers, request };
  switch (kind) {
    case "LISTING": {
      const writes = await planHiding(context.table, thingId);
      return { outcome: writes.length > 0 ? "UNDONE" : "NOTHING_LEFT", writes };
    }
    case "AGREEMENT":
      return planObjectionToYes(context, thingId, objecting);
    case "SERIES":
      return planObjectionToSeries(context, thingId);
    case "CONFIRMATION":
      return planObjectionToConfirmation(context, thingId, objecting);
    case "GROUP":
      return planObjectionToPlace(context, { activityId: thingId, partyId, by, at });
    case "MOVE":
      return planObjectionToMove(context, record);
    case "POT_REQUEST":
      return planObjectionToAsking(context, thingId);
    case "SEAT":
      return planObjectionToSeat(context, { circleId: thingId, personId, at });
    case "POSITION":
      return planObjectionToPosition(context, { decisionId: thingId, personId, at });
  }
}
