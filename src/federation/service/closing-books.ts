import { invariant, isRefusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  clearingOf,
  findHead,
  headOf,
  type Movement,
  movedOf,
  potOf,
  takenOverBy,
} from "../../ledger/index.ts";
import { across, planEnding, signed } from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";
import { end } from "../decide/index.ts";
import { lastAgreementBetween } from "../reading/index.ts";
import { findAgreement, saveAgreement } from "../repository/index.ts";
import { type Clock, type Closing, type Outcome, take, waitsFor } from "./closing.ts";

/* The hub's own accounts, once nobody in it has anything under way. */

/** The pot goes into the successor's pot, and gifts to the old one are refused from then on. */
export function carryPot(clock: Clock, { hub, successor }: Closing): Promise<Outcome> {
  const pot = potOf(hub.id);
  return take(clock, { accountKind: "POT" }, async () => {
    const head = await headOf(clock.table, pot);
    if (head.status === "CLOSED") return { answer: "NOTHING" };
    return ending(clock, pot, across(pot, potOf(successor.id)));
  });
}

/** One account of the hub itself: what was issued, or what it and another hub have shared. */
export function carryAccount(clock: Clock, its: Closing, accountId: string): Promise<Outcome> {
  const passage = movedOf(its.hub.id, its.successor.id);
  return take(clock, { accountKind: "CLEARING" }, async () => {
    const head = await findHead(clock.table, accountId);
    // What passes between the two hubs comes to zero by itself, when all the rest has.
    if (!head || head.status === "CLOSED" || accountId === passage.id) return { answer: "NOTHING" };
    const { account } = head;
    if (account.kind === "ISSUANCE") {
      return ending(clock, account, (minutes) =>
        across(account, takenOverBy(its.successor.id, account, minutes))(minutes),
      );
    }
    if (account.kind === "CLEARING") {
      return ending(clock, account, await wayBetweenHubs(clock.table, its, account));
    }
    return { answer: waitsFor("BUSY", { accountKind: account.kind }) };
  });
}

async function ending(
  clock: Clock,
  account: AccountRef,
  passOn: (balanceMinutes: number) => readonly Movement[],
) {
  const writes = await planEnding(clock, { account, passOn });
  return isRefusal(writes)
    ? { answer: waitsFor(writes.code, { accountKind: account.kind }) }
    : { writes, answer: "MOVED" as const };
}

/**
 * What this hub and a partner have shared is from now on shared by the successor and the partner:
 * the same minutes change their place in all three books, and each of them stays at zero.
 */
async function wayBetweenHubs(
  table: Table,
  { hub, successor }: Closing,
  account: AccountRef,
): Promise<(balanceMinutes: number) => readonly Movement[]> {
  const partnerId = account.label;
  invariant(partnerId !== undefined, "a clearing account names the partner");
  const between = await betweenHubs(table, hub.id, account);
  if (partnerId === successor.id) {
    const mirror = await between(partnerId, hub.id);
    return across(account, mirror);
  }
  const [here, mirror, old] = await Promise.all([
    between(successor.id, partnerId),
    between(partnerId, successor.id),
    between(partnerId, hub.id),
  ]);
  return (minutes) => [...across(account, here)(minutes), ...signed(mirror, old, minutes)];
}

/** How accounts of this sort are named: of exchanges under their limit, or of moves. */
async function betweenHubs(table: Table, hubId: string, { id, label = "" }: AccountRef) {
  if (id === movedOf(hubId, label).id)
    return async (one: string, other: string) => movedOf(one, other);
  return async (one: string, other: string) => {
    const agreement = await lastAgreementBetween(table, one, other);
    return clearingOf(one, other, agreement?.limitMinutes ?? 0);
  };
}

/** Nothing more can be arranged with a hub that is gone. */
export function endAgreement(clock: Clock, agreementId: string): Promise<Outcome> {
  return take(clock, { accountKind: "CLEARING" }, async () => {
    const agreement = await findAgreement(clock.table, agreementId);
    const next = agreement && end(agreement, clock.now);
    if (!agreement || !next || isRefusal(next)) return { answer: "NOTHING" };
    const saved = { ...next, version: agreement.version + 1, receipts: agreement.receipts };
    return { writes: [saveAgreement(saved)], answer: "MOVED" };
  });
}
