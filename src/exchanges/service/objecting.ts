import { invariant, isRefusal, type Request } from "../../kernel/index.ts";
import { planTakingBack } from "../../ledger/index.ts";
import type { Context, Write } from "../../table/index.ts";
import {
  cancel,
  endSeries,
  needingBroker,
  standingIn,
  type Undoing,
  unconfirmed,
  undoingOfConfirmation,
  undoingOfYes,
} from "../decide/index.ts";
import { type Exchange, journalEntryIdOf } from "../model/index.ts";
import { findExchange, findSeries, saveExchange, saveSeries } from "../repository/index.ts";
import { type Case, caseOf } from "./change.ts";
import { undoingOf } from "./end.ts";
import { triedAgain, unlessLost } from "./race.ts";
import { partiesIn } from "./series.ts";

/** What an objection comes to, with what is written for it. */
export type Undone = {
  readonly outcome: "UNDONE" | "NOTHING_LEFT" | "BROKER_LOOKS";
  readonly writes: readonly Write[];
  readonly reversalId?: string;
};

type Objecting = { readonly reason: string; readonly request: Request };

const nothingLeft: Undone = { outcome: "NOTHING_LEFT", writes: [] };

/** Somebody objects to a yes that was said in their name. */
export async function planObjectionToYes(
  context: Context,
  exchangeId: string,
  objecting: Objecting,
): Promise<Undone> {
  const its = await caseFor(context, exchangeId);
  return undo(context, its, { ...objecting, undoing: undoingOfYes(its.exchange) });
}

/** Somebody objects to a confirmation in their name: credits that moved go back, once. */
export async function planObjectionToConfirmation(
  context: Context,
  exchangeId: string,
  objecting: Objecting,
): Promise<Undone> {
  const its = await caseFor(context, exchangeId);
  return undo(context, its, { ...objecting, undoing: undoingOfConfirmation(its.exchange) });
}

/** Somebody objects to a series: no more sessions are started. What was agreed stays agreed. */
export async function planObjectionToSeries(context: Context, seriesId: string): Promise<Undone> {
  const series = await findSeries(context.table, seriesId);
  invariant(series, "what a record speaks of exists");
  const standing = standingIn(context.viewer, partiesIn(series));
  const next = endSeries(series, { ...context, standing });
  if (isRefusal(next)) return nothingLeft;
  return { outcome: "UNDONE", writes: [saveSeries({ ...next, version: series.version + 1 })] };
}

async function caseFor(context: Context, exchangeId: string): Promise<Case> {
  const exchange = await findExchange(context.table, exchangeId);
  invariant(exchange, "what a record speaks of exists");
  return caseOf(context, exchange);
}

/** A plan on an exchange that somebody just changed is a lost race: all is read again. */
async function undo(context: Context, its: Case, wish: Wish): Promise<Undone> {
  const { exchange } = its;
  const planned = await unlessLost(context.table, exchange, planUndoing(context, its, wish));
  return planned === "LOST" ? { outcome: "UNDONE", writes: triedAgain(exchange) } : planned;
}

type Wish = Objecting & { readonly undoing: Undoing };

async function planUndoing(
  context: Context,
  its: Case,
  { undoing, reason, request }: Wish,
): Promise<Undone> {
  const { exchange } = its;
  switch (undoing) {
    case "CALL_OFF":
      return callOff(context, its, reason);
    case "TAKE_BACK":
      return takeBack(context, exchange, { reason, request });
    case "UNCONFIRM": {
      invariant(exchange.status === "CONFIRMED", "only what is confirmed is unconfirmed");
      const writes = [saving(exchange, unconfirmed(exchange, its.policy, context.now))];
      return { outcome: "UNDONE", writes };
    }
    case "BROKER": {
      const next = needingBroker(exchange, context.now);
      return { outcome: "BROKER_LOOKS", writes: next ? [saving(exchange, next)] : [] };
    }
    case "NOTHING":
      return nothingLeft;
  }
}

async function callOff(context: Context, its: Case, reason: string): Promise<Undone> {
  const { viewer, now } = context;
  const { exchange, provider, payer, recipients, policy } = its;
  const { hubId, providerHubId } = exchange;
  const roles = { hubId, providerHubId, provider, payer, recipients };
  const standing = standingIn(viewer, exchange);
  const next = cancel(exchange, { viewer, now, roles, policy, standing }, reason);
  invariant(!isRefusal(next), "what is proposed or agreed can be called off");
  return {
    outcome: "UNDONE",
    writes: [saving(exchange, next), ...(await undoingOf(context, its))],
  };
}

/** By the ledger's own reversal. What it cannot take back any more, a broker looks at. */
async function takeBack(
  context: Context,
  exchange: Exchange,
  objecting: Objecting,
): Promise<Undone> {
  const journalEntryId = journalEntryIdOf(exchange);
  invariant(journalEntryId, "what has settled has its journal entry");
  const planned = await planTakingBack(context, { ...objecting, journalEntryId });
  if (!isRefusal(planned)) return { outcome: "UNDONE", ...planned };
  if (planned.code === "ALREADY_REVERSED") return nothingLeft;
  return { outcome: "BROKER_LOOKS", writes: [] };
}

/** The request is remembered by the record that is objected to, and not by the exchange. */
const saving = (exchange: Exchange, next: Exchange): Write =>
  saveExchange({ ...next, version: exchange.version + 1 });
