import { describe, expect, it } from "vitest";
import {
  checkIn,
  clearAlarm,
  maySeeVisit,
  moneyTotals,
  raiseAlarm,
  visitStatus,
} from "../../src/exchanges/decide/index.ts";
import type { CheckIn, Visit } from "../../src/exchanges/model/index.ts";
import { agreement, asGrace, asking, asPriya, asWalter, noon, viewer, walter } from "./build.ts";

const wish: CheckIn = { idempotencyKey: "a-key-of-mine", exchangeId: "exc_1" };
const stored = { id: "vis_1", version: 1, receipts: [] };
const given = { stored, graceMinutes: 15 };
const atHome = agreement({ placeKind: "PROVIDER_HOME" });

/** Grace alone with Amina for an hour from noon. */
function visit(facts: Partial<Visit> = {}): Visit {
  const made = checkIn(atHome, wish, { ...asking(asGrace), ...given });
  if ("kind" in made) throw new Error(JSON.stringify(made));
  return { ...made, ...facts };
}

const checkedOut = { by: "per_grace", at: noon, as: "PROVIDER" } as const;
const cleared = { by: "per_priya", at: noon, note: "All is well." };
const beforeAlarm = "2026-02-09T13:14:59.999Z";
const atAlarm = "2026-02-09T13:15:00.000Z";

describe("how a visit stands", () => {
  it.each([
    ["under way until a quarter of an hour after its end", {}, beforeAlarm, "UNDER_WAY"],
    ["overdue from then on", {}, atAlarm, "OVERDUE"],
    ["cleared once somebody has looked", { cleared }, atAlarm, "CLEARED"],
    ["ended by the check-out, whatever was before", { cleared, checkedOut }, atAlarm, "ENDED"],
    ["never overdue where nobody is alone", { alarmAt: undefined }, atAlarm, "UNDER_WAY"],
  ] as const)("is %s", (_case, facts, now, status) => {
    expect(visitStatus(visit(facts as Partial<Visit>), now)).toBe(status);
  });

  it("changes to alarmed once, and never before it is overdue", () => {
    expect(raiseAlarm(visit(), beforeAlarm)).toBeUndefined();
    expect(raiseAlarm(visit(), atAlarm)).toMatchObject({ alarmedAt: atAlarm });
    expect(raiseAlarm(visit({ alarmedAt: atAlarm }), atAlarm)).toBeUndefined();
    expect(raiseAlarm(visit({ checkedOut }), atAlarm)).toBeUndefined();
  });

  it("is cleared only when there is an alarm", () => {
    const clearing = { ...wish, note: "All is well." };
    const by = { by: "per_priya", now: beforeAlarm };
    expect(clearAlarm(visit(), clearing, by)).toMatchObject({ code: "VISIT_NOT_OVERDUE" });
    expect(clearAlarm(visit(), clearing, { ...by, now: atAlarm })).toMatchObject({
      cleared: { by: "per_priya", at: atAlarm, note: "All is well." },
    });
  });
});

describe("who is alone with somebody in a home", () => {
  it.each([
    ["alone in the helper's home", { placeKind: "PROVIDER_HOME" }, {}, true],
    ["alone in the home of who is helped", { placeKind: "RECIPIENT_HOME" }, {}, true],
    [
      "not alone with a companion",
      { placeKind: "RECIPIENT_HOME" },
      { companionId: "mem_walter" },
      false,
    ],
    ["in public", { placeKind: "PUBLIC_PLACE" }, {}, false],
    ["on the phone from home", { placeKind: "PROVIDER_HOME", channel: "PHONE" }, {}, false],
    ["alone nowhere that was said", {}, {}, true],
    [
      "with two who are helped",
      { placeKind: "PROVIDER_HOME", recipientIds: ["mem_amina", "mem_walter"] },
      {},
      false,
    ],
    [
      "help from an organisation",
      { placeKind: "RECIPIENT_HOME", providerId: "org_school" },
      {},
      false,
    ],
  ] as const)("%s", (_case, terms, also, isLone) => {
    const made = checkIn(agreement(terms), { ...wish, ...also }, { ...asking(asGrace), ...given });
    expect("alarmAt" in made).toBe(isLone);
  });
});

describe("when somebody begins to worry", () => {
  it.each([
    [15, "2026-01-05T13:15:00.000Z"],
    [0, "2026-01-05T13:00:00.000Z"],
  ])("is %i minutes after the expected end, as the hub's policy says", (graceMinutes, alarmAt) => {
    const terms = { ...asking(asGrace), now: "2026-01-05T12:00:00.000Z", stored, graceMinutes };
    expect(checkIn(atHome, wish, terms)).toMatchObject({ alarmAt });
  });
});

describe("who sees a visit", () => {
  const lead = viewer("leena", [], [["SAFEGUARDING_LEAD", "hub_BRA"]]);
  const farLead = viewer("lars", [], [["SAFEGUARDING_LEAD", "hub_SAL"]]);
  const auditor = viewer("audrey", [], [["AUDITOR", "hub_BRA"]]);
  it.each([
    ["the helper", asGrace, {}, true],
    ["a broker of the hub", asPriya, {}, true],
    ["a safeguarding lead of the hub", lead, {}, true],
    ["a safeguarding lead of another hub", farLead, {}, false],
    ["an auditor", auditor, {}, false],
    ["a stranger", asWalter, {}, false],
    ["whoever came along", asWalter, { companionId: walter.id }, true],
  ] as const)("%s", (_case, who, facts, sees) => {
    expect(maySeeVisit(who, visit(facts))).toBe(sees);
  });
});

describe("what money passed", () => {
  const line = (step: "GIVEN" | "SPENT" | "RETURNED", pence: number) => ({
    ...{ number: 1, step, pence, what: "Milk", seenBy: "Olu", noted: checkedOut },
  });
  it.each([
    ["nothing", [], { givenPence: 0, unexplainedPence: 0 }],
    [
      "all of it told",
      [line("GIVEN", 500), line("SPENT", 385), line("RETURNED", 115)],
      { givenPence: 500, spentPence: 385, returnedPence: 115, unexplainedPence: 0 },
    ],
    ["some not told of", [line("GIVEN", 500), line("SPENT", 385)], { unexplainedPence: 115 }],
    ["more spent than given", [line("SPENT", 385)], { unexplainedPence: -385 }],
  ])("adds up to %s", (_case, money, totals) => {
    expect(moneyTotals({ money })).toMatchObject(totals);
  });
});
