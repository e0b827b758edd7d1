import { describe, expect, it } from "vitest";
import { hold, needsPromise, post, release } from "../../src/ledger/decide/index.ts";
import { type AccountRef, type Head, JournalKind, type Movement } from "../../src/ledger/model.ts";
import { account, drafts, headOf, headsOf, now, outcomeOf } from "./limits-heads.ts";

const occasion = { actId: "exc_1", now };
const amina = account("amina");
const bea = account("bea");

type Case = { readonly kind?: JournalKind } & Partial<Movement>;

const posting = ({ kind = "EXCHANGE", ...movement }: Case = {}) => ({
  ...occasion,
  kind,
  movements: [{ from: amina, to: bea, minutes: 60, ...movement }],
});

/** Posts from Amina's account to Bea's, as these heads are. */
const giving = (from: Head, to: Head, wish: Case = {}) =>
  post(headsOf(from, to), posting({ from: from.account, to: to.account, ...wish }));

const hard = account("bea", { ceilingMinutes: 300, isCeilingHard: true });
const soft = account("bea", { ceilingMinutes: 300 });

describe("a hard ceiling", () => {
  it("is reached exactly and not passed by a minute", () => {
    const nearly = headOf(hard, { balanceMinutes: 240 });
    expect(outcomeOf(giving(headOf(amina), nearly, { minutes: 60 }))).toBe("DONE");
    expect(outcomeOf(giving(headOf(amina), nearly, { minutes: 61 }))).toBe("CEILING_REACHED");
  });

  it("counts what is promised as if it had come", () => {
    const promised = headOf(hard, { balanceMinutes: 120, promisedMinutes: 120 });
    expect(outcomeOf(giving(headOf(amina), promised, { minutes: 60 }))).toBe("DONE");
    expect(outcomeOf(giving(headOf(amina), promised, { minutes: 61 }))).toBe("CEILING_REACHED");
    const holds = [{ account: hard, minutes: 61, isPromise: true }];
    expect(hold(headsOf(promised), holds, occasion)).toMatchObject({ code: "CEILING_REACHED" });
  });

  it("only prompts where the hub has not made it hard", () => {
    const full = headOf(soft, { balanceMinutes: 9000 });
    expect(outcomeOf(giving(headOf(amina), full))).toBe("DONE");
  });

  it.each(JournalKind.options)("holds for %s, unless that mends or ends something", (kind) => {
    const full = headOf(hard, { balanceMinutes: 300 });
    const mends = kind === "REVERSAL" || kind === "CLOSURE";
    const outcome = outcomeOf(giving(headOf(amina), full, { kind }));
    expect(outcome).toBe(mends ? "DONE" : "CEILING_REACHED");
  });
});

/** Bea, who gave this much in the periods of a moment. */
const gave = (given: Head["given"], recordedAt: string, limits: AccountRef["limits"]) =>
  headOf(account("bea", { limits: limits ?? {} }), { given, recordedAt });

describe("limits on giving", () => {
  const day = { giving: { day: 120 } };

  it("let through exactly what is left and not a minute more", () => {
    const head = gave([60, 60, 60, 60], now, day);
    expect(outcomeOf(giving(headOf(amina), head, { minutes: 60 }))).toBe("DONE");
    expect(outcomeOf(giving(headOf(amina), head, { minutes: 61 }))).toBe("GIVING_LIMIT_REACHED");
  });

  it("count what was promised as given, and a promise as more of it", () => {
    const head = { ...gave(undefined, now, day), promisedMinutes: 90 };
    expect(outcomeOf(giving(headOf(amina), head, { minutes: 31 }))).toBe("GIVING_LIMIT_REACHED");
    const promise = (minutes: number) =>
      hold(headsOf(head), [{ account: head.account, minutes, isPromise: true }], occasion);
    expect(promise(31)).toMatchObject({ code: "GIVING_LIMIT_REACHED" });
    expect(promise(30)).toMatchObject([{ kind: "PROMISE", promisedMinutes: 120, minutes: 0 }]);
  });

  it.each([
    ["day", "2026-02-11T00:00:00.000Z", "2026-02-10T23:59:59.999Z"],
    ["week", "2026-02-09T00:00:00.000Z", "2026-02-08T23:59:59.999Z"],
    ["month", "2026-02-01T00:00:00.000Z", "2026-01-31T23:59:59.999Z"],
    ["year", "2026-01-01T00:00:00.000Z", "2025-12-31T23:59:59.999Z"],
  ])("begin anew with each UTC %s, on its first moment", (period, first, before) => {
    const full: Head["given"] = [120, 120, 120, 120];
    const limits = { giving: { [period]: 120 } };
    const within = giving(headOf(amina), gave(full, first, limits));
    expect(outcomeOf(within)).toBe("GIVING_LIMIT_REACHED");
    expect(outcomeOf(giving(headOf(amina), gave(full, before, limits)))).toBe("DONE");
  });

  it("hold together: the tightest decides", () => {
    const limits = { giving: { day: 600, week: 180, month: 600 } };
    const head = gave([0, 60, 60, 60], "2026-02-10T12:00:00.000Z", limits);
    expect(outcomeOf(giving(headOf(amina), head, { minutes: 120 }))).toBe("DONE");
    expect(outcomeOf(giving(headOf(amina), head, { minutes: 121 }))).toBe("GIVING_LIMIT_REACHED");
  });

  it.each(JournalKind.options)("count %s only if it is help to someone", (kind) => {
    const isHelp = kind === "EXCHANGE" || kind === "SPONSORED";
    const head = gave([120, 120, 120, 120], now, day);
    const outcome = outcomeOf(giving(headOf(amina), head, { kind }));
    expect(outcome).toBe(isHelp ? "GIVING_LIMIT_REACHED" : "DONE");
    const [, received] = drafts(giving(headOf(amina), headOf(bea), { kind }));
    expect(received?.given).toEqual(isHelp ? [60, 60, 60, 60] : undefined);
  });
});

describe("limits on spending", () => {
  const spent = (tally: Head["spent"], more: Partial<Head> = {}) =>
    headOf(account("amina", { limits: { spending: { day: 120 } } }), {
      spent: tally,
      recordedAt: now,
      ...more,
    });

  it("let through exactly what is left and not a minute more", () => {
    const head = spent([60, 60, 60, 60]);
    expect(outcomeOf(giving(head, headOf(bea), { minutes: 60 }))).toBe("DONE");
    expect(outcomeOf(giving(head, headOf(bea), { minutes: 61 }))).toBe("SPENDING_LIMIT_REACHED");
  });

  it("count what is set aside as spent", () => {
    const head = spent(undefined, { reservedMinutes: 90 });
    const aside = (minutes: number) =>
      hold(headsOf(head), [{ account: head.account, minutes }], occasion);
    expect(aside(31)).toMatchObject({ code: "SPENDING_LIMIT_REACHED" });
    expect(aside(30)).toMatchObject([{ kind: "HOLD", reservedMinutes: 120 }]);
  });

  it("come after what there is: who has too little hears that", () => {
    const poor = spent([120, 120, 120, 120], { balanceMinutes: -300 });
    expect(outcomeOf(giving(poor, headOf(bea)))).toBe("INSUFFICIENT_CREDIT");
  });

  it.each(JournalKind.options)("count %s only if its holder chose to spend", (kind) => {
    const isChosen = ["EXCHANGE", "SPONSORED", "LEARNING", "GIFT"].includes(kind);
    const outcome = outcomeOf(giving(spent([120, 120, 120, 120]), headOf(bea), { kind }));
    expect(outcome).toBe(isChosen ? "SPENDING_LIMIT_REACHED" : "DONE");
    const [given] = drafts(giving(headOf(amina), headOf(bea), { kind }));
    expect(given?.spent).toEqual(isChosen ? [60, 60, 60, 60] : undefined);
  });

  it("count the members of a hub and not its organisations or its pot", () => {
    for (const kind of ["ORGANISATION", "POT", "ISSUANCE"] as const) {
      const from = account("from", { kind });
      const [given] = drafts(giving(headOf(from), headOf(bea)));
      expect(given).not.toHaveProperty("spent");
    }
  });
});

describe("a least gap", () => {
  const hour = account("amina", { limits: { leastGapMinutes: 60 } });
  const lately = (minutes: number) =>
    headOf(hour, { spentAt: new Date(Date.parse(now) - minutes * 60_000).toISOString() });

  it("is over after exactly as long", () => {
    expect(outcomeOf(giving(lately(60), headOf(bea)))).toBe("DONE");
    expect(outcomeOf(giving(lately(59), headOf(bea)))).toBe("TOO_SOON");
    const holds = [{ account: hour, minutes: 15 }];
    expect(hold(headsOf(lately(59)), holds, occasion)).toMatchObject({ code: "TOO_SOON" });
  });

  it("counts from what was set aside or given, and not from its settling", () => {
    const entryOf = (result: ReturnType<typeof post>) => drafts(result)[0]?.spentAt;
    const holds = [{ account: hour, minutes: 60 }];
    expect(entryOf(hold(headsOf(headOf(hour)), holds, occasion))).toBe(now);
    expect(entryOf(giving(headOf(hour), headOf(bea), { kind: "GIFT" }))).toBe(now);
    const held = { ...lately(90), reservedMinutes: 60 };
    expect(entryOf(giving(held, headOf(bea), { heldMinutes: 60 }))).toBe(held.spentAt);
  });

  it("still counts after what was set aside is free again", () => {
    const held = { ...lately(30), reservedMinutes: 60 };
    const [freed] = release(headsOf(held), [{ account: hour, minutes: 60 }], occasion);
    expect(freed?.spentAt).toBe(held.spentAt);
  });

  it("does not stop help from having taken longer: that is no new spending", () => {
    const held = { ...lately(30), reservedMinutes: 60 };
    const longer = { minutes: 75, heldMinutes: 60 };
    expect(outcomeOf(giving(held, headOf(bea), longer))).toBe("DONE");
  });

  it("is not remembered where there is none", () => {
    const [given] = drafts(giving(headOf(amina), headOf(bea)));
    expect(given).not.toHaveProperty("spentAt");
  });
});

describe("what was agreed", () => {
  const full = headOf(
    account("bea", { ceilingMinutes: 300, isCeilingHard: true, limits: { giving: { day: 60 } } }),
    { balanceMinutes: 300, given: [60, 60, 60, 60], recordedAt: now },
  );

  it("is paid in full though a limit came since, and nothing was promised", () => {
    const held = headOf(amina, { reservedMinutes: 60 });
    expect(outcomeOf(giving(held, full, { heldMinutes: 60 }))).toBe("DONE");
  });

  it("uses up its promise, all of it, when fewer minutes come", () => {
    const held = headOf(amina, { reservedMinutes: 60 });
    const promised = headOf(hard, { balanceMinutes: 240, promisedMinutes: 60 });
    const wish = { minutes: 45, heldMinutes: 60, promisedMinutes: 60 };
    const [, received] = drafts(giving(held, promised, wish));
    expect(received).toMatchObject({ balanceMinutes: 285 });
    expect(received).not.toHaveProperty("promisedMinutes");
  });

  it("makes no room for more than was promised", () => {
    const held = headOf(amina, { reservedMinutes: 60 });
    const promised = headOf(hard, { balanceMinutes: 225, promisedMinutes: 60 });
    const wish = (minutes: number) => ({ minutes, heldMinutes: 60, promisedMinutes: 60 });
    expect(outcomeOf(giving(held, promised, wish(75)))).toBe("DONE");
    expect(outcomeOf(giving(held, promised, wish(90)))).toBe("CEILING_REACHED");
  });

  it("needs room for all of it when it took longer and nothing was promised", () => {
    const held = headOf(amina, { reservedMinutes: 60 });
    const nearly = headOf(hard, { balanceMinutes: 240 });
    const wish = { minutes: 75, heldMinutes: 60 };
    expect(outcomeOf(giving(held, nearly, wish))).toBe("CEILING_REACHED");
  });

  it("is promised where a ceiling is hard or giving is limited, and nowhere else", () => {
    const needs = (more: Partial<AccountRef>) => needsPromise({ account: account("a", more) });
    expect(needs({ isCeilingHard: true })).toBe(true);
    expect(needs({ limits: { giving: { year: 600 } } })).toBe(true);
    expect(needs({ ceilingMinutes: 300, isCeilingHard: false })).toBe(false);
    expect(needs({ limits: { spending: { day: 60 }, leastGapMinutes: 60 } })).toBe(false);
  });

  it("cannot be freed of a promise that was not made", () => {
    const holds = [{ account: hard, minutes: 15, isPromise: true }];
    expect(() => release(headsOf(headOf(hard)), holds, occasion)).toThrow("not promised");
  });
});

it("says nothing about anybody's amounts", () => {
  const tight = { limits: { spending: { day: 15 }, giving: { day: 15 }, leastGapMinutes: 5 } };
  const bound = account("amina", tight);
  const narrow = account("bea", { ...tight, ceilingMinutes: 300, isCeilingHard: true });
  const refusals = [
    giving(headOf(bound), headOf(bea)),
    giving(headOf(bound, { spentAt: now }), headOf(bea), { minutes: 15 }),
    giving(headOf(amina), headOf(narrow)),
    giving(headOf(amina), headOf(narrow, { balanceMinutes: 295 })),
  ];
  const codes = ["SPENDING_LIMIT_REACHED", "TOO_SOON", "GIVING_LIMIT_REACHED", "CEILING_REACHED"];
  expect(refusals.map(outcomeOf)).toEqual(codes);
  expect(JSON.stringify(refusals)).not.toMatch(/\d/);
});

it("lets no account end while it is stopped, even with nothing on it", () => {
  const closing = { ...occasion, kind: "CLOSURE" as const, movements: [], closes: amina };
  expect(post(headsOf(headOf(amina, { status: "FROZEN" })), closing)).toMatchObject({
    code: "ACCOUNT_FROZEN",
  });
});
