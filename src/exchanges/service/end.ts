import { findSlot, planUnbooking } from "../../directory/index.ts";
import { invariant, isRefusal } from "../../kernel/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { cancel, decline, whyNotCancel, whyNotTakePart } from "../decide/index.ts";
import type { CancelExchange, DeclineExchange } from "../model/index.ts";
import { releaseOf } from "./agree.ts";
import { type Case, changeExchange } from "./change.ts";

export function declineExchange(context: Context, wish: DeclineExchange) {
  return changeExchange(context, {
    operation: "declineExchange",
    wish,
    may: (_its, asking) => whyNotTakePart(asking),
    plan: async ({ exchange }, asking) => {
      const next = decline(exchange, asking, wish.reason);
      return isRefusal(next) ? next : { next };
    },
  });
}

/** Calls it off: what was set aside is free again, and so is a booked place. */
export function cancelExchange(context: Context, wish: CancelExchange) {
  return changeExchange(context, {
    operation: "cancelExchange",
    wish,
    may: ({ exchange }, asking) => whyNotTakePart(asking) ?? whyNotCancel(exchange, asking),
    plan: async (its, asking) => {
      const next = cancel(its.exchange, asking, wish.reason);
      return isRefusal(next) ? next : { next, writes: await undoingOf(context, its) };
    },
  });
}

/** What has to be undone when an exchange comes to nothing. */
export async function undoingOf(
  context: Pick<Context, "table" | "now">,
  its: Case,
): Promise<readonly Write[]> {
  const [released, place] = await Promise.all([releaseOf(context, its), placeOf(context, its)]);
  return [...released, ...place];
}

async function placeOf({ table }: Pick<Context, "table">, { exchange }: Case) {
  if (exchange.slotId === undefined) return [];
  const slot = await findSlot(table, exchange.slotId);
  invariant(slot, "a booked slot exists");
  return [planUnbooking(slot)];
}
