import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json, testBank } from "../support/api.ts";
import {
  ask,
  childMember,
  marlshire,
  member,
  must,
  person,
  personIdOf,
  type Setting,
} from "./setting.ts";

let setting: Setting;
let memberId: string;

beforeAll(async () => {
  setting = await marlshire(await testBank());
  memberId = await member(setting, "amina");
  const personId = await person(setting.bank, "una");
  const { hubId } = setting;
  const role = { personId, role: "AUDITOR", scopeId: hubId, reason: "Checks the books." };
  await must(setting.bank.steward, "grantRole", role);
});

async function versionOf(id: string): Promise<number> {
  const found = await setting.bank
    .as("priya")
    .must(`query ($id: ID!) { member(id: $id) { version } }`, { id });
  return Number(at(found, "member.version"));
}

async function set(persona: string, limits: object, id = memberId) {
  const wish = { memberId: id, version: await versionOf(id), reason: "Talked it over." };
  return ask(setting.bank.as(persona), "setMemberLimits", { ...wish, ...limits });
}

async function clear(persona: string, id = memberId) {
  const wish = { memberId: id, version: await versionOf(id), reason: "Not needed now." };
  return ask(setting.bank.as(persona), "clearMemberLimits", wish);
}

const limitFields = `
  floor { minutes source } ceiling { minutes source } isCeilingHard isCeilingHardFrom until
  giving { day { minutes source } year { minutes source } }
  spending { week { minutes source } } leastGap { minutes source }
  changes(first: 10) { nodes {
    at reason by { firstName } exception { floorMinutes until givingLimits { dayMinutes } }
  } }
`;

/** What a persona finds by id: null where it is not theirs to know. */
async function seen(persona: string, id = memberId): Promise<Json> {
  const document = `query ($id: ID!) { memberLimits(memberId: $id) { ${limitFields} } }`;
  return at(await setting.bank.as(persona).must(document, { id }), "memberLimits");
}

const floorOf = async (id = memberId) => at(await seen("priya", id), "floor");

describe("limits of one member", () => {
  it("hold in place of the hub's, one by one, and say where each comes from", async () => {
    const until = "2026-03-01T00:00:00.000Z";
    const limits = { floorMinutes: -600, givingLimits: { dayMinutes: 120 }, until };
    expect((await set("priya", limits)).codes).toEqual([]);
    expect(await seen("priya")).toMatchObject({
      floor: { minutes: -600, source: "MEMBER" },
      ceiling: { minutes: 2400, source: "HUB" },
      isCeilingHard: false,
      isCeilingHardFrom: "HUB",
      until,
      giving: {
        day: { minutes: 120, source: "MEMBER" },
        year: { minutes: null, source: "HUB" },
      },
      leastGap: { minutes: null, source: "HUB" },
    });
    const account = `query ($id: ID!) { member(id: $id) { account { floorMinutes } } }`;
    const own = await setting.bank.as("amina").must(account, { id: memberId });
    expect(at(own, "member.account.floorMinutes")).toBe(-600);
  });

  it("can allow more in a day than the hub does, and take the limit of the week away", async () => {
    expect(
      (await set("priya", { givingLimits: { dayMinutes: 60, weekMinutes: 0 } })).codes,
    ).toEqual([]);
  });

  it("take the place of what was set before, and end on their day", async () => {
    await set("priya", { floorMinutes: -450, until: "2026-02-01T00:00:00Z" });
    expect(at(await seen("priya"), "giving.day.source")).toBe("HUB");
    const now = setting.bank.now();
    setting.bank.at("2026-01-31T23:59:59.999Z");
    expect(await floorOf()).toEqual({ minutes: -450, source: "MEMBER" });
    setting.bank.at("2026-02-01T00:00:00Z");
    expect(await floorOf()).toEqual({ minutes: -300, source: "HUB" });
    setting.bank.at(now);
  });

  it("go back to the hub's when a broker lifts them, once", async () => {
    await set("priya", { floorMinutes: 0 });
    expect((await clear("priya")).codes).toEqual([]);
    expect(await floorOf()).toEqual({ minutes: -300, source: "HUB" });
    expect((await clear("priya")).codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("are noted for ever with who, when and why, newest first", async () => {
    const before = at(await seen("amina"), "changes.nodes");
    await set("priya", { floorMinutes: -150 });
    await clear("priya");
    const changes = at(await seen("amina"), "changes.nodes");
    expect(Array.isArray(changes) && changes.slice(0, 2)).toEqual([
      {
        at: setting.bank.now(),
        reason: "Not needed now.",
        by: { firstName: "priya" },
        exception: null,
      },
      {
        at: setting.bank.now(),
        reason: "Talked it over.",
        by: { firstName: "priya" },
        exception: { floorMinutes: -150, until: null, givingLimits: null },
      },
    ]);
    expect(Array.isArray(changes) && changes.slice(2)).toEqual(before);
  });

  it("are read by the member, their broker and the hub's auditor, and by nobody else", async () => {
    await person(setting.bank, "nosy");
    for (const persona of ["amina", "priya", "una"]) {
      expect(await seen(persona)).toMatchObject({ isCeilingHard: false });
    }
    for (const persona of ["nosy", "rob", "steward"]) expect(await seen(persona)).toBeNull();
    expect(await seen("priya", "mem_00000000000000000000000000")).toBeNull();
  });

  it("leave a child under 13 at zero, and are read by the guardian", async () => {
    const child = await childMember(setting, { name: "Idris", guardian: "amina" });
    expect((await set("priya", { floorMinutes: -600 }, child)).codes).toEqual([]);
    expect(at(await seen("amina", child), "floor")).toEqual({ minutes: 0, source: "AGE" });
  });
});

describe("setting limits of one member", () => {
  it("is for a broker of the hub, and never for oneself or one's own child", async () => {
    const child = await childMember(setting, { name: "Ada", guardian: "amina" });
    const friend = await member(setting, "walter");
    for (const id of [memberId, child]) {
      expect((await set("amina", { floorMinutes: 0 }, id)).codes).toEqual(["FORBIDDEN"]);
      expect((await set("una", { floorMinutes: 0 }, id)).codes).toEqual(["NOT_FOUND"]);
      expect((await clear("amina", id)).codes).toEqual(["FORBIDDEN"]);
    }
    const personId = await personIdOf(setting.bank.as("amina"));
    const { hubId } = setting;
    const role = { personId, role: "BROKER", scopeId: hubId, reason: "Helps out." };
    await must(setting.bank.steward, "grantRole", role);
    expect((await set("amina", { floorMinutes: -600 })).codes).toEqual(["FORBIDDEN"]);
    expect((await set("amina", { floorMinutes: -600 }, child)).codes).toEqual(["FORBIDDEN"]);
    expect((await clear("amina", child)).codes).toEqual(["FORBIDDEN"]);
    expect((await set("amina", { floorMinutes: -600 }, friend)).codes).toEqual([]);
  });

  it.each([
    [{}, undefined],
    [{ givingLimits: {} }, undefined],
    [{ floorMinutes: -1215 }, "floorMinutes"],
    [{ ceilingMinutes: 285 }, "ceilingMinutes"],
    [{ leastGapMinutes: 1455 }, "leastGapMinutes"],
    [{ spendingLimits: { dayMinutes: 20 } }, "spendingLimits.dayMinutes"],
    [{ givingLimits: { dayMinutes: 75, weekMinutes: 60 } }, "givingLimits.dayMinutes"],
    [{ floorMinutes: 0, until: "2026-01-05T09:00:00.000Z" }, "until"],
    [{ floorMinutes: 0, reason: "  " }, "reason"],
  ])("is refused with %j, and nothing is noted", async (limits, field) => {
    const before = at(await seen("priya"), "changes.nodes");
    const outcome = await set("priya", limits);
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    const path = field === undefined ? ["input"] : ["input", ...field.split(".")];
    expect(at(outcome.errors, "0.path")).toEqual(path);
    expect(at(await seen("priya"), "changes.nodes")).toEqual(before);
  });

  it("is no more possible when the member has left", async () => {
    const leaver = await member(setting, "leaver");
    await must(setting.bank.as("leaver"), "leaveHub", { memberId: leaver });
    const outcome = await set("priya", { floorMinutes: 0 }, leaver);
    expect(outcome.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });
});
