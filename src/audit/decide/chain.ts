import { canonical, chainStart, type Entry, hashOf } from "../../ledger/index.ts";
import { wrongWith } from "./entry.ts";
import { followHolds, nothingOpen, type Open } from "./holds.ts";

/** How far one account has been followed. */
export type Chain = {
  readonly last: Entry;
  /** What the last entry's hash should have been, where it is another. */
  readonly otherHash?: string;
  /** Can what the last entry says be relied on? If not, the next is not compared with it. */
  readonly isSure: boolean;
  /** What is set aside, by act; unknown from the first entry on that cannot be relied on. */
  readonly open?: Open;
};

/** The canonical form of an entry that was read by its names. */
export function formOf(entry: Entry): string {
  const { hash: _own, ...draft } = entry;
  return canonical(draft);
}

/** The hashes that the next entry of a chain may build on. */
const startsOf = (chain: Chain | undefined): readonly string[] => {
  if (chain === undefined) return [chainStart];
  const { last, otherHash } = chain;
  return otherHash === undefined ? [last.hash] : [last.hash, otherHash];
};

/** Does this hash seal this form onto the chain? */
export const isSealedOnto = (chain: Chain | undefined, form: string, own: string): boolean =>
  startsOf(chain).some((start) => hashOf(start, form) === own);

/** The chain with its next entry, and what is wrong with that in words. */
export type Followed = { readonly chain: Chain; readonly wrong?: string };

export const wasChanged = "Something in it was changed: its hash does not fit.";

/**
 * Goes on to the next entry. When its hash does not fit, the recorded one is what the entry after
 * it is held against, so that one change is named once, where it is.
 */
export function follow(chain: Chain | undefined, entry: Entry, form: string): Followed {
  const before = chain?.last;
  const isComparable = chain?.isSure ?? true;
  const wrong = isComparable ? wrongWith(entry, before) : undefined;
  if (!isSealedOnto(chain, form, entry.hash)) {
    const otherHash = hashOf(before?.hash ?? chainStart, form);
    const said = wrong === undefined ? wasChanged : `${wasChanged} ${wrong}`;
    return { chain: { last: entry, otherHash, isSure: false }, wrong: said };
  }
  const open = chain === undefined ? nothingOpen() : chain.open;
  if (!isComparable || open === undefined) return told({ last: entry, isSure: true }, wrong);
  const held = followHolds(open, entry, before);
  return told({ last: entry, isSure: true, open }, wrong ?? held);
}

const told = (chain: Chain, wrong: string | undefined): Followed =>
  wrong === undefined ? { chain } : { chain, wrong };

/** Goes on at an entry whose predecessor is not there to hold it against. */
export const resumeAt = (entry: Entry): Chain => ({ last: entry, isSure: true });
