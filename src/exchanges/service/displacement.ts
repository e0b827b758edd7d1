import { isRefusal } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { clearDisplacement as decideClear, whyNotDecide } from "../decide/index.ts";
import type { ClearDisplacement } from "../model/index.ts";
import { changeExchange } from "./change.ts";

/** A broker who takes no part looks at what a business asks for, and says why it may be. */
export const clearDisplacement = (context: Context, wish: ClearDisplacement) =>
  changeExchange(context, {
    operation: "clearDisplacement",
    wish,
    may: (_its, asking) => whyNotDecide(asking),
    plan: async ({ exchange }, asking) => {
      const next = decideClear(exchange, wish.reason, asking);
      return isRefusal(next) ? next : { next };
    },
  });
