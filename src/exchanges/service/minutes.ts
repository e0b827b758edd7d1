import {
  agreementBetween,
  lastAgreementBetween,
  noInterHubAgreement,
} from "../../federation/index.ts";
import { invariant, type Refusal } from "../../kernel/index.ts";
import { type AccountRef, clearingOf, type Hold, type Movement } from "../../ledger/index.ts";
import { accountRefOf, type HubPolicy, type Party, policyOf } from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";

/** The accounts that an exchange moves minutes between. */
export type Accounts = {
  readonly payer: AccountRef;
  readonly provider: AccountRef;
  /** What the two hubs have shared, in the books of each, when they are two. */
  readonly clearing?: { readonly inPayerHub: AccountRef; readonly inProviderHub: AccountRef };
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
): Promise<Accounts | Refusal<"NO_INTER_HUB_AGREEMENT">> {
  const [payerHub, providerHub] = [pair.payer.hubId, pair.provider.hubId];
  if (payerHub === providerHub) return accountsBetween(pair, now);
  const agreement = await agreementBetween(table, payerHub, providerHub);
  if (agreement?.limitMinutes === undefined) return noInterHubAgreement(pair.at ?? "providerId");
  return accountsBetween(pair, now, agreement.limitMinutes);
}

/** The accounts for what was agreed before: it can end as arranged even if the hubs have parted. */
export async function accountsForOld(
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

/** What is set aside: the payer's minutes, and across hubs the room within the limit. */
export const holdsOn = ({ payer, clearing }: Accounts, minutes: number): readonly Hold[] => [
  { account: payer, minutes },
  ...(clearing ? [{ account: clearing.inProviderHub, minutes }] : []),
];

/** Minutes from payer to provider. Each movement stays in one hub, so both hubs' sums stay zero. */
export function movementsOn(
  { payer, provider, clearing }: Accounts,
  { minutes, heldMinutes }: { readonly minutes: number; readonly heldMinutes: number },
): readonly Movement[] {
  if (!clearing) return [{ from: payer, to: provider, minutes, heldMinutes }];
  return [
    { from: payer, to: clearing.inPayerHub, minutes, heldMinutes },
    { from: clearing.inProviderHub, to: provider, minutes, heldMinutes },
  ];
}
