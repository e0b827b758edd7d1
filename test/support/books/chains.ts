import { chainStart, type Entry, seal } from "../../../src/ledger/index.ts";
import type { StoredItem } from "./stored.ts";

/** An account's entries, first to last. */
export type Chain = readonly Entry[];

const isEntry = (item: StoredItem): boolean => /^acc_/.test(String(item["pk"]));

/** The chains of all accounts, by account id. */
export function chainsOf(items: readonly StoredItem[]): ReadonlyMap<string, Chain> {
  const chains = new Map<string, Entry[]>();
  for (const item of items.filter(isEntry)) {
    const entry = entryIn(item);
    chains.set(entry.accountId, [...(chains.get(entry.accountId) ?? []), entry]);
  }
  for (const chain of chains.values()) chain.sort((a, b) => a.seq - b.seq);
  return chains;
}

/** An entry as it is stored: whatever fields it has there are the ones its hash is made from. */
function entryIn(item: StoredItem): Entry {
  const { pk, sk, i1pk, i1sk, ...fields } = item;
  const place = { accountId: pk, seq: Number(sk), reservedMinutes: item["reservedMinutes"] ?? 0 };
  return Object.assign(Object.create(null), fields, place);
}

/** What is set aside, as this entry changed it. */
export const heldBy = (chain: Chain, place: number): number =>
  (chain[place]?.reservedMinutes ?? 0) - (chain[place - 1]?.reservedMinutes ?? 0);

/** What is promised, as this entry changed it. */
export const promisedBy = (chain: Chain, place: number): number =>
  (chain[place]?.promisedMinutes ?? 0) - (chain[place - 1]?.promisedMinutes ?? 0);

/** What is wrong within one chain, looked at alone. */
export function wrongInChain(chain: Chain): readonly string[] {
  const wrong: string[] = [];
  for (const [place, entry] of chain.entries()) {
    const say = (what: string) => {
      wrong.push(`Entry ${entry.seq} of ${entry.accountId} (${entry.kind}) ${what}.`);
    };
    const before = chain[place - 1];
    wrongLink(entry, place, before, say);
    wrongMinutes(entry, before, say);
    wrongHold(entry, { held: heldBy(chain, place), promised: promisedBy(chain, place) }, say);
    wrongLimits(entry, heldBy(chain, place), say);
  }
  return wrong;
}

type Say = (what: string) => void;

function wrongLink(entry: Entry, place: number, before: Entry | undefined, say: Say): void {
  if (entry.seq !== place + 1) say(`should be number ${place + 1}`);
  const { hash, ...draft } = entry;
  if (seal(before?.hash ?? chainStart, draft).hash !== hash) say("has another hash than its own");
  if (before === undefined) return;
  if (entry.recordedAt < before.recordedAt) say("was recorded before the entry it follows");
  for (const name of ["hubId", "accountKind", "label"] as const) {
    if (entry[name] !== before[name]) say(`changes the ${name} of its account`);
  }
  if (before.status === "CLOSED") say("follows the end of its account");
  const isMoving = !["UNFREEZE", "RELEASE"].includes(entry.kind);
  if (before.status === "FROZEN" && isMoving) say("stands on an account that was stopped");
}

function wrongMinutes(entry: Entry, before: Entry | undefined, say: Say): void {
  const { kind, minutes, balanceMinutes, reservedMinutes, promisedMinutes = 0 } = entry;
  const all = [minutes, balanceMinutes, reservedMinutes, promisedMinutes];
  if (!all.every(Number.isInteger)) say("holds something else than whole minutes");
  if (balanceMinutes !== (before?.balanceMinutes ?? 0) + minutes) {
    say(`does not add up: ${before?.balanceMinutes ?? 0} and ${minutes} are not ${balanceMinutes}`);
  }
  if (reservedMinutes < 0) say("has less than nothing set aside");
  if (promisedMinutes < 0) say("has less than nothing promised");
  if (minutes !== 0 && !movesMinutes(kind)) say("moves minutes");
}

const movesMinutes = (kind: string) =>
  !["HOLD", "PROMISE", "RELEASE", "FREEZE", "UNFREEZE"].includes(kind);

type Change = { readonly held: number; readonly promised: number };

/** Only a HOLD sets aside, only a PROMISE promises; postings and a RELEASE use it up or free it. */
function wrongHold({ kind }: Entry, { held, promised }: Change, say: Say): void {
  if (held > 0 !== (kind === "HOLD")) say(`changes what is set aside by ${held}`);
  if (promised > 0 !== (kind === "PROMISE")) say(`changes what is promised by ${promised}`);
  if (kind === "RELEASE" && held === 0 && promised === 0) say("frees nothing");
  const isStill = kind === "FREEZE" || kind === "UNFREEZE";
  if (isStill && (held !== 0 || promised !== 0)) say("changes what is set aside or promised");
}

/** Reversals and endings may pass the floor; everything else needed room when it was written. */
function wrongLimits(entry: Entry, held: number, say: Say): void {
  const { accountKind, balanceMinutes, reservedMinutes, floorMinutes, minutes } = entry;
  const isUsing = minutes - held < 0;
  const isMending = entry.kind === "REVERSAL" || entry.kind === "CLOSURE";
  if (isUsing && !isMending && balanceMinutes - reservedMinutes < floorMinutes) {
    say(`leaves ${balanceMinutes} less ${reservedMinutes} set aside, below ${floorMinutes}`);
  }
  if (accountKind === "POT" && balanceMinutes < 0) say(`leaves the pot at ${balanceMinutes}`);
  if (accountKind === "ISSUANCE" && balanceMinutes > 0) say(`leaves issuance at ${balanceMinutes}`);
}
