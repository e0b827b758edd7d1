import { holdsRole, isBroker, isLet, isTiedTo, standsFor, type Viewer } from "../kernel/index.ts";
import { accountOf, holderOf } from "./accounts.ts";
import type { AccountKind, JournalKind } from "./model.ts";

type Account = { readonly id: string; readonly hubId: string; readonly kind: AccountKind };

/** Balances are for those who may act for the holder, and for the hub's brokers and auditors. */
export function mayRead(viewer: Viewer, account: Account): boolean {
  const holder = holderOf(account);
  return (
    mayReadBooks(viewer, account.hubId) ||
    (holder !== undefined && standsFor(viewer, holder, "READ"))
  );
}

/** Could the viewer read this account? Asked where only its id is known: who could not, cannot. */
export const couldRead = (viewer: Viewer, account: { id: string; hubId: string }): boolean =>
  mayReadBooks(viewer, account.hubId) ||
  [...viewer.actsFor, ...(viewer.supports ?? [])].some(({ id }) => accountOf(id) === account.id) ||
  (viewer.cameFrom ?? []).some((partyId) => accountOf(partyId) === account.id);

/** Of what kind the accounts of a movement are. */
type Ends = { readonly from: AccountKind | undefined; readonly to: AccountKind | undefined };

/** Entries of other kinds hide nobody's side, so only the reader's own has to be looked at. */
export const couldHide = (kind: JournalKind): boolean => kind === "GIFT" || kind === "REVERSAL";

/**
 * Is the side of whoever gave to a pot theirs alone to see? Brokers and auditors receive from the
 * pot as others do, so a journal entry leads not even them from the pot to a giver.
 */
export const hidesGiver = (kind: JournalKind, movements: readonly Ends[]): boolean =>
  (kind === "GIFT" && movements.some(({ to }) => to === "POT")) ||
  (kind === "REVERSAL" && movements.some(({ from }) => from === "POT"));

/** The books of a whole hub: its brokers and auditors. */
export const mayReadBooks = (viewer: Viewer, hubId: string): boolean =>
  isBroker(viewer, hubId) || holdsRole(viewer, "AUDITOR", hubId);

/**
 * Who may take the books away to check them: who reads them, and a machine that was let. It gets
 * entries and sums; the accounts one by one, and whose they are, stay with people.
 */
export const mayTakeBooks = (viewer: Viewer, hubId: string): boolean =>
  mayReadBooks(viewer, hubId) || isLet(viewer, "BOOKS_READ", hubId);

/** Who may know what the books add up to: who takes them, and a machine that was let know just that. */
export const maySeeSums = (viewer: Viewer, hubId: string): boolean =>
  mayTakeBooks(viewer, hubId) || isLet(viewer, "SUMS_READ", hubId);

/** Does this account belong to someone the viewer acts for in anything? Then they are a party. */
export function isParty(viewer: Viewer, account: Account): boolean {
  const holder = holderOf(account);
  return holder !== undefined && isTiedTo(viewer, holder);
}
