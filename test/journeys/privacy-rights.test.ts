import { beforeEach, describe, expect, it } from "vitest";
import { createListing, publishListing, tell, windows } from "../directory/town.ts";
import { change, giveRole, mustTell } from "../federation/hubs.ts";
import { at, type Caller, codesOf, type Json, newRequestKey } from "../support/api.ts";
import { documentOf, does, personOf } from "./privacy-asking.ts";
import { type Populated, populatedTown } from "./privacy-town.ts";

let place: Populated;
beforeEach(async () => {
  place = await populatedTown();
});

type Input = { readonly [field: string]: unknown };

const words = "Words enough.";
const codes = async (caller: Caller, mutation: string, input: Input) =>
  codesOf(await tell(caller, documentOf(mutation), input));

const brokerIsToo = async (persona: string, hubId: string) =>
  giveRole(place.bank, await personOf(place.bank.as(persona)), { role: "BROKER", scopeId: hubId });

/** What a persona finds of these ids: the ids again, or null for each that is hidden. */
async function finds(persona: string, ...ids: readonly (string | undefined)[]): Promise<Json> {
  const data = await place.bank
    .as(persona)
    .must("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  const nodes = at(data, "nodes");
  return Array.isArray(nodes) ? nodes.map((node: Json) => at(node, "id") ?? null) : nodes;
}

const none = (count: number) => Array.from({ length: count }, () => null);

/** What is about jack, whose guardian is tom. */
const aboutJack = () => {
  const { jack, things } = place;
  return [jack, things["jackAccount"], things["jacks"], things["potRequest"], things["activity"]];
};

describe("a right that has ended", () => {
  it("is gone with the child's 18th birthday, without anybody doing anything", async () => {
    expect(await finds("tom", ...aboutJack())).toEqual(aboutJack());
    place.bank.at("2028-06-01T09:00:00Z");
    // Grown up, jack lists like every other adult.
    const [member, account, _listing, ...rest] = aboutJack();
    expect(await finds("tom", member, account, ...rest)).toEqual(none(4));
    expect(await finds("jack", ...aboutJack())).toEqual(aboutJack());
    const wards = await place.bank.as("tom").must("{ me { wards { id } } }");
    expect(wards).toEqual({ me: { wards: [] } });
  });

  it("is gone when a guardianship ends, for replays as well", async () => {
    const { bank, jack } = place;
    const tom = bank.as("tom");
    const seen = { memberId: jack, version: 8, phone: "01234 111111" };
    const member = at(
      await bank.as("jack").must("query ($id: ID!) { member(id: $id) { version } }", { id: jack }),
      "member.version",
    );
    const update = { ...seen, version: member, idempotencyKey: newRequestKey() };
    await mustTell(tom, change("updateMember", ""), update);
    const ending = { childMemberId: jack, reason: words };
    const guardianPersonId = await personOf(tom);
    await mustTell(bank.as("priya"), change("endGuardian", ""), { ...ending, guardianPersonId });
    expect(await finds("tom", ...aboutJack())).toEqual(none(5));
    expect(await codes(tom, "updateMember", update)).toEqual(["NOT_FOUND"]);
  });

  it("does not live on in the replay of a child's application", async () => {
    const { bank, bra } = place;
    const asked = {
      ...{ hubId: bra, firstName: "Leo", lastName: "Test", bornOn: "2018-01-01" },
      ...{ offersInWords: ["Company"], requestsInWords: ["Company"] },
      idempotencyKey: newRequestKey(),
    };
    const apply = change("applyForChild", "member { id phone }");
    const first = await mustTell(bank.as("grace"), apply, asked);
    const again = await mustTell(bank.as("grace"), apply, asked);
    expect(at(again, "applyForChild.replayed")).toBe(true);
    const childMemberId = at(first, "applyForChild.member.id");
    const guardianPersonId = await personOf(bank.as("grace"));
    const ending = { childMemberId, guardianPersonId, reason: "It was not her child." };
    await mustTell(bank.as("priya"), change("endGuardian", ""), ending);
    const late = await tell(bank.as("grace"), apply, asked);
    expect(codesOf(late)).toEqual(["NOT_FOUND"]);
    expect(at(late.data?.["applyForChild"], "member")).toBeNull();
  });

  it("is gone with a role, and with membership but for one's own data", async () => {
    const { bank, bra, amina, things } = place;
    const roleId = things["role"] ?? "";
    await mustTell(bank.steward, change("endRole", ""), { roleId, reason: words });
    const members = "query ($id: ID!) { members(hubId: $id) { nodes { id } } }";
    expect(await bank.as("priya").must(members, { id: bra })).toEqual({ members: null });
    expect(await finds("priya", amina, things["aminaAccount"], things["childs"])).toEqual(none(3));
    const exchangeId = things["exchange"];
    await mustTell(bank.as("amina"), change("cancelExchange", ""), { exchangeId });
    await mustTell(bank.as("amina"), change("leaveHub", ""), { memberId: amina });
    expect(await finds("amina", amina)).toEqual([amina]);
    expect(await finds("amina", things["aminaAccount"], things["exchange"])).toEqual(none(2));
    expect(await finds("grace", things["shown"], things["request"])).toEqual(none(2));
  });
});

describe("a broker who is concerned themselves", () => {
  it("reads nothing that other brokers noted of them or their child", async () => {
    const { bank, bra, amina, ellie, grace } = place;
    await brokerIsToo("amina", bra);
    const notes = `query ($id: ID!) {
      member(id: $id) { interviewNote references { note } guardians { evidenceNote } }
    }`;
    const seen = async (id: string) => at(await bank.as("amina").must(notes, { id }), "member");
    const nothing = { interviewNote: null, references: null };
    expect(await seen(amina)).toEqual({ ...nothing, guardians: [] });
    expect(await seen(ellie)).toEqual({ ...nothing, guardians: [{ evidenceNote: null }] });
    expect(await seen(grace)).toMatchObject({ interviewNote: "A good talk.", references: [] });
  });

  it("does not decide on themselves, their child or what they act for", async () => {
    const { bank, bra, amina, ellie, cafe, things } = place;
    await brokerIsToo("amina", bra);
    await brokerIsToo("cora", bra);
    const by = bank.as("amina");
    const care = { weeks: [{ weekStarting: "2026-01-26", reportedMinutes: 60 }] };
    const stop = { accountId: things["aminaAccount"], reason: words };
    const back = { journalEntryId: things["careEntry"], reason: words };
    expect(await codes(by, "recogniseCare", { ...care, memberId: amina })).toEqual(["FORBIDDEN"]);
    expect(await codes(by, "recogniseCare", { ...care, memberId: ellie })).toEqual(["FORBIDDEN"]);
    expect(await codes(by, "freezeAccount", stop)).toEqual(["FORBIDDEN"]);
    expect(await codes(by, "reverseEntry", back)).toEqual(["FORBIDDEN"]);
    expect(await codes(by, "activateMember", { memberId: ellie })).toEqual(["FORBIDDEN"]);
    expect(await codes(by, "createLoginCode", { memberId: ellie })).toEqual(["FORBIDDEN"]);
    const more = { organisationId: cafe, purpose: "LEARNING", quarter: "2026-Q1", minutes: 15 };
    expect(await codes(bank.as("cora"), "allocate", more)).toEqual(["FORBIDDEN"]);
  });

  it("does not put another guardian of their own child out", async () => {
    const { bank, bra, jack } = place;
    const guardianPersonId = await personOf(bank.as("grace"));
    const other = { childMemberId: jack, guardianPersonId };
    await mustTell(bank.as("priya"), change("linkGuardian", ""), { ...other, evidenceNote: words });
    await brokerIsToo("tom", bra);
    const ending = { ...other, reason: words };
    expect(await codes(bank.as("tom"), "endGuardian", ending)).toEqual(["FORBIDDEN"]);
    expect(await codes(bank.as("jack"), "endGuardian", ending)).toEqual(["FORBIDDEN"]);
    expect(await codes(bank.as("grace"), "endGuardian", ending)).toEqual([]);
  });

  it("does not make themselves the voice of an organisation", async () => {
    const { bank, bra, cafe } = place;
    const personId = await personOf(bank.as("priya"));
    const mine = { organisationId: cafe, personId };
    const new_ = { hubId: bra, name: "Club", kind: "CHARITY", adminPersonId: personId };
    expect(await codes(bank.as("priya"), "addOrganisationAdmin", mine)).toEqual(["FORBIDDEN"]);
    expect(await codes(bank.as("priya"), "createOrganisation", new_)).toEqual(["FORBIDDEN"]);
    expect(await codes(bank.as("cora"), "addOrganisationAdmin", mine)).toEqual([]);
  });

  it("closes no membership in favour of their own family", async () => {
    const { bank, bra, grace, ellie, jack } = place;
    await brokerIsToo("amina", bra);
    const gain = { memberId: grace, giveToMemberId: ellie };
    expect(await codes(bank.as("amina"), "leaveHub", gain)).toEqual(["FORBIDDEN"]);
    const other = { memberId: grace, giveToMemberId: jack };
    const exchangeId = place.things["exchange"];
    await mustTell(bank.as("grace"), change("declineExchange", ""), { exchangeId });
    expect(await codes(bank.as("amina"), "leaveHub", other)).toEqual([]);
  });
});

describe("what someone keeps hidden", () => {
  it("is shown by nobody but who speaks for them, or with a yes that was heard", async () => {
    const { bank, amina } = place;
    const [priya, listing] = [bank.as("priya"), change("consentToListing", "listing { status }")];
    const draft = { listingId: place.things["draft"], version: 1 };
    expect(codesOf(await tell(priya, publishListing, draft))).toEqual(["CONSENT_NEEDED"]);
    const said = { spoken: { channel: "PHONE", note: "Go on, show it." }, spokenBy: "AUTHOR" };
    const shown = await mustTell(priya, listing, { ...draft, ...said });
    expect(at(shown, "consentToListing.listing.status")).toBe("PUBLISHED");
    const own = { ...windows, partyId: amina, asDraft: true };
    const mine = await does(bank.as("amina"), "createListing", "listing", own);
    const go = { listingId: mine, version: 1 };
    expect(codesOf(await tell(bank.as("amina"), publishListing, go))).toEqual([]);
    expect(codesOf(await tell(bank.as("kofi"), createListing, own))).toEqual(["NOT_FOUND"]);
  });
});

describe("a request key", () => {
  it("belongs to who used it: somebody else's is a new one", async () => {
    const { bank, amina, grace } = place;
    const idempotencyKey = newRequestKey();
    const gift = change("giveCredits", "gift { id }");
    const given = { fromId: amina, to: { memberId: grace }, minutes: 15, idempotencyKey };
    await mustTell(bank.as("amina"), gift, given);
    const stolen = await tell(bank.as("kofi"), gift, given);
    expect(codesOf(stolen)).toEqual(["NOT_FOUND"]);
    expect(at(stolen.data?.["giveCredits"], "gift")).toBeNull();
    const again = await mustTell(bank.as("amina"), gift, given);
    expect(at(again, "giveCredits.replayed")).toBe(true);
  });
});
