import type * as z from "zod";
import {
  callerOf,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  type Request,
  refuse,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import {
  amend,
  checkDecidedOn,
  checkGrantQuarter,
  checkRung,
  decisionOf,
} from "../decide/index.ts";
import type { AmendMandate, GrantMandate, Mandate } from "../model/index.ts";
import {
  createMandate,
  findMandate,
  findMandateById,
  grantReceipts,
  saveMandate,
} from "../repository/index.ts";
import { issuedMinutesOf } from "./issuing.ts";
import { type Asked, brokersOnly, done, firstOf, nextOf } from "./shared.ts";

/** A broker records what a circle decided to credit in a quarter. */
export async function grantMandate(context: Context, input: z.output<typeof GrantMandate>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "grantMandate", input);
  const asked = { input, request, id: idFor("man", request) };
  return attempt(context.table, () => granting(context, asked));
}

async function granting(context: Context, asked: Asked<z.output<typeof GrantMandate>>) {
  const { table, viewer, now } = context;
  const { input, request, id } = asked;
  const { hubId, purpose, quarter, minutes, decision } = input;
  if (!(await findHub(table, hubId))) return notFound("hubId");
  if (!isBroker(viewer, hubId)) return brokersOnly();
  const replay = await grantedEarlier(table, id, request);
  if (replay) return replay;
  const refusal =
    checkGrantQuarter(quarter, now) ?? checkDecidedOn(decision, now) ?? checkRung(decision);
  if (refusal) return refusal;
  if (await findMandate(table, { hubId, purpose, quarter })) return alreadyGranted();
  const mandate: Mandate = {
    ...{ id, hubId, purpose, quarter, grantedMinutes: minutes },
    decisions: [decisionOf(decision, { minutes, by: callerOf(viewer), now })],
    ...firstOf(request),
  };
  return { writes: createMandate(mandate), answer: done(mandate) };
}

async function grantedEarlier(table: Table, id: string, request: Request) {
  const receipts = await grantReceipts(table, id);
  const replay = receipts ? isReplay(receipts, request) : false;
  if (replay === false || isRefusal(replay)) return replay;
  const mandate = await findMandateById(table, id);
  invariant(mandate, "a mandate that was granted is kept");
  return { answer: { thing: mandate, replayed: true } };
}

/** A broker records that the circle decided on another amount. */
export async function amendMandate(context: Context, input: z.output<typeof AmendMandate>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "amendMandate", input);
  return attempt(context.table, () => amending(context, input, request));
}

async function amending(
  { table, viewer, now }: Context,
  input: z.output<typeof AmendMandate>,
  request: Request,
) {
  const { minutes, decision } = input;
  const found = await findMandateById(table, input.mandateId);
  if (!found) return notFound("mandateId");
  if (!isBroker(viewer, found.hubId)) return brokersOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const issuedMinutes = await issuedMinutesOf(table, found);
  const next =
    checkDecidedOn(decision, now) ??
    amend(found, decision, { minutes, by: callerOf(viewer), now, issuedMinutes });
  if (isRefusal(next)) return next;
  const mandate = nextOf(next, request);
  return { writes: [saveMandate(mandate)], answer: done(mandate) };
}

const alreadyGranted = () =>
  refuse(
    "MANDATE_ALREADY_GRANTED",
    "This hub has a mandate for this purpose and quarter already.",
    "Change that one with the new decision.",
  );

const changedSince = (): Refusal<"CONFLICT_VERSION"> =>
  refuse(
    "CONFLICT_VERSION",
    "This mandate changed since you last looked, or credits were given out under it.",
    "Read it again, then decide.",
    "version",
  );
