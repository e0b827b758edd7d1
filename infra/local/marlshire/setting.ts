import { decisionOf } from "./circles/meeting.ts";
import { answering } from "./consents.ts";
import { joining } from "./joining.ts";
import { carersTable, listings } from "./listings.ts";
import { categoryOf, personOf, slotOn } from "./names.ts";
import { members, organisations, type StoryMember, staff, voiceOf } from "./people.ts";
import {
  agreedLimitMinutes,
  agreements,
  brokerOf,
  categories,
  hubs,
  mandates,
  policy,
} from "./places.ts";
import type { Step } from "./step.ts";

/** Everything that is there before the first credits move: the first fortnight of January. */
export const setting = (): readonly Step[] => [
  ...opening(),
  ...staffArrive(),
  ...members.flatMap(joining),
  ...organisationsArrive(),
  ...members.flatMap(listing),
  ...members.flatMap(answering),
  ...carersTableOpens(),
  ...hubsAgree(),
  ...circlesDecided(),
  ...machinesArrive(),
];

const steward = (at: string, step: Omit<Step, "at" | "as">): Step => ({
  at,
  as: "steward",
  ...step,
});

/** The council's finance system checks the books of Brackenford, for as long as the grant runs. */
function machinesArrive(): readonly Step[] {
  return [
    steward("2026-01-12T09:30:00Z", {
      ...{ does: "registerClient", about: "council-finance", makes: "Council finance system" },
      input: (idOf) => ({
        ...{ clientId: "council-finance", name: "Marlshire council, finance system" },
        purpose: "Checks that the hours of the hub we fund add up.",
        ...{ scopes: ["BOOKS_READ"], placeId: idOf("BRA"), until: "2027-01-12T00:00:00Z" },
        reason: "The funding agreement asks for it.",
      }),
    }),
  ];
}

function opening(): readonly Step[] {
  const england = { kind: "NATION", name: "England", code: "E92000001" };
  const marlshire = { kind: "LOCAL_AUTHORITY", name: "Marlshire", code: "E10999999" };
  return [
    steward("2026-01-05T09:00:00Z", {
      ...{ does: "createArea", about: "england", makes: "England" },
      input: () => england,
    }),
    steward("2026-01-05T09:05:00Z", {
      ...{ does: "createArea", about: "marlshire", makes: "Marlshire" },
      input: (idOf) => ({ ...marlshire, parentId: idOf("England") }),
    }),
    ...hubs.map(({ code, name }) =>
      steward("2026-01-05T09:10:00Z", {
        ...{ does: "createHub", about: code, makes: code },
        input: (idOf) => ({ areaId: idOf("Marlshire"), name, code, policy }),
      }),
    ),
    ...categories.map((category) =>
      steward("2026-01-05T09:20:00Z", {
        ...{ does: "createCategory", about: category.slug, makes: categoryOf(category.slug) },
        input: () => category,
      }),
    ),
  ];
}

function staffArrive(): readonly Step[] {
  return [
    ...staff.map(
      ({ id, ...names }): Step => ({
        ...{ at: "2026-01-05T11:00:00Z", as: id, does: "registerPerson" },
        ...{ about: id, makes: personOf(id) },
        input: () => names,
      }),
    ),
    ...hubs.map(({ code, broker }) =>
      steward("2026-01-05T12:00:00Z", {
        ...{ does: "grantRole", about: broker },
        input: (idOf) => ({
          ...{ personId: idOf(personOf(broker)), scopeId: idOf(code), role: "BROKER" },
          reason: "Employed to look after this hub.",
        }),
      }),
    ),
    ...watchers.map(({ who, role, place, reason }) =>
      steward("2026-01-05T12:30:00Z", {
        ...{ does: "grantRole", about: who },
        input: (idOf) => ({
          ...{ personId: idOf(personOf(who)), scopeId: idOf(place), role, reason },
        }),
      }),
    ),
  ];
}

/** Who looks at Marlshire from outside: at what is needed, and at whether the hours add up. */
const watchers = [
  {
    ...{ who: "david", role: "COMMISSIONER", place: "Marlshire" },
    reason: "Answers for services for children with special needs.",
  },
  {
    ...{ who: "ines", role: "AUDITOR", place: "BRA" },
    reason: "Chosen by the members to check the books.",
  },
] as const;

function organisationsArrive(): readonly Step[] {
  return organisations.map(
    ({ id, hub, name, kind }): Step => ({
      ...{ at: "2026-01-08T14:00:00Z", as: brokerOf(hub) },
      ...{ does: "createOrganisation", about: id, makes: id },
      input: (idOf) => ({
        ...{ hubId: idOf(hub), name, kind, adminPersonId: idOf(personOf(id)) },
      }),
    }),
  );
}

/** An offer, a request and a skill. What a broker wrote waits for a yes, heard on the phone. */
function listing(member: StoryMember): readonly Step[] {
  const { id, hub, joins } = member;
  const wishes = listings[id];
  if (!wishes) return [];
  const as = voiceOf(member, brokerOf(hub));
  const spoken = { channel: "PHONE", note: "Read out; they said yes." };
  const list = (direction: "offer" | "request"): readonly Step[] => {
    const [title, slug, usualMinutes, channel] = wishes[direction];
    const named = `${direction} of ${id}`;
    const facts = { title, usualMinutes, direction: direction.toUpperCase() };
    const listed: Step = {
      ...{ at: "2026-01-09T10:00:00Z", as, does: "createListing" },
      ...{ about: `${id}-${direction}`, makes: named },
      input: (idOf) => ({
        ...{ partyId: idOf(id), ...facts, channels: [channel ?? "IN_PERSON"] },
        categoryId: idOf(categoryOf(slug)),
      }),
    };
    const heard: Step = {
      ...{ at: "2026-01-09T11:00:00Z", as, does: "consentToListing", about: `${id}-${direction}` },
      input: (idOf) => ({ listingId: idOf(named), version: 1, spoken, spokenBy: "AUTHOR" }),
    };
    return joins.how === "ASSISTED" ? [listed, heard] : [listed];
  };
  const [level, slug] = wishes.skill;
  const skill: Step = {
    ...{ at: "2026-01-09T12:00:00Z", as, does: "addSkill", about: id },
    input: (idOf) => ({ memberId: idOf(id), level, categoryId: idOf(categoryOf(slug)) }),
  };
  return [...list("offer"), ...list("request"), skill];
}

function carersTableOpens(): readonly Step[] {
  const { slots, capacity, ...option } = carersTable;
  return [
    {
      ...{ at: "2026-01-09T14:00:00Z", as: "cafe", does: "createSpendOption" },
      ...{ about: "carers-table", makes: "carers' table" },
      input: (idOf) => ({ organisationId: idOf("cafe"), ...option, channels: ["IN_PERSON"] }),
    },
    ...slots.map(
      (startsAt): Step => ({
        ...{ at: "2026-01-09T14:10:00Z", as: "cafe", does: "addSlot" },
        ...{ about: startsAt.slice(0, 10), makes: slotOn(startsAt) },
        input: (idOf) => ({ spendOptionId: idOf("carers' table"), startsAt, capacity }),
      }),
    ),
  ];
}

function hubsAgree(): readonly Step[] {
  return agreements.flatMap(([one, other]): readonly Step[] => {
    const pair = `${one}-${other}`;
    const limitMinutes = agreedLimitMinutes;
    return [
      {
        ...{ at: "2026-01-09T15:00:00Z", as: brokerOf(one), does: "proposeInterHub" },
        ...{ about: pair, makes: pair },
        input: (idOf) => ({ hubId: idOf(one), partnerHubId: idOf(other), limitMinutes }),
      },
      {
        ...{ at: "2026-01-09T16:00:00Z", as: brokerOf(other), does: "agreeInterHub", about: pair },
        input: (idOf) => ({ agreementId: idOf(pair), version: 1 }),
      },
    ];
  });
}

function circlesDecided(): readonly Step[] {
  return mandates.map(
    ({ hub, purpose, hours, on, decision }): Step => ({
      ...{ at: `${on}T10:00:00Z`, as: brokerOf(hub), does: "grantMandate" },
      about: `${hub}-${purpose}`,
      input: (idOf) => ({
        ...{ hubId: idOf(hub), purpose, quarter: "2026-Q1", minutes: hours * 60 },
        decisionId: idOf(decisionOf(decision)),
      }),
    }),
  );
}
