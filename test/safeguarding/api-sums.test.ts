import { beforeEach, describe, expect, it } from "vitest";
import { cleaning, idOf, versionOf } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at } from "../support/api.ts";
import { seen, smallChild, tries, type Watched, watchedTown } from "./town.ts";

type Input = { readonly [field: string]: unknown };

let its: Watched;
beforeEach(async () => {
  its = await watchedTown();
});

const isAgreed = expect.objectContaining({ status: "AGREED" });
const saturday = { plannedFor: "2026-01-10T10:00:00Z" };
const sunday = { plannedFor: "2026-01-11T10:00:00Z" };

describe("minding a small child several times on one day", () => {
  let rosa: string;
  beforeEach(async () => {
    rosa = await smallChild(its);
  });

  /** Grace minds Rosa at her own home, and Amina pays; answers with what came of Grace's yes. */
  async function minds(wish: Input) {
    const { bank, amina, minding } = its;
    const help = { payerId: amina, recipientIds: [rosa], categoryId: minding, minutes: 60 };
    const place = { placeKind: "PROVIDER_HOME", what: "Minding" };
    const proposal = await tries(bank, "amina", [
      "proposeExchange",
      cleaning(its, { ...help, ...place, ...wish }),
    ]);
    return tries(bank, "grace", ["agreeExchange", { exchangeId: idOf(proposal), version: 1 }]);
  }

  it("comes to two hours without a childminder's registration, and to no more", async () => {
    expect(await minds(saturday)).toEqual(isAgreed);
    expect(await minds(saturday)).toEqual(isAgreed);
    expect(await minds({ ...saturday, minutes: 15 })).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    expect(await minds({ ...sunday, minutes: 120 })).toEqual(isAgreed);
    const registered = seen(its.grace, { kind: "CHILDCARE_REGISTRATION" });
    await tries(its.bank, "leah", ["grantClearance", registered]);
    expect(await minds(saturday)).toEqual(isAgreed);
  });

  it("counts no friends, no older child, no other help and nothing at the child's own home", async () => {
    const short = { ...saturday, minutes: 30 };
    expect(await minds({ ...short, betweenFriends: true })).toEqual(isAgreed);
    expect(await minds({ ...short, placeKind: "RECIPIENT_HOME" })).toEqual(isAgreed);
    expect(await minds({ ...short, recipientIds: [its.ellie] })).toEqual(isAgreed);
    const garden = { categoryId: its.garden, placeKind: "SUPERVISED_PLACE" };
    expect(await minds({ ...short, ...garden })).toEqual(isAgreed);
    expect(await minds({ ...saturday, minutes: 120 })).toEqual(isAgreed);
  });

  it("counts what has no day yet in every day, until it has come to nothing", async () => {
    const undated = await minds({ minutes: 120 });
    expect(await minds({ ...saturday, minutes: 15 })).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    await tries(its.bank, "grace", ["cancelExchange", { exchangeId: idOf(undated) }]);
    expect(await minds({ ...saturday, minutes: 15 })).toEqual(isAgreed);
  });

  it("counts no proposal, since nobody has said yes to it", async () => {
    const help = { payerId: its.amina, recipientIds: [rosa], categoryId: its.minding };
    await tries(its.bank, "amina", [
      "proposeExchange",
      cleaning(its, { ...help, ...saturday, placeKind: "PROVIDER_HOME", minutes: 120 }),
    ]);
    expect(await minds({ ...saturday, minutes: 120 })).toEqual(isAgreed);
  });

  it("is counted again at the start, by the day and the minutes that became of the others", async () => {
    const { bank } = its;
    const first = await minds({ ...saturday, minutes: 90 });
    const second = await minds({ ...sunday, minutes: 90 });
    bank.at("2026-01-11T10:00:00Z");
    const happened = { exchangeId: idOf(first), minutes: 45, happenedOn: "2026-01-11" };
    expect(await tries(bank, "grace", ["markDelivered", happened])).toMatchObject({
      status: "DELIVERED",
    });
    const begins = { exchangeId: idOf(second) };
    expect(await tries(bank, "grace", ["checkIn", begins])).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    await tries(bank, "leah", [
      "grantClearance",
      seen(its.grace, { kind: "CHILDCARE_REGISTRATION" }),
    ]);
    expect(await tries(bank, "grace", ["checkIn", begins])).toMatchObject({
      id: expect.any(String),
    });
  });

  it("begins as it was agreed where it keeps within two hours: nothing counts itself", async () => {
    const agreed = await minds({ ...saturday, minutes: 120 });
    its.bank.at("2026-01-10T10:00:00Z");
    const begun = await tries(its.bank, "grace", ["checkIn", { exchangeId: idOf(agreed) }]);
    expect(begun).toMatchObject({ id: expect.any(String) });
  });

  it("counts together with a group that is minded on that day", async () => {
    await minds(saturday);
    const plan = async (minutes: number) =>
      tries(its.bank, "priya", [
        "planGroupActivity",
        {
          ...{ hubId: its.bra, what: "Playing", categoryId: its.minding, ...saturday },
          ...{ placeKind: "SUPERVISED_PLACE", sponsorId: its.school },
          givers: [{ partyId: its.grace, minutes }],
        },
      ]);
    const joins = async (minutes: number) => {
      const activityId = idOf(await plan(minutes));
      await tries(its.bank, "amina", ["joinGroupActivity", { activityId, partyId: rosa }]);
      const gives = { activityId, partyId: its.grace, role: "GIVER" };
      return tries(its.bank, "grace", ["joinGroupActivity", gives]);
    };
    expect(await joins(75)).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    expect(await joins(60)).toMatchObject({ status: "PLANNED" });
  });

  it("counts what is given in groups in what comes after, until the yes to it is taken back", async () => {
    const { bank, bra, grace, school } = its;
    const group = { hubId: bra, what: "Playing", categoryId: its.minding, ...saturday };
    const place = { placeKind: "SUPERVISED_PLACE", sponsorId: school };
    const givers = [{ partyId: grace, minutes: 90 }];
    const planned = await tries(bank, "priya", [
      "planGroupActivity",
      { ...group, ...place, givers },
    ]);
    const activityId = idOf(planned);
    const gives = { activityId, partyId: grace, role: "GIVER" };
    await tries(bank, "grace", ["joinGroupActivity", gives]);
    await tries(bank, "amina", ["joinGroupActivity", { activityId, partyId: rosa }]);
    expect(await minds({ ...saturday, minutes: 45 })).toBe("CHILDCARE_REGISTRATION_REQUIRED");
    expect(await minds({ ...saturday, minutes: 30 })).toEqual(isAgreed);
    expect(await minds({ ...sunday, minutes: 120 })).toEqual(isAgreed);
    await tries(bank, "grace", ["leaveGroupActivity", { activityId, partyId: grace }]);
    expect(await minds({ ...saturday, minutes: 90 })).toEqual(isAgreed);
    expect(await tries(bank, "grace", ["joinGroupActivity", gives])).toBe(
      "CHILDCARE_REGISTRATION_REQUIRED",
    );
  });
});

describe("working for a business in one week while still at school", () => {
  /** Jack, who has his permit, works for the café; answers with what came of his guardian's yes. */
  async function works(wish: Input) {
    const { bank, cafe, jack } = its;
    const leaflets = { providerId: jack, recipientIds: [cafe], payerId: cafe, what: "Leaflets" };
    const proposal = await tries(bank, "cora", ["proposeExchange", { ...leaflets, ...wish }]);
    const look = { exchangeId: idOf(proposal), version: 1, reason: "A leaflet, once." };
    const cleared = await tries(bank, "priya", ["clearDisplacement", look]);
    const yes = { exchangeId: idOf(cleared), version: versionOf(cleared) };
    return tries(bank, "tom", ["agreeExchange", yes]);
  }
  const versionOfHub = async () => {
    const found = await its.bank
      .as("steward")
      .must("query ($id: ID!) { hub(id: $id) { version } }", { id: its.bra });
    return at(found, "hub.version");
  };
  const on = (day: string, minutes = 240) => ({ plannedFor: `2026-01-${day}T16:00:00Z`, minutes });

  it("comes to twelve hours from Monday to Sunday, and to no more", async () => {
    its.bank.at("2026-01-06T09:00:00Z");
    const policy = {
      hubId: its.bra,
      version: await versionOfHub(),
      policy: { floorMinutes: -1200 },
    };
    await make(its.bank, "steward", ["setHubPolicy", "hub", { ...policy, reason: "For Jack." }]);
    await tries(its.bank, "leah", ["grantClearance", seen(its.jack, { kind: "WORK_PERMIT" })]);
    for (const day of ["12", "14", "18"]) expect(await works(on(day))).toEqual(isAgreed);
    expect(await works(on("16", 15))).toBe("AGE_RESTRICTED");
    expect(await works(on("11", 15))).toEqual(isAgreed);
    expect(await works(on("19", 15))).toEqual(isAgreed);
  });
});
