import { beforeAll, describe, expect, it } from "vitest";
import { agreementBetween, lastAgreementBetween } from "../../src/federation/index.ts";
import { at, codesOf, newRequestKey, type TestBank, testBank, textAt } from "../support/api.ts";
import { change, county, giveRole, hub, mustTell, person, tell } from "./hubs.ts";

const fields = `agreement {
  id status limitMinutes version hubs { code }
  proposal { limitMinutes by { code } }
  clearing { hub { code } partner { code } balanceMinutes reservedMinutes }
}`;
const propose = change("proposeInterHub", fields);
const agree = change("agreeInterHub", fields);
const end = change("endInterHub", fields);
const list = `query ($hubId: ID!, $first: Int, $after: String) {
  interHubAgreements(hubId: $hubId, first: $first, after: $after) {
    nodes { id status limitMinutes hubs { code } clearing { balanceMinutes } }
    pageInfo { hasNextPage endCursor }
  }
}`;

let bank: TestBank;
let hubIds: { readonly BRA: string; readonly SAL: string; readonly THO: string };

beforeAll(async () => {
  bank = await testBank();
  const areaId = await county(bank);
  hubIds = {
    BRA: await hub(bank, { areaId, code: "BRA", broker: "priya" }),
    SAL: await hub(bank, { areaId, code: "SAL", broker: "rob" }),
    THO: await hub(bank, { areaId, code: "THO", broker: "lucy" }),
  };
});

const wish = () => ({ hubId: hubIds.BRA, partnerHubId: hubIds.SAL, limitMinutes: 300 });

describe("an agreement between two hubs", () => {
  let agreementId: string;

  it("is proposed by one hub's broker and not in force yet", async () => {
    const data = await mustTell(bank.as("priya"), propose, wish());
    agreementId = textAt(data, "proposeInterHub.agreement.id");
    expect(at(data, "proposeInterHub.agreement")).toMatchObject({
      status: "PROPOSED",
      limitMinutes: null,
      proposal: { limitMinutes: 300, by: { code: "BRA" } },
      version: 1,
    });
    expect(await agreementBetween(bank.table(), hubIds.SAL, hubIds.BRA)).toBeUndefined();
    expect(await lastAgreementBetween(bank.table(), hubIds.SAL, hubIds.BRA)).toBeUndefined();
  });

  it.each([
    ["the hub that proposed", "priya"],
    ["a broker of a third hub", "lucy"],
  ])("is not agreed to by %s", async (_case, persona) => {
    const answer = await tell(bank.as(persona), agree, { agreementId, version: 1 });
    expect(codesOf(answer)).toEqual(["FORBIDDEN"]);
  });

  it("is not agreed to by the person who proposed, whatever other hub they broker", async () => {
    const bothId = await person(bank, "both");
    await giveRole(bank, bothId, { role: "BROKER", scopeId: hubIds.BRA });
    await giveRole(bank, bothId, { role: "BROKER", scopeId: hubIds.THO });
    const data = await mustTell(bank.as("both"), propose, {
      hubId: hubIds.BRA,
      partnerHubId: hubIds.THO,
      limitMinutes: 300,
    });
    const both = { agreementId: textAt(data, "proposeInterHub.agreement.id"), version: 1 };
    expect(codesOf(await tell(bank.as("both"), agree, both))).toEqual(["FORBIDDEN"]);
  });

  it("is refused to those who saw another version", async () => {
    const answer = await tell(bank.as("rob"), agree, { agreementId, version: 7 });
    expect(codesOf(answer)).toEqual(["CONFLICT_VERSION"]);
  });

  it("comes into force when the other hub agrees, once for each key", async () => {
    const input = { agreementId, version: 1, idempotencyKey: newRequestKey() };
    const first = await mustTell(bank.as("rob"), agree, input);
    expect(at(first, "agreeInterHub.agreement")).toMatchObject({
      status: "AGREED",
      limitMinutes: 300,
      proposal: null,
      version: 2,
    });
    const again = await mustTell(bank.as("rob"), agree, input);
    expect(at(again, "agreeInterHub.replayed")).toBe(true);
    const other = await tell(bank.as("rob"), agree, { ...input, version: 2 });
    expect(codesOf(other)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const found = await agreementBetween(bank.table(), hubIds.SAL, hubIds.BRA);
    expect(found).toMatchObject({ id: agreementId, limitMinutes: 300 });
  });

  it("keeps its limit while another is proposed, and answers an old yes again", async () => {
    const input = { ...wish(), limitMinutes: 600, idempotencyKey: newRequestKey() };
    const data = await mustTell(bank.as("rob"), propose, {
      ...input,
      hubId: hubIds.SAL,
      partnerHubId: hubIds.BRA,
    });
    expect(at(data, "proposeInterHub.agreement")).toMatchObject({
      status: "AGREED",
      limitMinutes: 300,
      proposal: { limitMinutes: 600, by: { code: "SAL" } },
    });
    const yes = await mustTell(bank.as("priya"), agree, { agreementId, version: 3 });
    expect(at(yes, "agreeInterHub.agreement.limitMinutes")).toBe(600);
    const empty = await tell(bank.as("priya"), agree, { agreementId, version: 4 });
    expect(codesOf(empty)).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("shows everyone the limit, and only the two hubs how they stand", async () => {
    const open = await bank.anonymous.must(list, { hubId: hubIds.SAL });
    expect(at(open, "interHubAgreements.nodes")).toEqual([
      {
        id: agreementId,
        status: "AGREED",
        limitMinutes: 600,
        hubs: expect.arrayContaining([{ code: "BRA" }, { code: "SAL" }]),
        clearing: null,
      },
    ]);
    const clearing = [{ balanceMinutes: 0 }, { balanceMinutes: 0 }];
    const own = await bank.as("rob").must(list, { hubId: hubIds.SAL });
    expect(at(own, "interHubAgreements.nodes.0.clearing")).toEqual(clearing);
    const other = await bank.as("lucy").must(list, { hubId: hubIds.SAL });
    expect(at(other, "interHubAgreements.nodes.0.clearing")).toBeNull();
    await giveRole(bank, await person(bank, "ada"), { role: "AUDITOR", scopeId: hubIds.BRA });
    const auditor = await bank.as("ada").must(list, { hubId: hubIds.SAL });
    expect(at(auditor, "interHubAgreements.nodes.0.clearing")).toEqual(clearing);
  });

  it("is found by its id, and pages with cursors that cannot be forged", async () => {
    const one =
      "query ($id: ID!) { node(id: $id) { id __typename } interHubAgreement(id: $id) { id } }";
    expect(await bank.anonymous.must(one, { id: agreementId })).toMatchObject({
      node: { id: agreementId, __typename: "InterHubAgreement" },
      interHubAgreement: { id: agreementId },
    });
    const page = await bank.anonymous.must(list, { hubId: hubIds.BRA, first: 1 });
    expect(at(page, "interHubAgreements.pageInfo.hasNextPage")).toBe(true);
    const after = textAt(page, "interHubAgreements.pageInfo.endCursor");
    const next = await bank.anonymous.must(list, { hubId: hubIds.BRA, first: 1, after });
    expect(at(next, "interHubAgreements.nodes.0.id")).not.toBe(
      at(page, "interHubAgreements.nodes.0.id"),
    );
    for (const [forged, hubId] of [
      [after, hubIds.SAL],
      [`${after.slice(0, -4)}AAAA`, hubIds.BRA],
    ]) {
      const answer = await bank.anonymous.ask(list, { hubId, after: forged });
      expect(answer.errors).toHaveLength(1);
    }
    const unknown = await bank.anonymous.must(list, { hubId: agreementId });
    expect(at(unknown, "interHubAgreements")).toBeNull();
  });

  it("ends by either hub, and stays known to settle by", async () => {
    const stranger = await tell(bank.as("lucy"), end, { agreementId, version: 4 });
    expect(codesOf(stranger)).toEqual(["FORBIDDEN"]);
    const stale = await tell(bank.as("priya"), end, { agreementId, version: 3 });
    expect(codesOf(stale)).toEqual(["CONFLICT_VERSION"]);
    const input = { agreementId, version: 4, idempotencyKey: newRequestKey() };
    await mustTell(bank.as("priya"), end, input);
    const again = await mustTell(bank.as("priya"), end, input);
    expect(at(again, "endInterHub.replayed")).toBe(true);
    const twice = await tell(bank.as("rob"), end, { agreementId, version: 5 });
    expect(codesOf(twice)).toEqual(["STATE_TRANSITION_INVALID"]);
    const last = await lastAgreementBetween(bank.table(), hubIds.BRA, hubIds.SAL);
    expect(last).toMatchObject({ status: "ENDED", limitMinutes: 600 });
    expect(await agreementBetween(bank.table(), hubIds.BRA, hubIds.SAL)).toBeUndefined();
  });
});

describe("proposing", () => {
  it.each([
    ["the limit is too low", { limitMinutes: 45 }, "VALIDATION_FAILED"],
    ["the limit is too high", { limitMinutes: 72_015 }, "VALIDATION_FAILED"],
    ["the limit is not in quarter hours", { limitMinutes: 310 }, "VALIDATION_FAILED"],
    ["the id is no id", { partnerHubId: "SAL" }, "VALIDATION_FAILED"],
    ["there is no such hub", { partnerHubId: `hub_${"0".repeat(26)}` }, "NOT_FOUND"],
  ])("is refused when %s", async (_case, wrong, code) => {
    const answer = await tell(bank.as("priya"), propose, { ...wish(), ...wrong });
    expect(codesOf(answer)).toEqual([code]);
    expect(at(answer.data, "proposeInterHub.agreement")).toBeNull();
  });

  it("is for the hub's own broker and for stewards, once for each key", async () => {
    expect(codesOf(await tell(bank.anonymous, propose, wish()))).toEqual(["SIGN_IN_REQUIRED"]);
    expect(codesOf(await tell(bank.as("rob"), propose, wish()))).toEqual(["FORBIDDEN"]);
    expect(codesOf(await tell(bank.as("nobody"), propose, wish()))).toEqual(["FORBIDDEN"]);
    const input = {
      hubId: hubIds.SAL,
      partnerHubId: hubIds.THO,
      limitMinutes: 900,
      idempotencyKey: newRequestKey(),
    };
    await mustTell(bank.steward, propose, input);
    const again = await mustTell(bank.steward, propose, input);
    expect(at(again, "proposeInterHub.replayed")).toBe(true);
    const reused = await tell(bank.steward, propose, { ...input, limitMinutes: 300 });
    expect(codesOf(reused)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const same = await tell(bank.steward, propose, { ...input, idempotencyKey: newRequestKey() });
    expect(codesOf(same)).toEqual(["STATE_TRANSITION_INVALID"]);
  });
});
