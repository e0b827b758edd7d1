import { describe, expect, it } from "vitest";
import { agree, end, hubAsked, mayAgree, propose } from "../../src/federation/decide/index.ts";
import {
  type InterHubAgreement,
  ProposeInterHub,
  pairOf,
} from "../../src/federation/model/index.ts";

const now = "2026-02-01T10:00:00.000Z";
const later = "2026-02-02T10:00:00.000Z";
const priya = { personId: "per_priya", login: "per_priya" };
const rob = { personId: "per_rob", login: "per_rob" };
const byBra = { limitMinutes: 300, byHubId: "hub_bra", by: priya, proposedAt: now };

const proposed: InterHubAgreement = {
  id: "agr_1",
  hubIds: ["hub_bra", "hub_sal"],
  status: "PROPOSED",
  proposal: byBra,
  createdAt: now,
  version: 1,
  receipts: [],
};
const { proposal: _answered, ...rest } = proposed;
const agreed: InterHubAgreement = { ...rest, status: "AGREED", limitMinutes: 300, agreedAt: now };
const ended: InterHubAgreement = { ...agreed, status: "ENDED", endedAt: now };

describe("proposing an agreement", () => {
  const fresh = { id: "agr_1", partnerHubId: "hub_bra" };

  it("puts the pair of hubs in one order, whoever proposes", () => {
    const bySal = { ...byBra, byHubId: "hub_sal", by: rob };
    expect(propose(undefined, bySal, fresh)).toMatchObject({
      status: "PROPOSED",
      hubIds: ["hub_bra", "hub_sal"],
    });
    expect(pairOf("hub_sal", "hub_bra")).toEqual(pairOf("hub_bra", "hub_sal"));
  });

  it("keeps the limit in force until the other hub agrees to a new one", () => {
    const next = propose(agreed, { ...byBra, limitMinutes: 600 }, fresh);
    expect(next).toMatchObject({ status: "AGREED", limitMinutes: 300 });
    expect(next).toMatchObject({ proposal: { limitMinutes: 600 } });
  });

  it("begins an ended agreement again", () => {
    expect(propose(ended, byBra, fresh)).toMatchObject({ status: "PROPOSED", limitMinutes: 300 });
  });

  it("lets the other hub answer with a limit of its own", () => {
    const next = propose(proposed, { ...byBra, byHubId: "hub_sal", by: rob }, fresh);
    expect(next).toMatchObject({ proposal: { byHubId: "hub_sal" } });
  });

  it.each([
    ["the limit is in force", agreed],
    ["this hub proposed it already", proposed],
  ])("refuses when %s", (_case, found) => {
    expect(propose(found, byBra, fresh)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });

  it.each([45, 0, -60, 72_015, 100, 60.5])("refuses a limit of %s minutes", (limitMinutes) => {
    const hub = (letter: string) => `hub_${letter.repeat(26)}`;
    const wish = {
      hubId: hub("A"),
      partnerHubId: hub("B"),
      limitMinutes,
      idempotencyKey: "a key of mine".replaceAll(" ", "-"),
    };
    expect(ProposeInterHub.safeParse(wish).success).toBe(false);
    expect(ProposeInterHub.safeParse({ ...wish, limitMinutes: 300 }).success).toBe(true);
    expect(
      ProposeInterHub.safeParse({ ...wish, limitMinutes: 300, partnerHubId: wish.hubId }).success,
    ).toBe(false);
  });
});

describe("agreeing", () => {
  it("brings the proposed limit into force", () => {
    const next = agree({ ...agreed, proposal: { ...byBra, limitMinutes: 600 } }, later);
    expect(next).toMatchObject({ status: "AGREED", limitMinutes: 600, agreedAt: later });
    expect(next).not.toHaveProperty("proposal");
  });

  it("clears the end of an agreement that begins again", () => {
    expect(agree({ ...ended, proposal: byBra }, later)).not.toHaveProperty("endedAt");
  });

  it("asks the hub that did not propose", () => {
    expect(hubAsked(proposed)).toBe("hub_sal");
    expect(hubAsked(agreed)).toBeUndefined();
  });

  it("never lets one person stand for both hubs", () => {
    expect(mayAgree(proposed, priya)).toMatchObject({ code: "FORBIDDEN" });
    expect(mayAgree(proposed, { login: "per_priya" })).toMatchObject({ code: "FORBIDDEN" });
    expect(mayAgree(proposed, rob)).toBeUndefined();
    expect(mayAgree({ ...proposed, proposal: { ...byBra, by: {} } }, {})).toBeUndefined();
  });

  it("refuses when nothing is proposed", () => {
    expect(agree(agreed, later)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });
});

describe("ending", () => {
  it("keeps the limit, for what was arranged before", () => {
    const next = end({ ...agreed, proposal: byBra }, later);
    expect(next).toMatchObject({ status: "ENDED", limitMinutes: 300, endedAt: later });
    expect(next).not.toHaveProperty("proposal");
  });

  it("turns down a first proposal", () => {
    expect(end(proposed, later)).toMatchObject({ status: "ENDED" });
  });

  it("refuses when it has ended", () => {
    expect(end(ended, later)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });
});
