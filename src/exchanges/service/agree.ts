import { isRefusal } from "../../kernel/index.ts";
import { planHold, planRelease } from "../../ledger/index.ts";
import { planRecord } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { agree, change, notYours, ownSide, sideToAgree } from "../decide/index.ts";
import type { AgreeExchange, ProposeExchangeChange } from "../model/index.ts";
import { type Case, changeExchange } from "./change.ts";
import { accountsForNew, accountsForOld, holdsOn, promisedOn } from "./minutes.ts";
import { whyNotSafe } from "./safety.ts";

/** One side says yes. With the second yes the payer's minutes are set aside, and promised. */
export function agreeExchange(context: Context, wish: AgreeExchange) {
  const { table, now } = context;
  const yes = { onBehalfOfId: wish.onBehalfOfId, spoken: wish.spoken };
  return changeExchange(context, {
    operation: "agreeExchange",
    wish,
    may: ({ exchange }, asking) => {
      const side = sideToAgree(asking, yes, exchange);
      return isRefusal(side) ? side : undefined;
    },
    plan: async (its, asking) => {
      const side = sideToAgree(asking, yes, its.exchange);
      if (isRefusal(side)) return side;
      const next = agree(its.exchange, asking, { side, spoken: wish.spoken });
      if (isRefusal(next)) return next;
      const unsafe = await whyNotSafe(context, its, next);
      if (unsafe) return unsafe;
      const accounts = await accountsForNew(table, its, now);
      if (isRefusal(accounts)) return accounts;
      const party = side === "PAYER" ? its.payer : its.provider;
      const act = { kind: "AGREEMENT", thingId: next.id, party, spoken: wish.spoken } as const;
      const told = await planRecord(context, act);
      if (next.status === "PROPOSED") return { next, writes: told };
      const promised = promisedOn(accounts, next);
      const holds = holdsOn(accounts, promised);
      const receivers = [accounts.provider];
      const held = await planHold(table, { holds, receivers, actId: next.id, now });
      return isRefusal(held) ? held : { next: promised, writes: [...held.writes, ...told] };
    },
  });
}

/** One side wants other minutes or another time: both have to say yes to that again. */
export function proposeExchangeChange(context: Context, wish: ProposeExchangeChange) {
  return changeExchange(context, {
    operation: "proposeExchangeChange",
    wish,
    may: (_its, { standing }) => (ownSide(standing, wish.side) ? undefined : notYours()),
    plan: async (its, asking) => {
      const side = ownSide(asking.standing, wish.side);
      if (!side) return notYours();
      const next = change(its.exchange, wish, { ...asking, side });
      if (isRefusal(next)) return next;
      const party = side === "PAYER" ? its.payer : its.provider;
      const thingVersion = its.exchange.version + 1;
      const act = { kind: "AGREEMENT", thingId: next.id, party, thingVersion } as const;
      const told = await planRecord(context, act);
      return { next, writes: [...(await releaseOf(context, its)), ...told] };
    },
  });
}

/** Frees what an exchange has set aside and promised, if it has. */
export async function releaseOf({ table, now }: Pick<Context, "table" | "now">, its: Case) {
  const { exchange } = its;
  if (!["AGREED", "DELIVERED", "DISPUTED"].includes(exchange.status)) return [];
  const accounts = await accountsForOld(table, its, now);
  const holds = holdsOn(accounts, exchange);
  return (await planRelease(table, { holds, actId: exchange.id, now })).writes;
}
