import {
  callerOf,
  changedSince,
  type Done,
  invariant,
  notFound,
  type Power,
  type Refusal,
  type Request,
  replayOf,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import type { Journal } from "../../ledger/index.ts";
import { findParty, type HubPolicy, type Party } from "../../membership/index.ts";
import { attempt, type Context, type Step, type Table, type Write } from "../../table/index.ts";
import { type Asking, maySee, type Standpoint, standingIn } from "../decide/index.ts";
import { type Exchange, partyIdsOf } from "../model/index.ts";
import { findExchange, saveExchange } from "../repository/index.ts";
import { policiesOf } from "./minutes.ts";
import { isCoded } from "./once.ts";
import { triedAgain, unlessLost } from "./race.ts";

/** An exchange with those who take part and the policies of their hubs. */
export type Case = {
  readonly exchange: Exchange;
  readonly provider: Party;
  readonly payer: Party;
  readonly recipients: readonly Party[];
  readonly policy: HubPolicy;
  readonly providerPolicy: HubPolicy;
};

export async function caseOf(
  { table, now }: Pick<Context, "table" | "now">,
  exchange: Exchange,
): Promise<Case> {
  const [parties, policies] = await Promise.all([
    partiesOf(table, partyIdsOf(exchange)),
    policiesOf(table, exchange, now),
  ]);
  const party = (id: string) => {
    const found = parties.get(id);
    invariant(found, "who takes part in an exchange exists");
    return found;
  };
  return {
    exchange,
    provider: party(exchange.providerId),
    payer: party(exchange.payerId),
    recipients: exchange.recipientIds.map(party),
    ...policies,
  };
}

/** Parties by their ids, read together. */
export async function partiesOf(
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Party>> {
  const found = await Promise.all(ids.map((id) => findParty(table, id)));
  return new Map(found.flatMap((party) => (party ? [[party.id, party] as const] : [])));
}

/** What a change comes to: the next state and what the ledger or a slot writes with it. */
export type Planned = {
  readonly next: Exchange;
  readonly writes?: readonly Write[];
  readonly journal?: Journal;
};

type Wish = {
  readonly exchangeId: string;
  readonly idempotencyKey: string;
  /** Given where a change could overwrite what the caller has not seen. */
  readonly version?: number;
};

type Change<Code extends string> = {
  readonly operation: string;
  readonly wish: Wish;
  /** May the viewer, who knows of the exchange, do this to it at all? */
  readonly may?: (its: Case, asking: Asking) => Refusal<Code> | undefined;
  readonly plan: (its: Case, asking: Asking) => Promise<Planned | Refusal<Code>>;
};

/** A change decided on who takes part and under which policy. */
export function changeExchange<Code extends string>(
  context: Context,
  { operation, wish, may, plan }: Change<Code>,
): Promise<Done<Exchange> | Refusal<Code | CommonCode>> {
  return changeAlone<Code>(context, {
    operation,
    wish,
    consider: async (exchange, standpoint) => {
      const its = await caseOf(context, exchange);
      const { hubId, providerHubId } = exchange;
      const { provider, payer, recipients, policy } = its;
      const roles = { hubId, providerHubId, provider, payer, recipients };
      const asking = { ...standpoint, roles, policy };
      return may?.(its, asking) ?? { plan: () => plan(its, asking) };
    },
  });
}

type Considered<Code extends string> =
  | { readonly plan: () => Promise<Planned | Refusal<Code>> }
  | Refusal<Code>;

type LoneChange<Code extends string> = {
  readonly operation: string;
  readonly wish: Wish;
  /** What a supporter needs in their scope; arranging help when left out. */
  readonly power?: Power;
  /** May the viewer do this at all, and if so, how is it done? */
  readonly consider: (exchange: Exchange, standpoint: Standpoint) => Promise<Considered<Code>>;
};

type CommonCode =
  | "BUSY_TRY_AGAIN"
  | "CONFLICT_VERSION"
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOT_FOUND"
  | "SIGN_IN_REQUIRED";

/**
 * Every change of an exchange goes this way, so every change checks in the same order. Reads the
 * exchange alone: what else a change has to know it reads itself, when it considers.
 */
export async function changeAlone<Code extends string>(
  context: Context,
  { operation, wish, power, consider }: LoneChange<Code>,
): Promise<Done<Exchange> | Refusal<Code | CommonCode>> {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), operation, wish);
  return attempt<Done<Exchange>, Code | CommonCode>(table, async () => {
    const exchange = await findExchange(table, wish.exchangeId);
    if (!exchange || !maySee(viewer, exchange)) return notFound("exchangeId");
    const standing = standingIn(viewer, exchange, power);
    const considered = await consider(exchange, { viewer, now, standing });
    if (isCoded<Code>(considered)) return considered;
    const replay = replayOf(exchange, request);
    if (replay) return replay;
    if (wish.version !== undefined && wish.version !== exchange.version) return changedSince();
    const planned = await unlessLost(table, exchange, considered.plan());
    if (planned === "LOST") return tryAgain(exchange);
    return isCoded<Code>(planned) ? planned : saving(exchange, planned, request);
  });
}

const tryAgain = (exchange: Exchange): Step<Done<Exchange>> => ({
  writes: triedAgain(exchange),
  answer: { thing: exchange, replayed: false },
});

function saving(exchange: Exchange, planned: Planned, request: Request): Step<Done<Exchange>> {
  const thing = {
    ...planned.next,
    version: exchange.version + 1,
    receipts: withReceipt(exchange.receipts, request),
  };
  const save = saveExchange(thing, planned.journal);
  return { writes: [save, ...(planned.writes ?? [])], answer: { thing, replayed: false } };
}
