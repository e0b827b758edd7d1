import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { cleaning, idOf, versionOf } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { hold, seen, tries, type Watched, watchedTown } from "./town.ts";

let its: Watched;
beforeEach(async () => {
  its = await watchedTown();
});

type Input = { readonly [field: string]: unknown };

const asks = (wish: Input) =>
  tries(its.bank, "leah", [
    "setRequirement",
    {
      hubId: its.bra,
      need: "CLEARANCE",
      clearance: "SAFE_SUPPORT",
      reason: "To be safe.",
      ...wish,
    },
  ]);

/** Amina asks Grace for help; answers with what came of Grace's yes. */
async function agreed(
  wish: Input = {},
  [asker, helper]: readonly [string, string] = ["amina", "grace"],
) {
  const proposal = await tries(its.bank, asker, ["proposeExchange", cleaning(its, wish)]);
  const yes = { exchangeId: idOf(proposal), version: versionOf(proposal) };
  return tries(its.bank, helper, ["agreeExchange", yes]);
}

const isAgreed = expect.objectContaining({ status: "AGREED" });

describe("agreeing to help", () => {
  it("waits for the training that the hub asks for, down the tree of kinds of help", async () => {
    await asks({ categoryId: its.home });
    expect(await agreed({ categoryId: its.sitting })).toBe("CLEARANCE_REQUIRED");
    expect(await agreed({ categoryId: its.garden })).toEqual(isAgreed);
    await tries(its.bank, "leah", ["grantClearance", seen(its.grace)]);
    expect(await agreed({ categoryId: its.sitting })).toEqual(isAgreed);
  });

  it("takes the kind of help of the listing it came from", async () => {
    await asks({ categoryId: its.home });
    const listing = { direction: "OFFER", title: "Sitting in", channels: ["IN_PERSON"] };
    const listingId = await make(its.bank, "grace", [
      "createListing",
      "listing",
      { partyId: its.grace, categoryId: its.sitting, ...listing },
    ]);
    expect(await agreed({ listingId })).toBe("CLEARANCE_REQUIRED");
  });

  it("is refused the day after the training ran out, and stays agreed where it was", async () => {
    await asks({ circumstance: "LONE_VISIT" });
    await tries(its.bank, "leah", ["grantClearance", seen(its.grace, { expiresOn: "2026-01-20" })]);
    const home = { placeKind: "RECIPIENT_HOME" };
    expect(await agreed({ ...home, plannedFor: "2026-01-20T10:00:00Z" })).toEqual(isAgreed);
    expect(await agreed({ ...home, plannedFor: "2026-01-21T10:00:00Z" })).toBe(
      "CLEARANCE_REQUIRED",
    );
    its.bank.at("2026-01-21T09:00:00Z");
    expect(await agreed(home)).toBe("CLEARANCE_REQUIRED");
  });

  it("is refused once the training is taken back", async () => {
    await asks({ categoryId: its.sitting });
    const clearance = await tries(its.bank, "leah", ["grantClearance", seen(its.grace)]);
    const back = { clearanceId: idOf(clearance), version: 1, reason: "It was for another Grace." };
    await tries(its.bank, "leah", ["revokeClearance", back]);
    expect(await agreed({ categoryId: its.sitting })).toBe("CLEARANCE_REQUIRED");
  });

  it("needs insurance that covers it, where the hub asks for it", async () => {
    const cover = { holderId: its.bra, insurer: "Fairweather", from: "2026-01-01" };
    await asks({ need: "COVER", clearance: undefined, categoryId: its.garden });
    const garden = { categoryId: its.garden };
    expect(await agreed(garden)).toBe("COVER_REQUIRED");
    await tries(its.bank, "leah", ["addCover", { ...cover, until: "2026-01-31" }]);
    expect(await agreed(garden)).toEqual(isAgreed);
    its.bank.at("2026-02-01T09:00:00Z");
    expect(await agreed(garden)).toBe("COVER_REQUIRED");
    const wrong = { ...cover, until: "2026-12-31", categoryIds: [its.home] };
    await tries(its.bank, "leah", ["addCover", wrong]);
    expect(await agreed(garden)).toBe("COVER_REQUIRED");
  });

  it("asks for no more once the hub has ended it", async () => {
    const requirement = await asks({});
    expect(await agreed()).toBe("CLEARANCE_REQUIRED");
    const end = { requirementId: idOf(requirement), version: 1, reason: "The circle said so." };
    await tries(its.bank, "leah", ["endRequirement", end]);
    expect(await agreed()).toEqual(isAgreed);
  });

  it("asks for what either hub asks, where they are two", async () => {
    await asks({ categoryId: its.sitting });
    const wish = { providerId: its.kofi, categoryId: its.sitting };
    expect(await agreed(wish, ["amina", "kofi"])).toBe("CLEARANCE_REQUIRED");
  });

  it("reads the board of the hub, and the kind of help where one was named; writes nothing", async () => {
    const { bank } = its;
    const reads = async (wish: Input) => {
      const proposal = await tries(bank, "amina", ["proposeExchange", cleaning(its, wish)]);
      bank.usage.reset();
      await tries(bank, "grace", ["agreeExchange", { exchangeId: idOf(proposal), version: 1 }]);
      return { read: bank.usage.readUnits(), written: bank.usage.writeUnits() };
    };
    await reads({});
    const plain = await reads({});
    const named = await reads({ categoryId: its.sitting });
    expect([plain.written, named.written]).toEqual([6, 6]);
    expect([plain.read, named.read]).toEqual([8, 9]);
    await asks({ categoryId: its.sitting });
    expect(await reads({ categoryId: its.sitting })).toMatchObject({ written: 0 });
  });

  it("does not find a kind of help that is not there, nor one for qualified people", async () => {
    const proposes = (categoryId: string) =>
      tries(its.bank, "amina", ["proposeExchange", cleaning(its, { categoryId })]);
    expect(await proposes(newId("cat"))).toBe("NOT_FOUND");
    expect(await proposes(its.nursing)).toBe("REGULATED_ACTIVITY");
  });
});

describe("a member who is to hold to something for a while", () => {
  it("is held back from just that, on either side, and told nothing of why", async () => {
    await hold(its, "NO_LONE_VISITS", its.grace);
    expect(await agreed({ placeKind: "RECIPIENT_HOME" })).toBe("NOT_POSSIBLE_NOW");
    expect(await agreed()).toBe("NOT_POSSIBLE_NOW");
    expect(await agreed({ placeKind: "PUBLIC_PLACE" })).toEqual(isAgreed);
    const wish = { providerId: its.tom, recipientIds: [its.grace], placeKind: "RECIPIENT_HOME" };
    expect(await agreed(wish, ["grace", "tom"])).toBe("NOT_POSSIBLE_NOW");
  });

  it("is free again when it ends, with nothing done", async () => {
    await hold(its, "NO_NEW_EXCHANGES", its.grace);
    expect(await agreed({ channel: "PHONE" })).toBe("NOT_POSSIBLE_NOW");
    its.bank.at("2026-01-12T09:00:00Z");
    expect(await agreed({ channel: "PHONE" })).toEqual(isAgreed);
  });
});
