import { beforeEach, describe, expect, it } from "vitest";
import { cleaning, idOf, versionOf } from "../exchanges/setting.ts";
import { at } from "../support/api.ts";
import { seen, smallChild, tries, type Watched, watchedTown } from "./town.ts";

let its: Watched;
beforeEach(async () => {
  its = await watchedTown();
});

type Input = { readonly [field: string]: unknown };

const isAgreed = expect.objectContaining({ status: "AGREED" });

/** Grace mentors Ellie, and her mother Amina pays. */
const mentoring = (wish: Input = {}) => ({
  ...{ providerId: its.grace, recipientId: its.ellie, payerId: its.amina },
  ...{ what: "Reading", rhythm: "Mondays" },
  ...{ sessionCount: 4, sessionMinutes: 15 },
  ...wish,
});

async function series(wish: Input = {}) {
  const proposal = await tries(its.bank, "amina", ["startSeries", mentoring(wish)]);
  const yes = await tries(its.bank, "grace", ["agreeSeries", { seriesId: idOf(proposal) }]);
  return { seriesId: idOf(proposal), yes };
}

const session = (seriesId: string) =>
  tries(its.bank, "grace", ["startSeriesSession", { seriesId }]);

describe("mentoring a child", () => {
  it("needs a supervised place, or the phone", async () => {
    expect((await series()).yes).toBe("SUPERVISION_REQUIRED");
    expect((await series({ placeKind: "RECIPIENT_HOME" })).yes).toBe("SUPERVISION_REQUIRED");
    expect((await series({ placeKind: "SUPERVISED_PLACE" })).yes).toEqual(isAgreed);
    expect((await series({ channel: "PHONE" })).yes).toEqual(isAgreed);
  });

  it("is looked at again when each session begins", async () => {
    const { bank, bra, grace } = its;
    const { seriesId } = await series({ placeKind: "SUPERVISED_PLACE" });
    expect(await session(seriesId)).toEqual(isAgreed);
    const asked = { hubId: bra, circumstance: "WITH_CHILD", reason: "To be safe." };
    const need = { need: "CLEARANCE", clearance: "SAFEGUARDING_TRAINING" };
    await tries(bank, "leah", ["setRequirement", { ...asked, ...need }]);
    expect(await session(seriesId)).toBe("CLEARANCE_REQUIRED");
    const training = seen(grace, { kind: "SAFEGUARDING_TRAINING" });
    await tries(bank, "leah", ["grantClearance", training]);
    expect(await session(seriesId)).toEqual(isAgreed);
  });

  it("keeps its kind of help, so that what is asked for it counts", async () => {
    const { bank, bra, garden } = its;
    const place = { placeKind: "SUPERVISED_PLACE" };
    const proposal = await tries(bank, "amina", [
      "startSeries",
      mentoring({ ...place, categoryId: garden }),
    ]);
    expect(at(proposal, "category.slug")).toBe("garden");
    const need = { need: "CLEARANCE", clearance: "FIRST_AID", reason: "Sharp tools." };
    await tries(bank, "leah", ["setRequirement", { hubId: bra, categoryId: garden, ...need }]);
    const yes = { seriesId: idOf(proposal) };
    expect(await tries(bank, "grace", ["agreeSeries", yes])).toBe("CLEARANCE_REQUIRED");
  });
});

describe("minding a small child", () => {
  const minds = async (wish: Input = {}) => {
    const { bank, amina, ellie, minding } = its;
    const help = { payerId: amina, recipientIds: [ellie], categoryId: minding, minutes: 180 };
    const home = { placeKind: "PROVIDER_HOME", what: "Minding" };
    const proposal = await tries(bank, "amina", [
      "proposeExchange",
      cleaning(its, { ...help, ...home, ...wish }),
    ]);
    const yes = { exchangeId: idOf(proposal), version: 1 };
    return { proposal, yes: await tries(bank, "grace", ["agreeExchange", yes]) };
  };

  it("is free of registration from eight years on, the law's age", async () => {
    expect((await minds()).yes).toEqual(isAgreed);
  });

  it("for long and away from home is for friends and registered childminders", async () => {
    const rosa = await smallChild(its);
    const ofRosa = { recipientIds: [rosa], minutes: 150 };
    expect((await minds(ofRosa)).yes).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    const friends = await minds({ ...ofRosa, minutes: 135, betweenFriends: true });
    expect(friends.proposal).toMatchObject({ isBetweenFriends: true, handlesMoney: false });
    expect(friends.yes).toEqual(isAgreed);
  });
});

describe("what a business asks for", () => {
  const asked = (wish: Input = {}) =>
    tries(its.bank, "cora", [
      "proposeExchange",
      {
        ...{ providerId: its.grace, recipientIds: [its.cafe], payerId: its.cafe },
        ...{ minutes: 60, what: "A leaflet", ...wish },
      },
    ]);
  const agrees = (persona: string, proposal: Awaited<ReturnType<typeof asked>>) =>
    tries(its.bank, persona, [
      "agreeExchange",
      { exchangeId: idOf(proposal), version: versionOf(proposal) },
    ]);
  const clears = (persona: string, proposal: Awaited<ReturnType<typeof asked>>) =>
    tries(its.bank, persona, [
      "clearDisplacement",
      { exchangeId: idOf(proposal), version: 1, reason: "A leaflet, once." },
    ]);

  it("waits until a broker who takes no part has cleared it", async () => {
    const proposal = await asked();
    expect(await agrees("grace", proposal)).toBe("DISPLACEMENT_NOT_CLEARED");
    expect(await clears("cora", proposal)).toBe("FORBIDDEN");
    expect(await clears("grace", proposal)).toBe("FORBIDDEN");
    expect(await clears("tom", proposal)).toBe("NOT_FOUND");
    const cleared = await clears("priya", proposal);
    expect(cleared).toMatchObject({
      ...{ version: 2, displacementReason: "A leaflet, once." },
      displacementClearedAt: its.bank.now(),
    });
    expect(await agrees("grace", cleared)).toEqual(isAgreed);
    expect(await clears("priya", proposal)).toBe("CONFLICT_VERSION");
  });

  it("has to be cleared anew when it becomes something else", async () => {
    const cleared = await clears("priya", await asked());
    const change = { exchangeId: idOf(cleared), version: 2, minutes: 240 };
    const changed = await tries(its.bank, "cora", ["proposeExchangeChange", change]);
    expect(changed).toMatchObject({ displacementClearedAt: null });
    expect(await agrees("grace", changed)).toBe("DISPLACEMENT_NOT_CLEARED");
  });

  it("is not for who still goes to school, cleared or not, without a permit", async () => {
    const { bank, jack } = its;
    const proposal = await asked({ providerId: jack, what: "Washing up" });
    expect(await agrees("tom", proposal)).toBe("AGE_RESTRICTED");
    const cleared = await clears("priya", proposal);
    expect(await agrees("tom", cleared)).toBe("AGE_RESTRICTED");
    await tries(bank, "leah", ["grantClearance", seen(jack, { kind: "WORK_PERMIT" })]);
    expect(await agrees("tom", cleared)).toEqual(isAgreed);
  });
});
