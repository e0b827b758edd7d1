import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import {
  hold,
  needsPromise,
  post,
  rejudge,
  release,
  spentAtAfter,
} from "../../src/ledger/decide/index.ts";
import type { AccountRef, Draft, Entry, Head, Limits } from "../../src/ledger/model.ts";

type Rules = Omit<AccountRef, "id" | "hubId" | "kind">;
const mild: Rules = { floorMinutes: -300, ceilingMinutes: 2400 };
/** Policies as they come and go: mild, a hard ceiling with caps, a gap and a cap on spending. */
const policies: readonly Rules[] = [
  mild,
  {
    ...{ floorMinutes: -60, ceilingMinutes: 120, isCeilingHard: true },
    limits: { giving: { day: 60, week: 150 } } satisfies Limits,
  },
  {
    ...{ floorMinutes: -120, ceilingMinutes: 300 },
    limits: { spending: { day: 90 }, leastGapMinutes: 45 } satisfies Limits,
  },
];

const people: readonly string[] = ["acc_one", "acc_two", "acc_three"];

type Wish = {
  readonly what: "AGREE" | "SETTLE" | "CANCEL" | "GIVE" | "CORRECT";
  readonly from: number;
  readonly to: number;
  readonly minutes: number;
  readonly policy: number;
  readonly later: number;
};
const wishes = fc.array(
  fc.record<Wish>({
    what: fc.constantFrom("AGREE", "AGREE", "SETTLE", "SETTLE", "CANCEL", "GIVE", "CORRECT"),
    from: fc.nat(2),
    to: fc.nat(2),
    minutes: fc.integer({ min: 1, max: 8 }).map((quarters) => quarters * 15),
    policy: fc.nat(2),
    later: fc.constantFrom(0, 10, 40, 600, 3000),
  }),
  { maxLength: 60 },
);

/** An entry with the limits it was decided under. */
type Written = { readonly draft: Draft; readonly account: AccountRef };
type Agreed = {
  readonly from: number;
  readonly to: number;
  readonly minutes: number;
  readonly promised: number;
};

/** What comes of these wishes, under whatever policy is in force at each. */
function historyOf(list: readonly Wish[]): readonly Written[] {
  const written: Written[] = [];
  const last = new Map<string, Draft>();
  let open: readonly Agreed[] = [];
  let now = Date.UTC(2026, 0, 5);
  for (const [place, wish] of list.entries()) {
    now += wish.later * 60_000;
    const account = (who: number): AccountRef => {
      const id = people[who] ?? "";
      return { id, hubId: "hub_1", kind: "MEMBER", ...(policies[wish.policy] ?? mild) };
    };
    const heads = new Map(people.map((id, who) => [id, headOf(account(who), last.get(id))]));
    const occasion = { actId: `act_${place}`, now: new Date(now).toISOString() };
    const done = decide(wish, { heads, account, occasion, open });
    if (!done || isRefusal(done.drafts)) continue;
    open = done.open;
    for (const draft of done.drafts) {
      last.set(draft.accountId, draft);
      const who = people.indexOf(draft.accountId);
      written.push({ draft, account: account(who) });
    }
  }
  return written;
}

type Case = {
  readonly heads: ReadonlyMap<string, Head>;
  readonly account: (who: number) => AccountRef;
  readonly occasion: { readonly actId: string; readonly now: string };
  readonly open: readonly Agreed[];
};

function decide(wish: Wish, its: Case) {
  const isEnding = wish.what === "SETTLE" || wish.what === "CANCEL";
  if (isEnding) return end(wish.what === "SETTLE", its);
  if (wish.from === wish.to) return undefined;
  return wish.what === "AGREE" ? agree(wish, its) : move(wish, its);
}

function agree({ from, to, minutes }: Wish, { heads, account, occasion, open }: Case) {
  const isPromise = needsPromise({ account: account(to) });
  const holds = [
    { account: account(from), minutes },
    ...(isPromise ? [{ account: account(to), minutes, isPromise }] : []),
  ];
  const agreed = { from, to, minutes, promised: isPromise ? minutes : 0 };
  return { drafts: hold(heads, holds, occasion), open: [...open, agreed] };
}

function move({ what, from, to, minutes }: Wish, { heads, account, occasion, open }: Case) {
  const kind = what === "GIVE" ? ("GIFT" as const) : ("REVERSAL" as const);
  const movements = [{ from: account(from), to: account(to), minutes }];
  return { drafts: post(heads, { ...occasion, kind, movements }), open };
}

/** Pays what was agreed first, or calls it off. */
function end(isPaid: boolean, { heads, account, occasion, open }: Case) {
  const [first, ...later] = open;
  if (!first) return undefined;
  const { minutes, promised: promisedMinutes } = first;
  const [from, to] = [account(first.from), account(first.to)];
  if (isPaid) {
    const movement = { from, to, minutes, heldMinutes: minutes, promisedMinutes };
    const posting = { ...occasion, kind: "EXCHANGE" as const, movements: [movement] };
    return { drafts: post(heads, posting), open: later };
  }
  const promise = { account: to, minutes: promisedMinutes, isPromise: true };
  const holds = [{ account: from, minutes }, ...(promisedMinutes > 0 ? [promise] : [])];
  return { drafts: release(heads, holds, occasion), open: later };
}

const headOf = (account: AccountRef, last: Draft | undefined): Head => ({
  ...{ seq: 0, balanceMinutes: 0, reservedMinutes: 0, status: "OPEN", recordedAt: "" },
  ...last,
  ...{ account, hash: "" },
});

/** Every entry put to the rules again, under what `limits` makes of the limits it had. */
function judged(history: readonly Written[], limits: (then: AccountRef) => AccountRef) {
  const last = new Map<string, Draft>();
  const spent = new Map<string, string | undefined>();
  return history.map(({ draft, account }) => {
    const entry: Entry = { ...draft, hash: "" };
    const before = last.get(draft.accountId);
    const hadGap = account.limits?.leastGapMinutes !== undefined;
    const spentAt = hadGap ? before?.spentAt : spent.get(draft.accountId);
    const head = { ...headOf(limits(account), before), spentAt };
    last.set(draft.accountId, draft);
    spent.set(draft.accountId, spentAtAfter(spent.get(draft.accountId), { before: head, entry }));
    return rejudge({ before: head, entry, wasPromised: needsPromise({ account }) });
  });
}

const refused = (history: readonly Written[], limits: (then: AccountRef) => AccountRef) =>
  judged(history, limits).filter((excess) => excess !== undefined);

describe("putting a history to the rules again", () => {
  it("refuses nothing under the very limits that were in force, however they changed", () => {
    fc.assert(
      fc.property(wishes, (list) => {
        expect(refused(historyOf(list), (then) => then)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses by no more than a floor was raised, and only for it", () => {
    fc.assert(
      fc.property(wishes, fc.integer({ min: 1, max: 20 }), (list, quarters) => {
        const raise = quarters * 15;
        const all = refused(historyOf(list), (then) => ({
          ...then,
          floorMinutes: then.floorMinutes + raise,
        }));
        for (const { code, overMinutes } of all) {
          expect(code).toBe("INSUFFICIENT_CREDIT");
          expect(overMinutes).toBeGreaterThan(0);
          expect(overMinutes).toBeLessThanOrEqual(raise);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("refuses less, never more, under wider limits", () => {
    fc.assert(
      fc.property(wishes, fc.nat(40), fc.nat(40), (list, one, other) => {
        const history = historyOf(list);
        const by = (floorMinutes: number) =>
          refused(history, (then) => ({ ...then, floorMinutes, limits: {} })).length;
        const [tight, wide] = [Math.min(one, other) * -15, Math.max(one, other) * -15];
        expect(by(wide)).toBeLessThanOrEqual(by(tight));
      }),
      { numRuns: 300 },
    );
  });
});
