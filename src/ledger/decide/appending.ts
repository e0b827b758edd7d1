import { invariant } from "../../kernel/index.ts";
import type { AccountRef, Draft, EntryKind, Head } from "../model.ts";
import { isGiving, isSpending } from "./limits.ts";
import { addToTally, tallyAt } from "./periods.ts";

/** When and why entries are written, the same for all entries of one act. */
export type Occasion = {
  readonly actId: string;
  readonly now: string;
  readonly happenedOn?: string;
};

/** Heads by account id, as they will be once the drafts so far are written. */
export type Heads = Map<string, Head>;

/**
 * Time never runs backwards within a chain, so a balance at a moment can be searched for; and all
 * entries of one act bear the same moment, so the books as they were at any moment balance.
 */
export function momentFor(heads: ReadonlyMap<string, Head>, now: string): string {
  let latest = now;
  for (const { recordedAt } of heads.values()) if (recordedAt > latest) latest = recordedAt;
  return latest;
}

type Change = {
  readonly kind: EntryKind;
  readonly minutes?: number;
  /** Added to what is set aside. */
  readonly held?: number;
  /** Added to what is promised. */
  readonly promised?: number;
  readonly counterId?: string;
  readonly occasion: Occasion;
};

/** The next entry of one chain; `heads` then stands at it. */
export function append(heads: Heads, head: Head, change: Change): Draft {
  const { account } = head;
  const { minutes = 0, held = 0, promised = 0, kind } = change;
  const { actId, now, happenedOn } = change.occasion;
  const promisedMinutes = (head.promisedMinutes ?? 0) + promised;
  const draft: Draft = {
    accountId: account.id,
    seq: head.seq + 1,
    hubId: account.hubId,
    accountKind: account.kind,
    ...(account.label === undefined ? {} : { label: account.label }),
    kind,
    minutes,
    balanceMinutes: head.balanceMinutes + minutes,
    reservedMinutes: head.reservedMinutes + held,
    ...(promisedMinutes === 0 ? {} : { promisedMinutes }),
    floorMinutes: account.floorMinutes,
    ...(account.ceilingMinutes === undefined ? {} : { ceilingMinutes: account.ceilingMinutes }),
    status: head.status,
    ...(change.counterId === undefined ? {} : { counterId: change.counterId }),
    actId,
    recordedAt: now,
    ...(happenedOn === undefined || now.startsWith(happenedOn) ? {} : { happenedOn }),
    ...(account.kind === "MEMBER" ? talliesAfter(head, change) : {}),
  };
  invariant(draft.reservedMinutes >= 0, "nothing is freed that was not set aside");
  invariant(promisedMinutes >= 0, "nothing is freed that was not promised");
  heads.set(account.id, {
    account,
    ...draft,
    promisedMinutes,
    given: draft.given,
    spent: draft.spent,
    spentAt: draft.spentAt,
    hash: head.hash,
  });
  return draft;
}

/**
 * What a member has given and spent so far, kept in every entry so that the last one tells it.
 * An entry taken back still counts in its period; hours set aside and freed again do not. The gap
 * between two spendings counts from either, or who calls one off could spend again at once.
 */
function talliesAfter(head: Head, { kind, minutes = 0, held = 0, occasion }: Change) {
  const { now } = occasion;
  const given = tallyAt(head.given, head.recordedAt, now);
  const spent = tallyAt(head.spent, head.recordedAt, now);
  const gives = isGiving(kind) && minutes > 0;
  const spends = isSpending(kind) && minutes < 0;
  const hasGap = head.account.limits?.leastGapMinutes !== undefined;
  const spentAt = hasGap && (kind === "HOLD" || (spends && held === 0)) ? now : head.spentAt;
  const givenNow = gives ? addToTally(given, minutes) : given;
  const spentNow = spends ? addToTally(spent, -minutes) : spent;
  return {
    ...(givenNow[3] === 0 ? {} : { given: givenNow }),
    ...(spentNow[3] === 0 ? {} : { spent: spentNow }),
    ...(spentAt === undefined ? {} : { spentAt }),
  };
}

export function headIn(heads: ReadonlyMap<string, Head>, account: AccountRef): Head {
  const head = heads.get(account.id);
  invariant(head, "every account of a posting was read");
  return head;
}
