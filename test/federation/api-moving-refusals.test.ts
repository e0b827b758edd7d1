import { beforeAll, describe, expect, it } from "vitest";
import { agreed } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, codesOf, newRequestKey } from "../support/api.ts";
import { joined } from "./closing-town.ts";
import { change, giveRole } from "./hubs.ts";
import { ask, asked, codes, does, memberAs, type Setting, setting, wrong } from "./moves.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const unknown = (id: string) => `${id.slice(0, 4)}${"0".repeat(26)}`;
const toSal = () => ({ memberId: its.grace, toHubId: its.sal });

describe("asking to move", () => {
  it.each<[string, string, () => object, string]>([
    ["there is no such member", "grace", () => ({ memberId: unknown(its.grace) }), "NOT_FOUND"],
    ["it is somebody else", "tom", () => ({}), "NOT_FOUND"],
    ["it is another hub's broker", "rob", () => ({}), "NOT_FOUND"],
    ["it is a steward", "steward", () => ({}), "NOT_FOUND"],
    ["there is no such hub", "grace", () => ({ toHubId: unknown(its.sal) }), "NOT_FOUND"],
    ["a broker does not say how they heard it", "priya", () => ({}), "FORBIDDEN"],
    ["the member says they heard it", "grace", () => ({ spoken: heard }), "FORBIDDEN"],
    ["it is the hub they are in", "grace", () => ({ toHubId: its.bra }), "VALIDATION_FAILED"],
    ["the note says nothing", "grace", () => ({ note: " " }), "VALIDATION_FAILED"],
  ])("is refused when %s", async (_case, persona, change, code) => {
    expect(await codes(its, persona, ["requestMove", { ...toSal(), ...change() }])).toEqual([code]);
  });

  it("is refused to who is not signed in", async () => {
    const { anonymous } = its.bank;
    const answer = await anonymous.ask(change("requestMove", ""), {
      input: { ...toSal(), idempotencyKey: newRequestKey() },
    });
    expect(codesOf(answer)).toEqual(["SIGN_IN_REQUIRED"]);
  });

  it("is done once for each key, and once at a time", async () => {
    const input = { ...toSal(), note: "I live there now.", idempotencyKey: "move-key-1" };
    const first = await ask(its, "grace", ["requestMove", input]);
    const again = await ask(its, "grace", ["requestMove", input]);
    expect(at(again.data, "requestMove.replayed")).toBe(true);
    expect(at(again.data, "requestMove.moveRequest")).toEqual(
      at(first.data, "requestMove.moveRequest"),
    );
    const other = { ...input, note: "Another reason." };
    expect(await codes(its, "grace", ["requestMove", other])).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await codes(its, "grace", ["requestMove", toSal()])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is refused to who has applied to the other hub already", async () => {
    const input = { hubId: its.sal, firstName: "tom", lastName: "Test", bornOn: "1985-05-05" };
    const applied = await make(its.bank, "tom", ["apply", "member", input]);
    const wish = { memberId: its.tom, toHubId: its.sal };
    expect(await codes(its, "tom", ["requestMove", wish])).toEqual(["ALREADY_MEMBER"]);
    await make(its.bank, "tom", ["leaveHub", "member", { memberId: applied }]);
  });
});

const heard = { channel: "PHONE", note: "She rang." };

describe("a request to move", () => {
  const list = `query ($hubId: ID!) { moveRequests(hubId: $hubId) {
    nodes { id note status mover { firstName phone } member { id } }
  } }`;
  const one = "query ($id: ID!) { moveRequest(id: $id) { status mover { firstName } } }";

  it("is listed to the brokers of the hub that is asked, and to nobody else", async () => {
    const data = await its.bank.as("rob").must(list, { hubId: its.sal });
    expect(at(data, "moveRequests.nodes")).toEqual([
      expect.objectContaining({
        ...{ note: "I live there now.", status: "OPEN", member: null },
        mover: { firstName: "grace", phone: null },
      }),
    ]);
    for (const other of [its.bank.as("priya"), its.bank.as("grace"), its.bank.anonymous]) {
      const answer = await other.must(list, { hubId: its.sal });
      expect(at(answer, "moveRequests")).toBeNull();
    }
  });

  it("is seen by the member, her broker and the broker who is asked, and nobody else", async () => {
    const id = `mov${its.grace.slice(3)}`;
    for (const persona of ["grace", "priya", "rob"]) {
      const data = await its.bank.as(persona).must(one, { id });
      expect(at(data, "moveRequest.mover.firstName")).toBe("grace");
    }
    for (const other of [its.bank.as("tom"), its.bank.steward, its.bank.anonymous]) {
      expect(at(await other.must(one, { id }), "moveRequest")).toBeNull();
    }
  });

  it("is answered by the other hub's broker alone, and no comes with a reason", async () => {
    const moveRequestId = `mov${its.grace.slice(3)}`;
    const no = { moveRequestId, reason: "We are full until spring." };
    expect(await codes(its, "tom", ["acceptMove", { moveRequestId }])).toEqual(["NOT_FOUND"]);
    expect(await codes(its, "grace", ["acceptMove", { moveRequestId }])).toEqual(["FORBIDDEN"]);
    expect(await codes(its, "priya", ["declineMove", no])).toEqual(["FORBIDDEN"]);
    expect(await codes(its, "rob", ["withdrawMove", { moveRequestId }])).toEqual(["FORBIDDEN"]);
    const declined = await does(its, "rob", ["declineMove", no]);
    expect(declined).toMatchObject({ status: "DECLINED", declineReason: no.reason, mover: null });
    for (const name of ["acceptMove", "withdrawMove"]) {
      const persona = name === "acceptMove" ? "rob" : "grace";
      expect(await codes(its, persona, [name, { moveRequestId }])).toEqual([
        "STATE_TRANSITION_INVALID",
      ]);
    }
    const data = await its.bank.as("rob").must(list, { hubId: its.sal });
    expect(at(data, "moveRequests.nodes")).toEqual([]);
  });

  it("can be asked again after a no, and taken back", async () => {
    const moveRequestId = await asked(its, "grace", its.grace);
    const back = await does(its, "grace", ["withdrawMove", { moveRequestId }]);
    expect(back).toMatchObject({ status: "WITHDRAWN", declineReason: null });
  });
});

describe("a broker", () => {
  it("does not take themselves in, nor whom they asked for", async () => {
    await giveRole(its.bank, await personOf("grace"), { role: "BROKER", scopeId: its.sal });
    const own = await asked(its, "grace", its.grace);
    expect(await codes(its, "grace", ["acceptMove", { moveRequestId: own }])).toEqual([
      "FORBIDDEN",
    ]);
    await giveRole(its.bank, await personOf("priya"), { role: "BROKER", scopeId: its.sal });
    const wish = { memberId: its.nadia, toHubId: its.sal, spoken: heard };
    const request = await does(its, "priya", ["requestMove", wish]);
    expect(await codes(its, "priya", ["acceptMove", { moveRequestId: at(request, "id") }])).toEqual(
      ["FORBIDDEN"],
    );
    await does(its, "grace", ["withdrawMove", { moveRequestId: own }]);
  });
});

const personOf = async (persona: string): Promise<string> =>
  String(at(await its.bank.as(persona).must("{ me { person { id } } }"), "me.person.id"));

describe("accepting a move", () => {
  it("waits until nothing is set aside and the account is not stopped", async () => {
    const exchange = await agreed(its, { minutes: 30 });
    const moveRequestId = await asked(its, "amina", its.amina);
    const accept = ["acceptMove", { moveRequestId }] as const;
    expect(await codes(its, "rob", accept)).toEqual(["HOURS_SET_ASIDE"]);
    await make(its.bank, "amina", [
      "cancelExchange",
      "exchange",
      { exchangeId: at(exchange, "id") },
    ]);
    const frozen = { accountId: `acc${its.amina.slice(3)}`, reason: "A question is open." };
    await make(its.bank, "priya", ["freezeAccount", "account", frozen]);
    expect(await codes(its, "rob", accept)).toEqual(["ACCOUNT_FROZEN"]);
    await make(its.bank, "priya", ["unfreezeAccount", "account", frozen]);
    expect(at(await memberAs(its.bank.as("amina"), its.amina), "status")).toBe("ACTIVE");
  });

  it("is refused once the member has left or joined the other hub otherwise", async () => {
    const zoe = await joined(its, "zoe", [its.bra, "priya"]);
    const moveRequestId = await asked(its, "zoe", zoe);
    await joined(its, "zoe", [its.sal, "rob"]);
    const accept = ["acceptMove", { moveRequestId }] as const;
    expect(await codes(its, "rob", accept)).toEqual(["ALREADY_MEMBER"]);
    await make(its.bank, "zoe", ["leaveHub", "member", { memberId: zoe }]);
    expect(await codes(its, "rob", accept)).toEqual(["STATE_TRANSITION_INVALID"]);
    await does(its, "rob", ["declineMove", { moveRequestId, reason: "Is here already." }]);
  });

  it("replays the first answer", async () => {
    const moveRequestId = `mov${its.amina.slice(3)}`;
    const input = { moveRequestId, idempotencyKey: "accept-key-1" };
    const first = await ask(its, "rob", ["acceptMove", input]);
    expect(codesOf(first)).toEqual([]);
    const again = await ask(its, "rob", ["acceptMove", input]);
    expect(at(again.data, "acceptMove.replayed")).toBe(true);
    expect(at(again.data, "acceptMove.moveRequest.newMember")).toEqual(
      at(first.data, "acceptMove.moveRequest.newMember"),
    );
    const anew = await codes(its, "rob", ["acceptMove", { moveRequestId }]);
    expect(anew).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await wrong(its)).toEqual([]);
  });
});
