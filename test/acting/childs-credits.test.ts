import { beforeAll, describe, expect, it } from "vitest";
import { balance, codes, idOf, must, type Setting, setting } from "../exchanges/setting.ts";
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

  it("pay no guardian who joins the group last", async () => {
    const plan = {
      ...{ hubId: its.bra, what: "Chess", plannedFor: "2026-01-20T10:00:00Z" },
      ...{ receiverMinutes: 15, givers: [{ partyId: its.tom, minutes: 15 }] },
    };
    const activityId = idOf(await must(its.bank, "priya", ["planGroupActivity", plan]));
    const giving = { activityId, partyId: its.tom, role: "GIVER" };
    await must(its.bank, "tom", ["joinGroupActivity", giving]);
    for (const persona of ["tom", "jack"]) {
      const joining = ["joinGroupActivity", { activityId, partyId: its.jack }] as const;
      expect(await codes(its.bank, persona, joining)).toContainEqual(
        expect.stringMatching(/FORBIDDEN|GUARDIAN_APPROVAL_REQUIRED/),
      );
    }
  });

  it("are no sponsor's, whoever is helped", async () => {
    const wish = { ...lift(), recipientIds: [its.amina], payerId: its.jack, sponsored: true };
    for (const persona of ["tom", "jack", "amina"]) {
      expect(await codes(its.bank, persona, ["proposeExchange", wish])).toEqual([
        expect.stringMatching(/FORBIDDEN|VALIDATION_FAILED|PROVIDER_IS_RECIPIENT/),
      ]);
    }
  });

  it("are what the pot gives the child, and no guardian says how much", async () => {
    const { bank, bra, jack, tom } = its;
    const before = await balance(bank, "priya", tom);
    const gift = { fromId: its.amina, to: { potOfHubId: bra }, minutes: 15 };
    await make(bank, "amina", ["giveCredits", "gift", gift]);
    const wish = { memberId: jack, minutes: 15, reason: "For the school trip." };
    const potRequestId = await make(bank, "tom", ["requestPotSupport", "potRequest", wish]);
    const yes = { potRequestId, approve: true };
    expect(await refused("tom", "decidePotSupport", yes)).toBe("FORBIDDEN");
    await make(bank, "priya", ["decidePotSupport", "potRequest", yes]);
    expect(await balance(bank, "priya", jack)).toMatchObject({ balanceMinutes: 15 });
    expect(await balance(bank, "priya", tom)).toEqual(before);
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
    const session = await must(bank, "grace", ["startSeriesSession", { seriesId }]);
    const exchangeId = idOf(session);
    const singing = {
      ...{ hubId: its.bra, what: "Singing", channel: "PHONE", plannedFor: "2026-01-05T10:00:00Z" },
      ...{ receiverMinutes: 15, givers: [{ partyId: its.grace, minutes: 15 }] },
    };
    const activityId = idOf(await must(bank, "priya", ["planGroupActivity", singing]));
    await must(bank, "tom", ["joinGroupActivity", { activityId, partyId: jack }]);
    const giving = { activityId, partyId: its.grace, role: "GIVER" };
    await must(bank, "grace", ["joinGroupActivity", giving]);
    const link = { guardianPersonId: await personOf("grace"), evidenceNote: "Saw the papers." };
    await make(bank, "priya", ["linkGuardian", "member", { childMemberId: jack, ...link }]);
    for (const persona of ["grace", "tom", "priya"]) {
      const another = ["startSeriesSession", { seriesId }] as const;
      expect(await codes(bank, persona, another)).toEqual(["FORBIDDEN"]);
    }
    const yes = { exchangeId: idOf(proposal), version: 1 };
    expect(await codes(bank, "grace", ["agreeExchange", yes])).toEqual(["FORBIDDEN"]);
    const happenedOn = bank.now().slice(0, 10);
    const given = ["markDelivered", { exchangeId, minutes: 15, happenedOn }] as const;
    for (const persona of ["grace", "priya"]) {
      expect(await codes(bank, persona, given)).toEqual(["FORBIDDEN"]);
    }
    const attendeeIds = [its.grace, jack];
    const met = { activityId, happenedOn, attendeeIds };
    expect(await codes(bank, "priya", ["runGroupActivity", met])).toEqual(["FORBIDDEN"]);
    // All that was set aside for it is Jack's again.
    await must(bank, "priya", ["cancelGroupActivity", { activityId }]);
    await must(bank, "priya", ["cancelExchange", { exchangeId }]);
    expect(await balance(bank, "priya", jack)).toMatchObject({ reservedMinutes: 0 });
  });
});

/** Last, because Jack goes. */
describe("a child's credits that moved with the child", () => {
  it("are the child's own in another time bank too, because the account moves as it is", async () => {
    const { bank, jack, sal, tom } = its;
    const child = { memberId: jack, toHubId: sal };
    const moveRequestId = await make(bank, "tom", ["requestMove", "moveRequest", child]);
    const before = await balance(bank, "priya", tom);
    const data = await bank.as("rob").must(
      `mutation ($input: AcceptMoveInput!) {
        acceptMove(input: $input) { moveRequest { newMember { id } } userErrors { code } }
      }`,
      { input: { moveRequestId, idempotencyKey: newRequestKey() } },
    );
    const there = textAt(data, "acceptMove.moveRequest.newMember.id");
    expect(await balance(bank, "priya", tom)).toEqual(before);
    expect(await balance(bank, "rob", there)).toMatchObject({ balanceMinutes: 15 });
    const gift = { fromId: there, to: { memberId: tom }, minutes: 15 };
    for (const persona of ["tom", "jack"]) {
      expect(await refused(persona, "giveCredits", gift)).toBe("FORBIDDEN");
    }
  });
});

async function personOf(persona: string): Promise<string> {
  return textAt(await its.bank.as(persona).must("{ me { person { id } } }"), "me.person.id");
}
