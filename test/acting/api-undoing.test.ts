import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { balance, idOf, must, type Setting, setting } from "../exchanges/setting.ts";
import { appoint } from "../exchanges/supporting.ts";
import { make } from "../exchanges/town.ts";
import { change, tell } from "../federation/hubs.ts";
import { at, codesOf, type Json, textAt } from "../support/api.ts";
import { acts, entered, group, versionOfMember } from "./assisted-acts.ts";
import { newest, object, objected, said, secondBroker, tick } from "./setting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await secondBroker(its);
  const scope = ["READ", "ARRANGE_HELP", "SPEND", "CONFIRM", "MANAGE_PROFILE"];
  await appoint(its, { member: its.nadia, helper: "tom", scope });
});
beforeEach(() => tick(its.bank));

/** Bela hears an objection to the newest record of a member; answers with what became of it. */
async function outcomeFor(memberId: string): Promise<Json> {
  const record = await newest(its.bank, "priya", memberId);
  const wish = { recordId: textAt(record, "id"), spoken: objected };
  const done = await object(its.bank, "bela", wish);
  expect(done.codes).toEqual([]);
  expect((await object(its.bank, "bela", wish)).codes).toEqual(["STATE_TRANSITION_INVALID"]);
  return at(done.record, "objection.outcome");
}

const objectTo = async (mutation: string): Promise<Json> => {
  tick(its.bank);
  return outcomeFor((await acts[mutation]?.(its)) ?? "");
};

const actor = "{ name as actingFor { name } }";
const memberAt = async (id: string) =>
  at(
    await its.bank.as("priya").must(
      `query ($id: ID!) { member(id: $id) {
        status firstName phone communication { languages } codeOfConductAcceptedAt
        pausedBy ${actor} leftBy ${actor} profileChangedAt profileChangedBy ${actor}
        moveRequest { status requestedBy ${actor} answeredBy ${actor} }
      } }`,
      { id },
    ),
    "member",
  );
const by = (name: string, as: string, whose: string | null) => ({
  ...{ name, as },
  actingFor: whose === null ? null : { name: whose },
});

describe("objecting to what was done to a membership", () => {
  it("puts a profile back as it was, and says who did", async () => {
    const before = await memberAt(its.nadia);
    await acts["updateMember"]?.(its);
    expect(await memberAt(its.nadia)).toMatchObject({
      phone: "01632 960777",
      profileChangedBy: by("priya", "BROKER", "nadia"),
      profileChangedAt: its.bank.now(),
    });
    expect(await outcomeFor(its.nadia)).toBe("UNDONE");
    expect(await memberAt(its.nadia)).toMatchObject({
      phone: at(before, "phone"),
      profileChangedBy: by("Bela", "BROKER", "nadia"),
    });
    expect(await objectTo("setCommunicationProfile")).toBe("UNDONE");
    expect(at(await memberAt(its.nadia), "communication")).toEqual(at(before, "communication"));
  });

  it("tells how a broker heard what to change, each time anew", async () => {
    await acts["updateMember"]?.(its);
    const first = await newest(its.bank, "priya", its.nadia);
    expect(first).toMatchObject({ kind: "PROFILE", ...said });
    tick(its.bank);
    const version = await versionOfMember(its, its.nadia);
    const heard = { channel: "IN_PERSON", note: "She told me at the café." };
    const wish = { memberId: its.nadia, version, languages: ["cy"], spoken: heard };
    await make(its.bank, "priya", ["setCommunicationProfile", "member", wish]);
    expect(await newest(its.bank, "priya", its.nadia)).toMatchObject(heard);
    const earlier = await its.bank
      .as("priya")
      .must("query ($id: ID!) { assistedRecord(id: $id) { note slip } }", { id: at(first, "id") });
    expect(at(earlier, "assistedRecord")).toEqual({ note: said.note, slip: said.slip });
  });

  it.each([
    ["priya", undefined],
    ["tom", said],
  ])("asks a broker how they heard it, and nobody else: %s", async (persona, spoken) => {
    const version = await versionOfMember(its, its.nadia);
    const wish = { memberId: its.nadia, version, spoken };
    for (const mutation of ["updateMember", "setCommunicationProfile"]) {
      const answer = await tell(its.bank.as(persona), change(mutation, "member { id }"), wish);
      expect(codesOf(answer), mutation).toEqual(["FORBIDDEN"]);
    }
  });

  it("puts a name back beside the person too", async () => {
    const version = await versionOfMember(its, its.nadia);
    const change = { memberId: its.nadia, version, firstName: "Nadja", spoken: said };
    await make(its.bank, "priya", ["updateMember", "member", change]);
    expect(await outcomeFor(its.nadia)).toBe("UNDONE");
    expect(at(await memberAt(its.nadia), "firstName")).toBe("nadia");
  });

  it("leaves a profile that somebody edited since, and brings a broker", async () => {
    await acts["updateMember"]?.(its);
    const recordId = textAt(await newest(its.bank, "priya", its.nadia), "id");
    tick(its.bank);
    const version = await versionOfMember(its, its.nadia);
    const later = { memberId: its.nadia, version, phone: "01632 960888" };
    await make(its.bank, "tom", ["updateMember", "member", later]);
    const done = await object(its.bank, "bela", { recordId, spoken: objected });
    expect(done).toMatchObject({ record: { objection: { outcome: "BROKER_LOOKS" } } });
    expect(at(await memberAt(its.nadia), "phone")).toBe("01632 960888");
  });

  it("ends a break, and a return from one", async () => {
    expect(await objectTo("pauseMembership")).toBe("UNDONE");
    expect(at(await memberAt(its.nadia), "status")).toBe("ACTIVE");
    await acts["pauseMembership"]?.(its);
    expect(await objectTo("resumeMembership")).toBe("UNDONE");
    expect(await memberAt(its.nadia)).toMatchObject({
      status: "PAUSED",
      pausedBy: by("Bela", "BROKER", "nadia"),
    });
    await acts["resumeMembership"]?.(its);
  });

  it("finds nothing left of a break that has ended", async () => {
    await acts["pauseMembership"]?.(its);
    const recordId = textAt(await newest(its.bank, "priya", its.nadia), "id");
    tick(its.bank);
    await acts["resumeMembership"]?.(its);
    const done = await object(its.bank, "bela", { recordId, spoken: objected });
    expect(done).toMatchObject({ record: { objection: { outcome: "NOTHING_LEFT" } } });
  });

  it("takes back an application, so that the same person can apply again", async () => {
    const memberId = (await acts["registerAssisted"]?.(its)) ?? "";
    const record = await newest(its.bank, "priya", memberId);
    expect(record).toMatchObject({ channel: "PHONE", note: "Yes please, on the phone." });
    expect(await outcomeFor(memberId)).toBe("UNDONE");
    expect(await memberAt(memberId)).toMatchObject({
      status: "LEFT",
      leftBy: by("Bela", "BROKER", "Nell"),
    });
  });

  it("takes back a yes to the code of conduct from who waits to join", async () => {
    const memberId = await entered(its, "Una");
    tick(its.bank);
    const yes = { memberId, note: "Yes, she said." };
    await make(its.bank, "priya", ["acceptCodeOfConduct", "member", yes]);
    expect(await newest(its.bank, "priya", memberId)).toMatchObject({ note: "Yes, she said." });
    expect(await outcomeFor(memberId)).toBe("UNDONE");
    expect(at(await memberAt(memberId), "codeOfConductAcceptedAt")).toBeNull();
  });

  it("brings a broker where somebody has left, because their hours have gone on", async () => {
    const memberId = (await acts["leaveHub"]?.(its)) ?? "";
    expect(at(await memberAt(memberId), "leftBy")).toEqual(by("priya", "BROKER", "Nan"));
    expect(await outcomeFor(memberId)).toBe("BROKER_LOOKS");
  });
});

describe("objecting to what was asked for in a member's name", () => {
  it("takes back a request to move, and says who asked and who took it back", async () => {
    expect(await objectTo("requestMove")).toBe("UNDONE");
    expect(at(await memberAt(its.nadia), "moveRequest")).toEqual({
      status: "WITHDRAWN",
      requestedBy: by("priya", "BROKER", "nadia"),
      answeredBy: by("Bela", "BROKER", "nadia"),
    });
  });

  it("takes back what the pot was asked, and leaves what it gave to a broker", async () => {
    const pot = "query ($id: ID!) { potRequest(id: $id) { status } }";
    await acts["requestPotSupport"]?.(its);
    const asked = "query ($id: ID!) { potRequests(memberId: $id, first: 1) { nodes { id } } }";
    const found = await its.bank.as("priya").must(asked, { id: its.nadia });
    const id = textAt(found, "potRequests.nodes.0.id");
    expect(await outcomeFor(its.nadia)).toBe("UNDONE");
    expect(at(await its.bank.as("priya").must(pot, { id }), "potRequest.status")).toBe("CANCELLED");
    tick(its.bank);
    await make(its.bank, "amina", [
      "giveCredits",
      "gift",
      { fromId: its.amina, to: { potOfHubId: its.bra }, minutes: 15 },
    ]);
    await acts["requestPotSupport"]?.(its);
    const again = await its.bank.as("priya").must(asked, { id: its.nadia });
    const yes = { potRequestId: textAt(again, "potRequests.nodes.0.id"), approve: true };
    await make(its.bank, "priya", ["decidePotSupport", "potRequest", yes]);
    expect(await outcomeFor(its.nadia)).toBe("BROKER_LOOKS");
  });

  it("frees a place in a group, and the minutes set aside for it", async () => {
    const held = async () =>
      at(await balance(its.bank, "priya", its.nadia), "reservedMinutes") ?? 0;
    const before = await held();
    const activityId = idOf(await group(its));
    await must(its.bank, "tom", ["joinGroupActivity", { activityId, partyId: its.nadia }]);
    expect(await held()).toBe(Number(before) + 15);
    const parts = `query ($id: ID!) { groupActivity(id: $id) { parts { role joinedBy ${actor} } } }`;
    const seen = await its.bank.as("priya").must(parts, { id: activityId });
    expect(at(seen, "groupActivity.parts.1.joinedBy")).toEqual(by("tom", "SUPPORTER", "nadia"));
    expect(await outcomeFor(its.nadia)).toBe("UNDONE");
    expect(await held()).toBe(before);
    const left = await its.bank.as("priya").must(parts, { id: activityId });
    expect(at(left, "groupActivity.parts")).toEqual([{ role: "GIVER", joinedBy: null }]);
  });

  it("leaves a group that has met to a broker", async () => {
    const activityId = idOf(await group(its));
    await must(its.bank, "tom", ["joinGroupActivity", { activityId, partyId: its.nadia }]);
    const recordId = textAt(await newest(its.bank, "priya", its.nadia), "id");
    const giving = { activityId, partyId: its.grace, role: "GIVER" };
    await must(its.bank, "grace", ["joinGroupActivity", giving]);
    const happenedOn = its.bank.now().slice(0, 10);
    const ran = { activityId, happenedOn, attendeeIds: [its.nadia, its.grace] };
    await must(its.bank, "priya", ["runGroupActivity", ran]);
    const done = await object(its.bank, "bela", { recordId, spoken: objected });
    expect(done).toMatchObject({ record: { objection: { outcome: "BROKER_LOOKS" } } });
  });

  it("is for a supporter only where they could do such a thing themselves", async () => {
    await acts["requestMove"]?.(its);
    const recordId = textAt(await newest(its.bank, "priya", its.nadia), "id");
    expect((await object(its.bank, "tom", { recordId })).codes).toEqual(["FORBIDDEN"]);
  });
});
