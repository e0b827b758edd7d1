import { describe, expect, it } from "vitest";
import {
  accept,
  ask,
  decline,
  type Mover,
  undoingOfAsking,
  whyNotAccept,
  whyNotAsk,
  withdraw,
} from "../../src/federation/decide/index.ts";
import type { MoveRequest } from "../../src/federation/model/index.ts";
import { anonymous, type Viewer } from "../../src/kernel/index.ts";

const now = "2026-02-01T10:00:00.000Z";
const grace: Mover = { id: "mem_grace", hubId: "hub_bra", status: "ACTIVE", isGuarded: false };
const viewer: Viewer = { ...anonymous, login: "per_grace", personId: "per_grace" };
const rob: Viewer = {
  ...{ ...anonymous, login: "per_rob", personId: "per_rob" },
  roles: [{ role: "BROKER", scopeId: "hub_sal" }],
};
const asking = {
  ...({ tie: "SELF", viewer, now, toHubId: "hub_sal" } as const),
  ...{ note: undefined, spoken: undefined },
};
const open: MoveRequest = {
  ...{ id: "mov_grace", memberId: "mem_grace", fromHubId: "hub_bra", toHubId: "hub_sal" },
  ...{ status: "OPEN", asked: { by: "per_grace", as: "MEMBER", at: now } },
  ...{ version: 1, receipts: [] },
};

describe("asking to move", () => {
  it.each(["ACTIVE", "PAUSED"])("is for who is %s", (status) => {
    expect(ask({ ...grace, status }, undefined, asking)).toMatchObject({ status: "OPEN" });
  });

  it.each(["APPLIED", "INTERVIEWED", "LEFT"])("is not for who is %s", (status) => {
    expect(ask({ ...grace, status }, undefined, asking)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });

  it("forgets the last answer when it is asked again", () => {
    const declined: MoveRequest = { ...open, status: "DECLINED", declineReason: "Full." };
    const again = ask(grace, declined, { ...asking, now: "2026-03-01T10:00:00.000Z" });
    expect(again).toMatchObject({ status: "OPEN", asked: { at: "2026-03-01T10:00:00.000Z" } });
    expect(again).not.toHaveProperty("declineReason");
  });

  it.each([
    ["a broker asks for a child", true, "BROKER", undefined],
    ["a guardian asks for a child", true, "GUARDIAN", undefined],
    ["a child alone asks", true, "SELF", "FORBIDDEN"],
    ["an adult asks", false, "SELF", undefined],
  ] as const)("when %s", (_case, isGuarded, tie, code) => {
    expect(whyNotAsk({ ...grace, isGuarded }, tie)?.code).toBe(code);
  });
});

describe("answering a request to move", () => {
  it("is for the brokers of the hub that is asked, and never about oneself", () => {
    expect(whyNotAccept(open, rob, undefined)).toBeUndefined();
    expect(whyNotAccept(open, rob, "GUARDIAN")?.code).toBe("FORBIDDEN");
    expect(whyNotAccept(open, viewer, "SELF")?.code).toBe("FORBIDDEN");
    const byRob = { ...open, asked: { ...open.asked, by: "per_rob" } };
    expect(whyNotAccept(byRob, rob, "BROKER")?.code).toBe("FORBIDDEN");
  });

  it.each(["ACCEPTED", "DECLINED", "WITHDRAWN"] as const)("is over once it is %s", (status) => {
    const over = { ...open, status };
    const refused = { code: "STATE_TRANSITION_INVALID" };
    expect(accept(over, grace, { now, viewer })).toMatchObject(refused);
    expect(decline(over, { now, viewer, reason: "Full." })).toMatchObject(refused);
    expect(withdraw(over, { now })).toMatchObject(refused);
  });
});

describe("who answered a request to move", () => {
  it("is a broker in their own work, and the member where it was taken back", () => {
    const byBroker = { by: "per_rob", byBroker: true };
    expect(accept(open, grace, { now, viewer: rob })).toMatchObject({ answeredBy: byBroker });
    expect(decline(open, { now, viewer: rob, reason: "Full." })).toMatchObject({
      answeredBy: byBroker,
    });
    expect(withdraw(open, { now, by: { viewer, tie: "SELF" } })).toMatchObject({
      answeredBy: { by: "per_grace", byBroker: false, partyId: "mem_grace" },
    });
    expect(withdraw(open, { now })).not.toHaveProperty("answeredBy");
  });
});

describe("objecting to a request to move", () => {
  const record = { createdAt: now, byPersonId: "per_grace" };
  it.each([
    ["it waits", open, record, "WITHDRAW"],
    ["they have moved", { ...open, status: "ACCEPTED" as const }, record, "BROKER"],
    ["it was declined", { ...open, status: "DECLINED" as const }, record, "NOTHING"],
    ["it was asked anew since", open, { ...record, createdAt: "2026-01-01" }, "NOTHING"],
    ["somebody else asked since", open, { ...record, byPersonId: "per_rob" }, "NOTHING"],
  ])("when %s", (_case, request, asked, undoing) => {
    expect(undoingOfAsking(request, asked)).toBe(undoing);
  });
});
