import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { idOf } from "../exchanges/setting.ts";
import type { Json } from "../support/api.ts";
import { hold, seen, smallChild, tries, type Watched, watchedTown } from "./town.ts";

type Input = { readonly [field: string]: unknown };

let its: Watched;
beforeEach(async () => {
  its = await watchedTown();
});

/** Priya plans something that Grace gives and the school sponsors. */
const plan = (wish: Input = {}) =>
  tries(its.bank, "priya", [
    "planGroupActivity",
    {
      ...{ hubId: its.bra, what: "Singing", plannedFor: "2026-01-10T10:00:00Z" },
      ...{ givers: [{ partyId: its.grace, minutes: 60 }], sponsorId: its.school },
      ...wish,
    },
  ]);

const joins = (persona: string, activity: Json, wish: Input) =>
  tries(its.bank, persona, ["joinGroupActivity", { activityId: idOf(activity), ...wish }]);
const graceGives = (activity: Json) =>
  joins("grace", activity, { partyId: its.grace, role: "GIVER" });
const aminaComes = (activity: Json) => joins("amina", activity, { partyId: its.amina });
const jackComes = (activity: Json) => joins("tom", activity, { partyId: its.jack });

const hasJoined = expect.objectContaining({ status: "PLANNED" });
const asks = (wish: Input) =>
  tries(its.bank, "leah", [
    "setRequirement",
    {
      ...{ hubId: its.bra, need: "CLEARANCE", clearance: "FIRST_AID", reason: "To be safe." },
      ...wish,
    },
  ]);

describe("the plan of a group activity", () => {
  it("keeps the kind of help, the place and how they meet; in person where nothing was said", async () => {
    const said = { placeKind: "PUBLIC_PLACE", channel: "PHONE" };
    const planned = await plan({ ...said, categoryId: its.garden });
    expect(planned).toMatchObject({ ...said, category: { slug: "garden" } });
    expect(await plan()).toMatchObject({ channel: "IN_PERSON", placeKind: null, category: null });
  });

  it("does not find a kind of help that is not there, nor one for qualified people", async () => {
    expect(await plan({ categoryId: newId("cat") })).toBe("NOT_FOUND");
    expect(await plan({ categoryId: its.nursing })).toBe("REGULATED_ACTIVITY");
  });
});

describe("joining a group activity", () => {
  it("waits for what the hub asks of whoever gives that kind of help, and of nobody else", async () => {
    await asks({ categoryId: its.garden });
    const activity = await plan({ categoryId: its.garden });
    expect(await aminaComes(activity)).toEqual(hasJoined);
    expect(await graceGives(activity)).toBe("CLEARANCE_REQUIRED");
    expect(await graceGives(await plan())).toEqual(hasJoined);
    await tries(its.bank, "leah", ["grantClearance", seen(its.grace, { kind: "FIRST_AID" })]);
    expect(await graceGives(activity)).toEqual(hasJoined);
  });

  it("needs insurance for that kind of help where the hub asks for it", async () => {
    await asks({ need: "COVER", clearance: undefined, categoryId: its.garden });
    const activity = await plan({ categoryId: its.garden });
    expect(await graceGives(activity)).toBe("COVER_REQUIRED");
    expect(await aminaComes(activity)).toBe("COVER_REQUIRED");
    const cover = { holderId: its.bra, insurer: "Fairweather", from: "2026-01-01" };
    await tries(its.bank, "leah", ["addCover", { ...cover, until: "2026-12-31" }]);
    expect(await graceGives(activity)).toEqual(hasJoined);
  });

  it("brings children and adults together only where somebody looks on, whoever is first", async () => {
    const activity = await plan();
    expect(await jackComes(activity)).toEqual(hasJoined);
    expect(await graceGives(activity)).toBe("SUPERVISION_REQUIRED");
    const second = await plan();
    expect(await graceGives(second)).toEqual(hasJoined);
    expect(await jackComes(second)).toBe("SUPERVISION_REQUIRED");
    const watched = await plan({ placeKind: "SUPERVISED_PLACE" });
    expect([await graceGives(watched), await jackComes(watched)]).toEqual([hasJoined, hasJoined]);
    const online = await plan({ channel: "ONLINE" });
    expect([await graceGives(online), await jackComes(online)]).toEqual([hasJoined, hasJoined]);
  });

  it("is for a child anywhere with a guardian who is there too", async () => {
    const activity = await plan();
    await graceGives(activity);
    expect(await joins("tom", activity, { partyId: its.tom })).toEqual(hasJoined);
    expect(await jackComes(activity)).toEqual(hasJoined);
  });

  it("of a small child with who minds it for long needs a childminder", async () => {
    const rosa = await smallChild(its);
    const place = { placeKind: "SUPERVISED_PLACE", categoryId: its.minding };
    const activity = await plan({ ...place, givers: [{ partyId: its.grace, minutes: 150 }] });
    expect(await graceGives(activity)).toEqual(hasJoined);
    const comes = { partyId: rosa };
    expect(await joins("amina", activity, comes)).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    const short = await plan({ ...place, givers: [{ partyId: its.grace, minutes: 120 }] });
    await graceGives(short);
    expect(await joins("amina", short, comes)).toEqual(hasJoined);
  });

  it("is no lone visit in the open, and is one in a home where two have joined", async () => {
    await asks({ circumstance: "LONE_VISIT" });
    const open = await plan();
    expect([await graceGives(open), await aminaComes(open)]).toEqual([hasJoined, hasJoined]);
    const home = await plan({ placeKind: "PROVIDER_HOME" });
    expect(await graceGives(home)).toEqual(hasJoined);
    expect(await aminaComes(home)).toBe("CLEARANCE_REQUIRED");
  });

  it("is for nobody who is to start nothing new, and nobody else is held back by it", async () => {
    const activity = await plan();
    await graceGives(activity);
    await hold(its, "NO_NEW_EXCHANGES", its.amina);
    expect(await aminaComes(activity)).toBe("NOT_POSSIBLE_NOW");
    expect(await joins("tom", activity, { partyId: its.tom })).toEqual(hasJoined);
    its.bank.at("2026-01-12T09:00:00Z");
    expect(await aminaComes(activity)).toEqual(hasJoined);
  });

  it("adds nobody to help by who is to start nothing new; what was joined before stays", async () => {
    const activity = await plan();
    expect([await graceGives(activity), await aminaComes(activity)]).toEqual([
      hasJoined,
      hasJoined,
    ]);
    await hold(its, "NO_NEW_EXCHANGES", its.grace);
    expect(await joins("tom", activity, { partyId: its.tom })).toBe("NOT_POSSIBLE_NOW");
    its.bank.at("2026-01-10T12:00:00Z");
    const parties = [its.grace, its.amina];
    await joins("nora", activity, { partyId: its.school, role: "SPONSOR" });
    const ran = { activityId: idOf(activity), happenedOn: "2026-01-10", attendeeIds: parties };
    expect(await tries(its.bank, "priya", ["runGroupActivity", ran])).toMatchObject({
      status: "RUN",
    });
  });

  it("works for a business where a broker planned it, and so has looked", async () => {
    const forBusiness = { sponsorId: its.cafe };
    expect(await graceGives(await plan(forBusiness))).toEqual(hasJoined);
    const byCafe = { ...forBusiness, organiserId: its.cafe };
    expect(await graceGives(await plan(byCafe))).toBe("DISPLACEMENT_NOT_CLEARED");
  });

  it("reads what holds once, however many give", async () => {
    const reads = async (activity: Json) => {
      await graceGives(activity);
      its.bank.usage.reset();
      await aminaComes(activity);
      return { read: its.bank.usage.readUnits(), written: its.bank.usage.writeUnits() };
    };
    const one = await reads(await plan());
    const named = await reads(await plan({ categoryId: its.garden }));
    expect(named).toEqual({ read: one.read + 1, written: one.written });
  });
});
