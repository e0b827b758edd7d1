import { beforeAll, describe, expect, it } from "vitest";
import { codes, idOf, must, type Setting, setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

/** The codes of the refusal of a change of any room. */
async function refused(persona: string, mutation: string, input: object) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const answer = await its.bank
    .as(persona)
    .ask(`mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`, {
      input: { idempotencyKey: newRequestKey(), ...input },
    });
  return at(answer.data, `${mutation}.userErrors.0.code`);
}

/** Jack is 15 and Tom's child: every way in which Jack's hours could become Tom's. */
describe("a child's credits", () => {
  const lift = () => ({
    providerId: its.tom,
    recipientIds: [its.jack],
    minutes: 15,
    what: "A lift",
  });

  it.each(["tom", "jack", "priya"])("pay no guardian in an exchange by %s", async (persona) => {
    expect(await codes(its.bank, persona, ["proposeExchange", lift()])).toEqual(["FORBIDDEN"]);
  });

  it("pay for no help to the guardian, or to anyone else", async () => {
    const lawn = { providerId: its.grace, payerId: its.jack, minutes: 15, what: "Lawn" };
    for (const recipientId of [its.tom, its.amina]) {
      const wish = { ...lawn, recipientIds: [recipientId] };
      expect(await codes(its.bank, "tom", ["proposeExchange", wish])).toEqual(["FORBIDDEN"]);
    }
  });

  it("pay no guardian in a series", async () => {
    const series = { providerId: its.tom, recipientId: its.jack, what: "Maths" };
    const rhythm = { rhythm: "Mondays", sessionCount: 2, sessionMinutes: 15 };
    expect(await codes(its.bank, "tom", ["startSeries", { ...series, ...rhythm }])).toEqual([
      "FORBIDDEN",
    ]);
  });

  it("pay no guardian in a group", async () => {
    const plan = {
      hubId: its.bra,
      what: "Football",
      plannedFor: "2026-01-20T10:00:00Z",
      receiverMinutes: 15,
      givers: [{ partyId: its.tom, minutes: 15 }],
    };
    const first = idOf(await must(its.bank, "priya", ["planGroupActivity", plan]));
    const joining = { activityId: first, partyId: its.jack };
    expect(await codes(its.bank, "tom", ["joinGroupActivity", joining])).toEqual(["FORBIDDEN"]);
  });

  it("are given to no guardian, by the guardian or by the child", async () => {
    const gift = { fromId: its.jack, to: { memberId: its.tom }, minutes: 15 };
    for (const persona of ["tom", "jack"]) {
      expect(await refused(persona, "giveCredits", gift)).toBe("FORBIDDEN");
    }
  });

  it("go to no guardian when the child leaves", async () => {
    const leaving = { memberId: its.jack, giveToMemberId: its.tom };
    for (const persona of ["tom", "jack", "priya"]) {
      expect(await refused(persona, "leaveHub", leaving)).toBe("FORBIDDEN");
    }
  });

  it("are no organisation's, so no pay-run is made of them", async () => {
    const run = { organisationId: its.jack, what: "Chores", happenedOn: "2026-01-05" };
    expect(["NOT_FOUND", "FORBIDDEN", "VALIDATION_FAILED"]).toContain(
      await refused("tom", "createPayRun", run),
    );
  });

  it("are the child's own in another time bank too, because the account moves as it is", async () => {
    const moving = { memberId: its.jack, toHubId: its.sal };
    expect(await refused("tom", "requestMove", moving)).toBeUndefined();
  });
});

/** A place that the organisation of a guardian keeps open, and Jack who could come. */
describe("a child's credits at an organisation that the guardian runs", () => {
  it("are used by nobody who speaks for both", async () => {
    const { bank, cafe, jack } = its;
    const admin = { organisationId: cafe, personId: await personOf("tom") };
    await make(bank, "cora", ["addOrganisationAdmin", "organisation", admin]);
    const option = { organisationId: cafe, title: "Tea", askedMinutes: 15 };
    const spendOptionId = await make(bank, "cora", [
      "createSpendOption",
      "spendOption",
      { ...option, channels: ["IN_PERSON"] },
    ]);
    const slot = { spendOptionId, startsAt: "2026-01-10T10:00:00Z", capacity: 3 };
    const slotId = await make(bank, "cora", ["addSlot", "slot", slot]);
    const booking = ["bookSpendOption", { slotId, memberId: jack }] as const;
    expect(await codes(bank, "tom", booking)).toEqual(["SAME_PERSON_BOTH_SIDES"]);
    expect(await codes(bank, "jack", booking)).toEqual(["GUARDIAN_APPROVAL_REQUIRED"]);
    for (const persona of ["priya", "cora", "grace"]) {
      expect(await codes(bank, persona, booking)).toEqual(["FORBIDDEN"]);
    }
  });
});

/** What was arranged with Grace before she became a guardian of Jack's too. */
describe("a child's credits and who becomes a guardian", () => {
  const maths = () => ({ providerId: its.grace, what: "Maths", channel: "PHONE" });

  it("start no session any more of a series that was agreed before", async () => {
    const { bank, jack } = its;
    const rhythm = { rhythm: "Mondays", sessionCount: 3, sessionMinutes: 15 };
    const series = await must(bank, "tom", [
      "startSeries",
      { ...maths(), ...rhythm, recipientId: jack },
    ]);
    const seriesId = idOf(series);
    await must(bank, "grace", ["agreeSeries", { seriesId }]);
    const help = { ...maths(), recipientIds: [jack], minutes: 15 };
    const proposal = await must(bank, "tom", ["proposeExchange", help]);
    await must(bank, "grace", ["startSeriesSession", { seriesId }]);
    const link = { guardianPersonId: await personOf("grace"), evidenceNote: "Saw the papers." };
    await make(bank, "priya", ["linkGuardian", "member", { childMemberId: jack, ...link }]);
    for (const persona of ["grace", "tom", "priya"]) {
      const session = ["startSeriesSession", { seriesId }] as const;
      expect(await codes(bank, persona, session)).toEqual(["FORBIDDEN"]);
    }
    const yes = { exchangeId: idOf(proposal), version: 1 };
    expect(await codes(bank, "grace", ["agreeExchange", yes])).toEqual(["FORBIDDEN"]);
  });
});

async function personOf(persona: string): Promise<string> {
  return textAt(await its.bank.as(persona).must("{ me { person { id } } }"), "me.person.id");
}
