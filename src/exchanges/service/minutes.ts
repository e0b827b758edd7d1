import {
  agreementBetween,
  lastAgreementBetween,
  noInterHubAgreement,
} from "../../federation/index.ts";
import { invariant, type Refusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  clearingOf,
  type Hold,
  type Movement,
  movedOf,
  needsPromise,
} from "../../ledger/index.ts";
import {
  accountRefOf,
  type HubPolicy,
  hubIsClosing,
  type Party,
  policyOf,
  whereNow,
} from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";
import type { AgreedExchange, Exchange } from "../model/index.ts";

/** The accounts that an exchange moves minutes between. */
export type Accounts = {
  readonly payer: AccountRef;
  readonly provider: AccountRef;
  /** What the two hubs have shared, in the books of each, when they are two. */
  readonly clearing?: { readonly inPayerHub: AccountRef; readonly inProviderHub: AccountRef };
  /** Where a provider is who moved to another hub after the agreement, and the way there. */
  readonly onward?: Pick<Movement, "from" | "to">;
};

type Pair = { readonly payer: Party; readonly provider: Party };

/** The policies of the payer's and the provider's hub, read once where the hub is one. */
export async function policiesOf(
  table: Table,
  hubs: { readonly hubId: string; readonly providerHubId: string },
  now: string,
): Promise<{ readonly policy: HubPolicy; readonly providerPolicy: HubPolicy }> {
  const [policy, other] = await Promise.all([
    policyOf(table, hubs.hubId, now),
    hubs.providerHubId === hubs.hubId ? undefined : policyOf(table, hubs.providerHubId, now),
  ]);
  return { policy, providerPolicy: other ?? policy };
}

type Policies = { readonly policy: HubPolicy; readonly providerPolicy: HubPolicy };

/** The accounts for something new, which needs an agreement in force where the hubs are two. */
export async function accountsForNew(
  table: Table,
  pair: Pair & Policies & { readonly at?: string },
  now: string,
): Promise<Accounts | Refusal<"HUB_CLOSING" | "NO_INTER_HUB_AGREEMENT">> {
  if (pair.policy.isWindingUp || pair.providerPolicy.isWindingUp) return hubIsClosing(pair.at);
  const [payerHub, providerHub] = [pair.payer.hubId, pair.provider.hubId];
  if (payerHub === providerHub) return accountsBetween(pair, now);
  const agreement = await agreementBetween(table, payerHub, providerHub);
  if (agreement?.limitMinutes === undefined) return noInterHubAgreement(pair.at ?? "providerId");
  return accountsBetween(pair, now, agreement.limitMinutes);
}

/**
 * The accounts for what was agreed before: it can end as arranged even if the hubs have parted or
 * the provider has gone to another one.
 */
export async function accountsForOld(
  table: Table,
  pair: Pair & Policies,
  now: string,
): Promise<Accounts> {
  const accounts = await accountsAsAgreed(table, pair, now);
  const provider = await whereNow(table, pair.provider);
  if (provider === pair.provider) return accounts;
  const to = accountRefOf(provider, await policyOf(table, provider.hubId, now), now);
  const [then, today] = [pair.provider.hubId, provider.hubId];
  if (then === today) return { ...accounts, provider: to };
  return {
    ...accounts,
    provider: movedOf(then, today),
    onward: { from: movedOf(today, then), to },
  };
}

async function accountsAsAgreed(
  table: Table,
  pair: Pair & Policies,
  now: string,
): Promise<Accounts> {
  const [payerHub, providerHub] = [pair.payer.hubId, pair.provider.hubId];
  if (payerHub === providerHub) return accountsBetween(pair, now);
  const agreement = await lastAgreementBetween(table, payerHub, providerHub);
  invariant(agreement?.limitMinutes !== undefined, "what is agreed rests on an agreement of hubs");
  return accountsBetween(pair, now, agreement.limitMinutes);
}

function accountsBetween(pair: Pair & Policies, now: string, limitMinutes?: number): Accounts {
  const { payer, provider, policy, providerPolicy } = pair;
  const ends = {
    payer: accountRefOf(payer, policy, now),
    provider: accountRefOf(provider, providerPolicy, now),
  };
  if (limitMinutes === undefined) return ends;
  return {
    ...ends,
    clearing: {
      inPayerHub: clearingOf(payer.hubId, provider.hubId, limitMinutes),
      inProviderHub: clearingOf(provider.hubId, payer.hubId, limitMinutes),
    },
  };
}

/** The exchange, now agreed, as it remembers whether the provider's account was promised it. */
export const promisedOn = ({ provider }: Accounts, exchange: AgreedExchange): AgreedExchange => ({
  ...exchange,
  isPromised: needsPromise({ account: provider }),
});

type AgreedMinutes = Pick<Exchange, "minutes" | "isPromised">;

/**
 * What is set aside: the payer's minutes, and across hubs the room within the limit. Where limits
 * hold on what the provider receives, the minutes are promised there, so that they still fit in
 * when they come.
 */
export const holdsOn = (
  { payer, provider, clearing }: Accounts,
  { minutes, isPromised = false }: AgreedMinutes,
): readonly Hold[] => [
  { account: payer, minutes },
  ...(clearing ? [{ account: clearing.inProviderHub, minutes }] : []),
  ...(isPromised ? [{ account: provider, minutes, isPromise: true }] : []),
];

/**
 * Minutes from payer to provider, which use up all that was set aside and promised for them. Each
 * movement stays in one hub, so both hubs' sums stay zero.
 */
export function movementsOn(
  { payer, provider, clearing, onward }: Accounts,
  { minutes, agreed }: { readonly minutes: number; readonly agreed?: AgreedMinutes },
): readonly Movement[] {
  const heldMinutes = agreed?.minutes ?? 0;
  const promisedMinutes = agreed?.isPromised ? agreed.minutes : 0;
  const moved = { minutes, heldMinutes };
  // Nobody moves whose account was promised something, so a provider who did was promised nothing.
  const last = onward ? [{ ...onward, minutes }] : [];
  const received = { to: provider, ...moved, promisedMinutes: onward ? 0 : promisedMinutes };
  if (!clearing) return [{ from: payer, ...received }, ...last];
  return [
    { from: payer, to: clearing.inPayerHub, ...moved },
    ...last,
    { from: clearing.inProviderHub, ...received },
  ];
}
