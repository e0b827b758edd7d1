import { describe, expect, it } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import {
  announceClosing,
  arrive,
  beginClosing,
  callOffClosing,
  depart,
  finishClosing,
  hubStatusOf,
  join,
  whyNotCarried,
} from "../../src/membership/decide/index.ts";
import type { ActiveMember, Hub } from "../../src/membership/model/index.ts";
import { plainProfile } from "./profile.ts";

const now = "2026-02-01T10:00:00.000Z";
const noted = { note: "Birth certificate seen.", byPersonId: "per_priya", at: now };
const ellie: ActiveMember = {
  ...{ status: "ACTIVE", id: "mem_1", personId: "per_ellie", hubId: "hub_bra" },
  ...{ firstName: "Ellie", lastName: "Marsh", bornOn: "2017-05-05", phone: "01234 567890" },
  communication: { ...plainProfile, languages: ["bn"] },
  ...{ offersInWords: ["Drawing"], requestsInWords: ["Reading"], entry: { channel: "ONLINE" } },
  guardians: [{ personId: "per_amina", linkedAt: now, evidence: noted }],
  pastGuardians: [
    { personId: "per_omar", endedAt: now, byPersonId: "per_priya", reason: "Moved abroad." },
  ],
  references: [
    {
      ...{ refereeName: "Mrs Hill", relation: "teacher", note: "Shy at first." },
      ...{ takenOn: "2026-01-05", byPersonId: "per_priya" },
    },
  ],
  ...{ waivers: [], earlierIds: ["mem_0"], createdAt: now, version: 3, receipts: ["a:b"] },
  interview: { heldOn: "2026-01-05", note: "Her aunt was there too.", byPersonId: "per_priya" },
  activatedAt: now,
};
const move = { toId: "mem_2", toHubId: "hub_sal", at: "2026-03-01T10:00:00.000Z", by: "per_rob" };

describe("a membership that goes on in another hub", () => {
  it("brings what the person told and what was shown, and the way back", () => {
    expect(arrive(ellie, move)).toMatchObject({
      ...{ id: "mem_2", hubId: "hub_sal", status: "ACTIVE", version: 1, receipts: [] },
      ...{ firstName: "Ellie", phone: "01234 567890", communication: { languages: ["bn"] } },
      ...{ guardians: ellie.guardians, earlierIds: ["mem_1", "mem_0"] },
      references: [{ refereeName: "Mrs Hill", takenOn: "2026-01-05" }],
      interview: { heldOn: "2026-01-05" },
    });
  });

  it("leaves behind what brokers wrote for their own use, and why guardians ended", () => {
    const told = JSON.stringify(arrive(ellie, move));
    for (const word of ["Shy", "aunt", "abroad"]) expect(told).not.toContain(word);
  });

  it("ends here, and the guardians' voice with it", () => {
    const left = depart(ellie, move);
    expect(left).toMatchObject({ status: "LEFT", movedToId: "mem_2", guardians: [], version: 4 });
    expect(left.pastGuardians.map((one) => one.personId)).toEqual(["per_omar", "per_amina"]);
  });

  it("becomes one with a membership that was there", () => {
    const there = { ...ellie, id: "mem_9", guardians: [], earlierIds: ["mem_8"] };
    expect(join(there, ellie)).toMatchObject({
      ...{ id: "mem_9", guardians: ellie.guardians, version: 4 },
      earlierIds: ["mem_1", "mem_0", "mem_8"],
    });
  });
});

describe("an account that is to be carried over", () => {
  it.each([
    ["minutes are set aside", { reservedMinutes: 15, status: "OPEN" }, "HOURS_SET_ASIDE"],
    [
      "minutes are promised to it",
      { reservedMinutes: 0, promisedMinutes: 15, status: "OPEN" },
      "HOURS_SET_ASIDE",
    ],
    ["it is stopped", { reservedMinutes: 0, status: "FROZEN" }, "ACCOUNT_FROZEN"],
    ["nothing is under way", { reservedMinutes: 0, status: "OPEN" }, undefined],
  ])("when %s", (_case, account, code) => {
    expect(whyNotCarried(account)?.code).toBe(code);
  });
});

const hub = (id: string, more: Partial<Hub> = {}): Hub => ({
  ...{ id, name: id, code: "BRA", areaId: "are_1", areaPath: ["are_1"] },
  ...{ createdAt: now, version: 1, receipts: [] },
  ...more,
});
const said = { reason: "Two become one.", announcedAt: now, announcedBy: "per_stella" };

describe("a hub's end", () => {
  const both = announceClosing(hub("hub_bra"), hub("hub_sal"), said);
  if (isRefusal(both)) throw new Error(both.message);

  it("is announced a week before, and known to the successor", () => {
    expect(hubStatusOf(both.hub)).toBe("CLOSING");
    expect(both.hub.closing?.movesFrom).toBe("2026-02-08T10:00:00.000Z");
    expect(both.successor.takesOverIds).toEqual(["hub_bra"]);
  });

  it("can be called off until it has begun, and leaves no trace then", () => {
    const stays = callOffClosing(both.hub, both.successor);
    expect(stays).toMatchObject({ successor: { takesOverIds: [] } });
    expect(isRefusal(stays) ? stays : hubStatusOf(stays.hub)).toBe("OPEN");
    const begun = beginClosing(both.hub, now);
    expect(callOffClosing(begun, both.successor)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });

  it("is reached when everything was carried over", () => {
    const done = finishClosing(beginClosing(both.hub, now), both.successor, now);
    expect(hubStatusOf(done.hub)).toBe("CLOSED");
    expect(done.successor.takesOverIds).toEqual([]);
  });
});
