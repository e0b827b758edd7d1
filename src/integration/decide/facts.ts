import type { Fact, FactType } from "../model/index.ts";

/** A change of an exchange's state, as the room of exchanges tells it. */
type ExchangeMoved = {
  readonly id: string;
  readonly status: string;
  readonly hubId: string;
  readonly providerHubId: string;
  readonly version: number;
  readonly minutes: number;
  readonly at: string | undefined;
};

const ofStatus: Readonly<Record<string, FactType>> = {
  AGREED: "EXCHANGE_AGREED",
  SETTLED: "EXCHANGE_SETTLED",
  RESOLVED: "EXCHANGE_SETTLED",
  DECLINED: "EXCHANGE_ENDED",
  CANCELLED: "EXCHANGE_ENDED",
  EXPIRED: "EXCHANGE_ENDED",
};

/** Both hubs of an exchange are told, each as its own. */
export function factsOfExchange(moved: ExchangeMoved, now: string): readonly Fact[] {
  const type = ofStatus[moved.status];
  if (type === undefined) return [];
  const { id: exchangeId, minutes, at = now } = moved;
  return [...new Set([moved.hubId, moved.providerHubId])].map((hubId) => ({
    ...{ type, hubId, at },
    // Changed terms are agreed on anew, so the version tells one agreement from the next.
    key: `${exchangeId} ${type} ${moved.version}`,
    data: type === "EXCHANGE_ENDED" ? { exchangeId } : { exchangeId, minutes },
  }));
}

type JournalMade = {
  readonly id: string;
  readonly kind: string;
  readonly recordedAt: string;
  readonly movements: readonly { readonly hubId: string; readonly minutes: number }[];
};

/** What moved credits without an exchange, and what took some back. */
const ofKind: Readonly<Record<string, FactType>> = {
  GIFT: "GIFT_GIVEN",
  LEARNING: "LEARNING_CREDITED",
  RECOGNITION: "CREDITS_RECOGNISED",
  REVERSAL: "ENTRY_REVERSED",
};

export function factsOfJournal(journal: JournalMade): readonly Fact[] {
  const type = ofKind[journal.kind];
  if (type === undefined) return [];
  const { id: journalEntryId, recordedAt: at, movements } = journal;
  return [...new Set(movements.map(({ hubId }) => hubId))].map((hubId) => {
    const own = movements.filter((one) => one.hubId === hubId);
    const minutes = own.reduce((all, one) => all + one.minutes, 0);
    return { type, hubId, at, key: `${journalEntryId} ${type}`, data: { journalEntryId, minutes } };
  });
}

type MemberMoved = {
  readonly id: string;
  readonly hubId: string;
  readonly what: "JOINED" | "LEFT";
  readonly at: string;
  readonly isChild: boolean;
};

/** Of a child nobody outside is told: an id that leads to a child is not for an address. */
export function factsOfMember({ id, hubId, what, at, isChild }: MemberMoved): readonly Fact[] {
  if (isChild) return [];
  const data = { memberId: id };
  return [{ type: `MEMBER_${what}`, hubId, at, key: `${id} ${what}`, data }];
}
