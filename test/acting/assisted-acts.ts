import { idOf, must, type Setting, versionOf } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at } from "../support/api.ts";
import { heardPosition, heardSeat } from "./circle.ts";
import { heardConfirmation, heardYes, said, tick } from "./setting.ts";

/** Does one assisted act for a member of these tests; answers with whose record it leaves. */
export type Act = (its: Setting) => Promise<string>;

const rhythm = { rhythm: "Mondays", sessionCount: 2, sessionMinutes: 15 };
const forNadia = (its: Setting) => ({
  ...{ providerId: its.grace, recipientIds: [its.nadia], minutes: 15, what: "Reading" },
});

/** A listing of Nadia's that a supporter shows at once. */
const listing = (its: Setting) =>
  make(its.bank, "tom", [
    "createListing",
    "listing",
    {
      ...{ partyId: its.nadia, direction: "OFFER", kind: "SERVICE", title: "Songs" },
      ...{ description: "On the phone.", channels: ["PHONE"] },
    },
  ]);

const series = (its: Setting, persona: string) =>
  must(its.bank, persona, [
    "startSeries",
    { providerId: its.grace, recipientId: its.nadia, what: "Spelling", ...rhythm },
  ]);

/** A group of Brackenford in which Grace gives and everybody pays fifteen minutes. */
export const group = (its: Setting) =>
  must(its.bank, "priya", [
    "planGroupActivity",
    {
      ...{ hubId: its.bra, what: "Singing", receiverMinutes: 15 },
      plannedFor: new Date(Date.parse(its.bank.now()) + 86_400_000).toISOString(),
      givers: [{ partyId: its.grace, minutes: 15 }],
    },
  ]);

/** Somebody new whom a broker entered. */
export const entered = (its: Setting, firstName: string) =>
  make(its.bank, "priya", [
    "registerAssisted",
    "member",
    {
      ...{ hubId: its.bra, firstName, lastName: "Phone", bornOn: "1950-01-01" },
      ...{ phone: "01632 960961", channel: "PHONE", consentNote: "Yes please, on the phone." },
    },
  ]);

const memberAct = async (
  { bank }: Setting,
  persona: string,
  [mutation, input]: readonly [string, { readonly memberId: string }],
) => {
  await make(bank, persona, [mutation, "member", input]);
  return input.memberId;
};

export const versionOfMember = async ({ bank }: Setting, id: string) =>
  at(
    await bank.as("priya").must("query ($id: ID!) { member(id: $id) { version } }", { id }),
    "member.version",
  );

/** One way in which somebody else does it, for every mutation that leaves a record. */
export const acts: { readonly [mutation: string]: Act } = {
  createListing: async (its) => {
    await listing(its);
    return its.nadia;
  },
  updateListing: async (its) => {
    const listingId = await listing(its);
    tick(its.bank);
    const change = { listingId, version: 1, title: "Old songs" };
    await make(its.bank, "tom", ["updateListing", "listing", change]);
    return its.nadia;
  },
  publishListing: async (its) => {
    const listingId = await listing(its);
    await make(its.bank, "tom", ["pauseListing", "listing", { listingId, version: 1 }]);
    tick(its.bank);
    await make(its.bank, "tom", ["publishListing", "listing", { listingId, version: 2 }]);
    return its.nadia;
  },
  consentToListing: async (its) => {
    const offer = {
      ...{ partyId: its.nadia, direction: "OFFER", kind: "SERVICE", title: "Songs" },
      ...{ description: "On the phone.", channels: ["PHONE"] },
    };
    const listingId = await make(its.bank, "priya", ["createListing", "listing", offer]);
    const yes = { listingId, version: 1, spoken: said, spokenBy: "AUTHOR" };
    await make(its.bank, "priya", ["consentToListing", "listing", yes]);
    return its.nadia;
  },
  proposeExchange: async (its) => {
    await must(its.bank, "tom", ["proposeExchange", forNadia(its)]);
    return its.nadia;
  },
  agreeExchange: async (its) => {
    await heardYes(its, 15);
    return its.nadia;
  },
  proposeExchangeChange: async (its) => {
    const exchange = await must(its.bank, "grace", ["proposeExchange", forNadia(its)]);
    const change = { exchangeId: idOf(exchange), version: versionOf(exchange), minutes: 30 };
    await must(its.bank, "tom", ["proposeExchangeChange", change]);
    return its.nadia;
  },
  bookSpendOption: async (its) => {
    const option = { organisationId: its.cafe, title: "Tea", askedMinutes: 15 };
    const words = { ...option, channels: ["IN_PERSON"] };
    const spendOptionId = await make(its.bank, "cora", ["createSpendOption", "spendOption", words]);
    const startsAt = new Date(Date.parse(its.bank.now()) + 172_800_000).toISOString();
    const slotId = await make(its.bank, "cora", [
      "addSlot",
      "slot",
      { spendOptionId, startsAt, capacity: 3 },
    ]);
    await must(its.bank, "tom", ["bookSpendOption", { slotId, memberId: its.nadia }]);
    return its.nadia;
  },
  startSeries: async (its) => {
    await series(its, "tom");
    return its.nadia;
  },
  agreeSeries: async (its) => {
    const seriesId = idOf(await series(its, "grace"));
    const yes = { seriesId, onBehalfOfId: its.nadia, spoken: said };
    await must(its.bank, "priya", ["agreeSeries", yes]);
    return its.nadia;
  },
  startSeriesSession: async (its) => {
    const seriesId = idOf(await series(its, "tom"));
    await must(its.bank, "grace", ["agreeSeries", { seriesId }]);
    tick(its.bank);
    await must(its.bank, "tom", ["startSeriesSession", { seriesId }]);
    return its.nadia;
  },
  confirmExchange: async (its) => {
    await heardConfirmation(its, 15);
    return its.nadia;
  },
  confirmOnBehalf: async (its) => {
    const exchangeId = idOf(await must(its.bank, "tom", ["proposeExchange", forNadia(its)]));
    await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const happenedOn = its.bank.now().slice(0, 10);
    await must(its.bank, "grace", ["markDelivered", { exchangeId, minutes: 15, happenedOn }]);
    its.bank.at(new Date(Date.parse(its.bank.now()) + 40 * 86_400_000).toISOString());
    const silence = { exchangeId, minutes: 15, reason: "Nobody answered." };
    await must(its.bank, "priya", ["confirmOnBehalf", silence]);
    return its.nadia;
  },
  joinGroupActivity: async (its) => {
    const activityId = idOf(await group(its));
    await must(its.bank, "tom", ["joinGroupActivity", { activityId, partyId: its.nadia }]);
    return its.nadia;
  },
  requestMove: async (its) => {
    const wish = { memberId: its.nadia, toHubId: its.sal, spoken: said };
    await make(its.bank, "priya", ["requestMove", "moveRequest", wish]);
    return its.nadia;
  },
  requestPotSupport: async (its) => {
    const wish = { memberId: its.nadia, minutes: 15, reason: "A hard month." };
    await make(its.bank, "tom", ["requestPotSupport", "potRequest", wish]);
    return its.nadia;
  },
  registerAssisted: (its) => entered(its, "Nell"),
  acceptCodeOfConduct: async (its) => {
    const memberId = await entered(its, "Nora");
    tick(its.bank);
    return memberAct(its, "priya", [
      "acceptCodeOfConduct",
      { memberId, note: "Yes, she said." } as { memberId: string },
    ]);
  },
  updateMember: async (its) => {
    const change = { memberId: its.nadia, phone: "01632 960777", spoken: said };
    const version = await versionOfMember(its, its.nadia);
    return memberAct(its, "priya", [
      "updateMember",
      { ...change, version } as { memberId: string },
    ]);
  },
  setCommunicationProfile: async (its) => {
    const version = await versionOfMember(its, its.nadia);
    const change = { memberId: its.nadia, version, preferredContact: "PHONE", languages: ["cy"] };
    return memberAct(its, "tom", ["setCommunicationProfile", change]);
  },
  pauseMembership: (its) => memberAct(its, "priya", ["pauseMembership", { memberId: its.nadia }]),
  resumeMembership: (its) => memberAct(its, "tom", ["resumeMembership", { memberId: its.nadia }]),
  acceptSeat: async (its) => {
    await heardSeat(its);
    return its.nadia;
  },
  castPosition: async (its) => {
    await heardPosition(its);
    return its.nadia;
  },
  leaveHub: async (its) => {
    const memberId = await entered(its, "Nan");
    tick(its.bank);
    return memberAct(its, "priya", ["leaveHub", { memberId }]);
  },
};
