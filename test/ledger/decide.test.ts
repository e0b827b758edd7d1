import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import { changeFreeze, hold, post, release } from "../../src/ledger/decide/index.ts";
import type { AccountRef, Draft, Head, Movement } from "../../src/ledger/model.ts";

const now = "2026-02-09T10:00:00.000Z";
const occasion = { actId: "exc_1", now };

const account = (id: string, more: Partial<AccountRef> = {}): AccountRef => ({
  id,
  hubId: "bra",
  kind: "MEMBER",
  floorMinutes: -300,
  ...more,
});

const headOf = (ref: AccountRef, more: Partial<Head> = {}): Head => ({
  account: ref,
  seq: 0,
  balanceMinutes: 0,
  reservedMinutes: 0,
  status: "OPEN",
  recordedAt: "",
  hash: "",
  ...more,
});

const headsOf = (...heads: readonly Head[]) =>
  new Map(heads.map((head) => [head.account.id, head]));

const amina = account("amina");
const bea = account("bea");
const pot = account("pot", { kind: "POT", floorMinutes: 0 });

function drafts(result: ReturnType<typeof post>): readonly Draft[] {
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

const exchange = (movement: Partial<Movement> = {}) => ({
  ...occasion,
  kind: "EXCHANGE" as const,
  movements: [{ from: amina, to: bea, minutes: 60, ...movement }],
});

describe("posting a movement", () => {
  it("writes the same minutes on both sides with opposite signs", () => {
    const [given, received] = drafts(post(headsOf(headOf(amina), headOf(bea)), exchange()));
    expect(given).toMatchObject({ accountId: "amina", seq: 1, minutes: -60, balanceMinutes: -60 });
    expect(received).toMatchObject({ accountId: "bea", seq: 1, minutes: 60, counterId: "amina" });
  });

  it("goes exactly to the floor and not one minute below it", () => {
    const heads = headsOf(headOf(amina), headOf(bea));
    expect(post(heads, exchange({ minutes: 300 }))).toHaveLength(2);
    expect(post(heads, exchange({ minutes: 301 }))).toMatchObject({ code: "INSUFFICIENT_CREDIT" });
  });

  it("says of an empty pot that it is the pot, for a broker reads it", () => {
    const support = exchange({ from: pot, to: bea });
    expect(post(headsOf(headOf(pot), headOf(bea)), support)).toMatchObject({
      code: "INSUFFICIENT_CREDIT",
      message: "The community pot does not hold that many hours right now.",
    });
  });

  it("does not give what is set aside for something else", () => {
    const heads = headsOf(headOf(amina, { reservedMinutes: 250 }), headOf(bea));
    expect(post(heads, exchange({ minutes: 51 }))).toMatchObject({ code: "INSUFFICIENT_CREDIT" });
  });

  it("always pays what was set aside, even if the floor has risen since", () => {
    const risen = { ...amina, floorMinutes: 0 };
    const heads = headsOf(headOf(risen, { reservedMinutes: 60 }), headOf(bea));
    const [given] = drafts(post(heads, exchange({ from: risen, heldMinutes: 60 })));
    expect(given).toMatchObject({ balanceMinutes: -60, reservedMinutes: 0 });
  });

  it("checks only what goes beyond what was set aside", () => {
    const heads = headsOf(
      headOf(amina, { balanceMinutes: -240, reservedMinutes: 60 }),
      headOf(bea),
    );
    const longer = exchange({ minutes: 75, heldMinutes: 60 });
    expect(post(heads, longer)).toMatchObject({ code: "INSUFFICIENT_CREDIT" });
  });

  it("lets a reversal and a closure pass the floor, because they mend or end", () => {
    const heads = headsOf(headOf(amina), headOf(bea));
    for (const kind of ["REVERSAL", "CLOSURE"] as const) {
      expect(post(heads, { ...exchange({ minutes: 900 }), kind })).toHaveLength(2);
    }
  });

  it("never runs time backwards within a chain", () => {
    const later = "2026-02-09T10:00:05.000Z";
    const heads = headsOf(headOf(amina, { recordedAt: later }), headOf(bea));
    expect(drafts(post(heads, exchange()))[0]).toMatchObject({ recordedAt: later });
  });

  it.each([
    ["a clearing account", { kind: "CLEARING" as const }, "FEDERATION_LIMIT"],
    ["an issuance account", { kind: "ISSUANCE" as const }, "ISSUANCE_EXHAUSTED"],
    ["the pot", { kind: "POT" as const, floorMinutes: 0 }, "INSUFFICIENT_CREDIT"],
  ])("says which limit stands in the way when %s has too little", (_case, more, code) => {
    const from = account("source", more);
    const heads = headsOf(headOf(from), headOf(bea));
    expect(post(heads, exchange({ from, minutes: 600 }))).toMatchObject({ code });
  });

  it.each(["FROZEN", "CLOSED"] as const)("refuses when either side is %s", (status) => {
    const code = `ACCOUNT_${status}`;
    const stoppedGiver = headsOf(headOf(amina, { status }), headOf(bea));
    const stoppedReceiver = headsOf(headOf(amina), headOf(bea, { status }));
    expect(post(stoppedGiver, exchange())).toMatchObject({ code });
    expect(post(stoppedReceiver, exchange())).toMatchObject({ code });
  });

  it("says that an account is stopped before it says that another has too little", () => {
    const pool = account("pool");
    const heads = headsOf(headOf(amina), headOf(bea), headOf(pool, { status: "FROZEN" }));
    const movements = [
      { from: amina, to: bea, minutes: 600 },
      { from: bea, to: pool, minutes: 15 },
    ];
    expect(post(heads, { ...exchange(), movements })).toMatchObject({ code: "ACCOUNT_FROZEN" });
  });

  it("does not tell how much the other person has", () => {
    const refusal = post(headsOf(headOf(amina), headOf(bea)), exchange({ minutes: 600 }));
    expect(JSON.stringify(refusal)).not.toMatch(/\d/);
  });
});

describe("closing an account", () => {
  const closing = { ...occasion, kind: "CLOSURE" as const, closes: amina };

  it("marks the last entry of the account that ends, and no other", () => {
    const heads = headsOf(headOf(amina, { balanceMinutes: 90 }), headOf(pot));
    const movements = [{ from: amina, to: pot, minutes: 90 }];
    const [left, given] = drafts(post(heads, { ...closing, movements }));
    expect(left).toMatchObject({ status: "CLOSED", balanceMinutes: 0 });
    expect(given).toMatchObject({ status: "OPEN" });
  });

  it("adds an entry that moves nothing when there is nothing to move", () => {
    const entries = drafts(post(headsOf(headOf(amina)), { ...closing, movements: [] }));
    expect(entries).toMatchObject([{ kind: "CLOSURE", minutes: 0, status: "CLOSED" }]);
  });
});

describe("posting between two hubs", () => {
  const kofi = account("kofi", { hubId: "sal" });
  const here = account("here", { kind: "CLEARING" });
  const there = account("there", { kind: "CLEARING", hubId: "sal" });
  const heads = headsOf(headOf(amina), headOf(here), headOf(there), headOf(kofi));
  const movements = [
    { from: amina, to: here, minutes: 60 },
    { from: there, to: kofi, minutes: 60 },
  ];

  it("names on each side who stands beyond the clearing, and in the clearing who is near", () => {
    expect(drafts(post(heads, { ...exchange(), movements }))).toMatchObject([
      { accountId: "amina", counterId: "kofi" },
      { accountId: "here", counterId: "amina" },
      { accountId: "there", counterId: "kofi" },
      { accountId: "kofi", counterId: "amina" },
    ]);
  });
});

describe("setting minutes aside", () => {
  it("keeps the balance and lowers what can still be given", () => {
    const [held] = drafts(
      hold(headsOf(headOf(amina)), [{ account: amina, minutes: 120 }], occasion),
    );
    expect(held).toMatchObject({
      kind: "HOLD",
      minutes: 0,
      balanceMinutes: 0,
      reservedMinutes: 120,
    });
  });

  it("counts two holds of one act on the same account together", () => {
    const twice = [
      { account: amina, minutes: 200 },
      { account: amina, minutes: 200 },
    ];
    expect(hold(headsOf(headOf(amina)), twice, occasion)).toMatchObject({
      code: "INSUFFICIENT_CREDIT",
    });
  });

  it("is undone by releasing it, even on a frozen account", () => {
    const frozen = headOf(amina, { reservedMinutes: 120, status: "FROZEN" });
    expect(release(headsOf(frozen), [{ account: amina, minutes: 120 }], occasion)).toMatchObject([
      { kind: "RELEASE", reservedMinutes: 0 },
    ]);
  });

  it("cannot free what was not set aside", () => {
    expect(() =>
      release(headsOf(headOf(amina)), [{ account: amina, minutes: 1 }], occasion),
    ).toThrow("nothing is freed");
  });
});

describe("stopping an account", () => {
  it("stops an open one and lets a stopped one go on", () => {
    expect(changeFreeze(headOf(amina), "FREEZE", occasion)).toMatchObject({ status: "FROZEN" });
    const frozen = headOf(amina, { status: "FROZEN" });
    expect(changeFreeze(frozen, "UNFREEZE", occasion)).toMatchObject({ status: "OPEN" });
  });

  it.each([
    ["FREEZE", "FROZEN"],
    ["FREEZE", "CLOSED"],
    ["UNFREEZE", "OPEN"],
    ["UNFREEZE", "CLOSED"],
  ] as const)("refuses to %s one that is %s", (kind, status) => {
    expect(changeFreeze(headOf(amina, { status }), kind, occasion)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });
});

describe("over random histories", () => {
  const refs = [amina, bea, account("carl"), pot];
  const step = fc.record({
    what: fc.constantFrom("POST" as const, "HOLD" as const, "SETTLE" as const, "RELEASE" as const),
    from: fc.integer({ min: 0, max: 3 }),
    to: fc.integer({ min: 0, max: 3 }),
    minutes: fc.integer({ min: 1, max: 40 }).map((quarters) => quarters * 15),
  });

  it("keeps the sum at zero, every account above its floor and every chain without a gap", () => {
    void fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let heads = headsOf(...refs.map((ref) => headOf(ref)));
        for (const { what, from, to, minutes } of steps)
          heads = play(heads, { what, from, to, minutes });
        const all = [...heads.values()];
        expect(all.reduce((sum, head) => sum + head.balanceMinutes, 0)).toBe(0);
        for (const head of all) {
          expect(head.balanceMinutes - head.reservedMinutes).toBeGreaterThanOrEqual(
            head.account.floorMinutes,
          );
          expect(head.reservedMinutes).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  type Step = {
    what: "POST" | "HOLD" | "SETTLE" | "RELEASE";
    from: number;
    to: number;
    minutes: number;
  };

  function play(heads: Map<string, Head>, { what, from, to, minutes }: Step): Map<string, Head> {
    const giver = refs[from] ?? amina;
    const receiver = refs[to] ?? bea;
    const reserved = heads.get(giver.id)?.reservedMinutes ?? 0;
    const held = Math.min(minutes, reserved);
    if ((what === "SETTLE" || what === "RELEASE") && held === 0) return heads;
    if ((what === "POST" || what === "SETTLE") && giver.id === receiver.id) return heads;
    const next = {
      POST: () => post(heads, exchange({ from: giver, to: receiver, minutes })),
      SETTLE: () =>
        post(heads, exchange({ from: giver, to: receiver, minutes: held, heldMinutes: held })),
      HOLD: () => hold(heads, [{ account: giver, minutes }], occasion),
      RELEASE: () => release(heads, [{ account: giver, minutes: held }], occasion),
    }[what]();
    return !isRefusal(next) ? apply(heads, next) : heads;
  }

  function apply(heads: Map<string, Head>, entries: readonly Draft[]): Map<string, Head> {
    const after = new Map(heads);
    for (const entry of entries) {
      const head = after.get(entry.accountId);
      expect(entry.seq).toBe((head?.seq ?? 0) + 1);
      if (head) after.set(entry.accountId, { ...head, ...entry, account: head.account });
    }
    return after;
  }
});
