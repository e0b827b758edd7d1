import { isRefusal } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { addLeg, removeLeg, whyNotRemoveLeg, whyNotTakePart } from "../decide/index.ts";
import type { AddMoneyLeg, RemoveMoneyLeg } from "../model/index.ts";
import { changeExchange } from "./change.ts";

export function addMoneyLeg(context: Context, wish: AddMoneyLeg) {
  return changeExchange(context, {
    operation: "addMoneyLeg",
    wish,
    may: (_its, asking) => whyNotTakePart(asking),
    plan: async ({ exchange }, asking) => {
      const next = addLeg(exchange, wish, asking);
      return isRefusal(next) ? next : { next };
    },
  });
}

export function removeMoneyLeg(context: Context, wish: RemoveMoneyLeg) {
  return changeExchange(context, {
    operation: "removeMoneyLeg",
    wish,
    may: ({ exchange }, asking) => whyNotRemoveLeg(exchange, wish, asking),
    plan: async ({ exchange }) => {
      const next = removeLeg(exchange, wish);
      return isRefusal(next) ? next : { next };
    },
  });
}
