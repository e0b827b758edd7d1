import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payOut, takeBack, whyNotCredit } from "../../src/ledger/decide/index.ts";
import type { AccountRef, Head } from "../../src/ledger/model.ts";
import { packJournal, sharedBy, unpackJournal } from "../../src/ledger/model-packed.ts";

const now = "2026-02-09T12:00:00.000Z";
const occasion = { actId: "prt_1", now } as const;

const account = (id: string, more: Partial<AccountRef> = {}): AccountRef => ({
  ...{ id: `acc_${id.padStart(26, "0")}`, hubId: "hub_1", kind: "MEMBER", floorMinutes: 0 },
  ...more,
});

const head = (of: AccountRef, more: Partial<Head> = {}): Head => ({
  ...{ account: of, seq: 0, balanceMinutes: 0, reservedMinutes: 0, status: "OPEN" },
  ...{ recordedAt: "", hash: "" },
  ...more,
});

const council = account("C", { kind: "ORGANISATION" });
const payees = ["1", "2", "3"].map((id) => ({ account: account(id), minutes: 30 }));

const headsWith = (...changed: readonly Head[]): ReadonlyMap<string, Head> =>
  new Map(
    [
      head(council, { balanceMinutes: 600, reservedMinutes: 90, seq: 4 }),
      ...payees.map((one) => head(one.account)),
      ...changed,
    ].map((one) => [one.account.id, one]),
  );

const wish = { ...occasion, kind: "SPONSORED", from: council, payees } as const;

function paid(heads: ReadonlyMap<string, Head>) {
  const payout = payOut(heads, wish);
  if ("code" in payout) throw new Error(payout.code);
  return payout;
}

describe("paying many out of one account", () => {
  it("takes one entry of the payer, out of what was set aside, and one of each payee", () => {
    const { drafts, refusals } = paid(headsWith());
    expect(refusals).toEqual([undefined, undefined, undefined]);
    expect(
      drafts.map(({ seq, minutes, reservedMinutes }) => [seq, minutes, reservedMinutes]),
    ).toEqual([[5, -90, 0], ...payees.map(() => [1, 30, 0])]);
    expect(drafts.map((draft) => draft.counterId)).toEqual([
      undefined,
      ...payees.map(() => council.id),
    ]);
  });

  it("leaves out who cannot be credited, each for a reason of their own", () => {
    const [first, second] = payees.map((one) => one.account);
    if (!first || !second) throw new Error("There are three payees.");
    const full = { ...second, ceilingMinutes: 20, isCeilingHard: true };
    const heads = headsWith(head(first, { status: "FROZEN" }), head(full));
    const payout = payOut(heads, {
      ...wish,
      payees: payees.map((one) => (one.account.id === full.id ? { ...one, account: full } : one)),
    });
    if ("code" in payout) throw new Error(payout.code);
    expect(payout.refusals.map((one) => one?.code)).toEqual([
      ...["ACCOUNT_FROZEN", "CEILING_REACHED", undefined],
    ]);
    expect(payout.drafts.map((draft) => draft.minutes)).toEqual([-30, 30]);
    expect(payout.drafts[0]).toMatchObject({ reservedMinutes: 60 });
  });

  it("writes nothing when nobody can be paid", () => {
    const closed = payees.map((one) => head(one.account, { status: "CLOSED" }));
    expect(paid(headsWith(...closed))).toMatchObject({ drafts: [], movements: [] });
  });

  it("is refused as a whole only when the payer's account cannot be used", () => {
    const frozen = head(council, { reservedMinutes: 90, status: "FROZEN" });
    expect(payOut(headsWith(frozen), wish)).toMatchObject({ code: "ACCOUNT_FROZEN" });
  });

  it("spends nothing that was not set aside for it", () => {
    const poor = headsWith(head(council, { balanceMinutes: 600, reservedMinutes: 60 }));
    expect(() => paid(poor)).toThrow("nothing is freed that was not set aside");
  });

  it("decides as a rehearsal does, and sums to zero", () => {
    const heads = fc.tuple(
      ...payees.map(({ account: of }) =>
        fc
          .record({
            status: fc.constantFrom("OPEN", "FROZEN", "CLOSED"),
            balanceMinutes: fc.integer({ min: -60, max: 100 }),
            isCeilingHard: fc.boolean(),
          })
          .map(({ isCeilingHard, ...state }) =>
            head({ ...of, ceilingMinutes: 90, isCeilingHard }, { ...state, seq: 1 }),
          ),
      ),
    );
    fc.assert(
      fc.property(heads, (changed) => {
        const { drafts, refusals } = paid(headsWith(...changed));
        expect(drafts.reduce((sum, draft) => sum + draft.minutes, 0)).toBe(0);
        for (const [place, one] of changed.entries()) {
          const alone = whyNotCredit(one, { minutes: 30, kind: "SPONSORED", now });
          expect(refusals[place]?.code).toBe(alone?.code);
        }
      }),
    );
  });
});

describe("taking such a payment back", () => {
  const movements = payees.map((one) => ({ from: one.account, to: council, minutes: 30 }));

  it("takes one entry of the account that paid, whatever floors say", () => {
    const drafts = takeBack(headsWith(), { ...occasion, movements });
    expect(drafts).toMatchObject([
      { accountId: council.id, kind: "REVERSAL", minutes: 90, reservedMinutes: 90 },
      ...payees.map((one) => ({ accountId: one.account.id, minutes: -30, balanceMinutes: -30 })),
    ]);
  });

  it("is all or nothing", () => {
    const [one] = payees;
    if (!one) throw new Error("There are three payees.");
    const heads = headsWith(head(one.account, { status: "CLOSED" }));
    expect(takeBack(heads, { ...occasion, movements })).toMatchObject({ code: "ACCOUNT_CLOSED" });
  });
});

describe("a journal entry of many movements", () => {
  const seq = fc.integer({ min: 1, max: 99_999_999 });
  const movement = fc.record({
    other: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
    otherSeq: seq,
    minutes: fc.integer({ min: 15, max: 1440 }),
  });
  const movements = fc
    .record({
      side: fc.constantFrom("from", "to"),
      shared: seq,
      others: fc.array(movement, { minLength: 1, maxLength: 96 }),
    })
    .map(({ side, shared, others }) =>
      others.map(({ other, otherSeq, minutes }) => {
        const [here, there] = [council.id, `acc_${other}`];
        return side === "from"
          ? { hubId: "hub_1", from: here, fromSeq: shared, to: there, toSeq: otherSeq, minutes }
          : { hubId: "hub_1", from: there, fromSeq: otherSeq, to: here, toSeq: shared, minutes };
      }),
    );

  it("is kept in short and read in full", () => {
    fc.assert(
      fc.property(movements, (all) => {
        const journal = { kind: "SPONSORED", happenedOn: "2026-02-09", movements: all };
        expect(unpackJournal(packJournal(journal))).toEqual(journal);
      }),
    );
  });

  it("of 96 members fits into 4 KB", () => {
    const all = Array.from({ length: 96 }, (_, place) => ({
      ...{ hubId: "hub_00000000000000000000000000", from: council.id, fromSeq: 12_345 },
      ...{ to: account(String(place)).id, toSeq: 12_345, minutes: 1440 },
    }));
    const kept = packJournal({ kind: "SPONSORED", recordedAt: now, movements: all });
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(3800);
  });

  it("stays as it is where no entry is shared", () => {
    const [a, b, c] = ["1", "2", "3"].map((id) => account(id).id);
    const pair = { hubId: "hub_1", from: a ?? "", fromSeq: 1, to: b ?? "", toSeq: 1, minutes: 15 };
    const all = [pair, { ...pair, fromSeq: 2, to: c ?? "" }];
    expect(sharedBy(all)).toBeUndefined();
    expect(packJournal({ movements: all })).toEqual({ movements: all });
  });
});
