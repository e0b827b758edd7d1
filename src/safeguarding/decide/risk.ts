import { ageOn, dateOf } from "../../kernel/index.ts";
import type { Circumstance, Meeting, MeetingParty } from "../model/index.ts";
import { england, lastSchoolDay } from "./law.ts";

/*
 * What is special about a meeting. Where something was left unsaid the careful answer is given:
 * whoever says more is asked for less.
 */

export const isChild = (party: MeetingParty, at: string, age: number = england.adultAge): boolean =>
  party.bornOn !== undefined && ageOn(party.bornOn, dateOf(at)) < age;

/** Who is there: the helper and those who are helped. Who only pays is not. */
const thoseThere = ({ provider, recipients }: Meeting) => [provider, ...recipients];

const isInPerson = ({ channel }: Meeting): boolean => channel === "IN_PERSON";

const isOneOf = (path: readonly string[], slugs: readonly string[]): boolean =>
  path.some((slug) => slugs.includes(slug));

export const isMinding = (meeting: Meeting): boolean =>
  isOneOf(meeting.categoryPath, england.minding.categories);

/** Does a member work for a business, whoever is named as helped? */
export const isForBusiness = ({ provider, payer, recipients }: Meeting): boolean =>
  provider.kind === "MEMBER" &&
  [payer, ...recipients].some((party) => party.organisationKind === "BUSINESS");

/** Minding that the law limits by the day: of a young child, away from its home, by no friend. */
export const isLimitedMinding = (meeting: Meeting): boolean =>
  isMinding(meeting) &&
  meeting.provider.kind === "MEMBER" &&
  meeting.recipients.some((party) => isChild(party, meeting.at, england.minding.belowAge)) &&
  meeting.placeKind !== "RECIPIENT_HOME" &&
  !meeting.isBetweenFriends;

/**
 * Can it ever come to count with other help of this helper, whoever else joins: minding, or anything
 * of somebody who still goes to school?
 */
export const mayBeCounted = (
  { kind, bornOn }: Pick<MeetingParty, "bornOn" | "kind">,
  { categoryPath, at }: Pick<Meeting, "at" | "categoryPath">,
): boolean =>
  kind === "MEMBER" &&
  (isOneOf(categoryPath, england.minding.categories) ||
    (bornOn !== undefined && dateOf(at) <= lastSchoolDay(bornOn)));

/** Work for a business that the law limits by the week: of who still goes to school. */
export const isLimitedWork = (meeting: Meeting): boolean =>
  isForBusiness(meeting) &&
  meeting.provider.bornOn !== undefined &&
  dateOf(meeting.at) <= lastSchoolDay(meeting.provider.bornOn);

/**
 * The adults who meet a child in person without being its guardian, where no guardian of that
 * child is there.
 */
export function adultsWithChild(meeting: Meeting): readonly MeetingParty[] {
  if (!isInPerson(meeting)) return [];
  const there = thoseThere(meeting).filter((party) => party.kind === "MEMBER");
  const adults = there.filter((party) => !isChild(party, meeting.at));
  const alone = there.filter(
    (party) =>
      isChild(party, meeting.at) &&
      !adults.some(({ personId = "" }) => party.guardianPersonIds.includes(personId)),
  );
  return alone.length > 0 ? adults : [];
}

/**
 * One helper and one who is helped, in a home or at a place that nobody named. What is open to
 * others of the hub takes place in a home only where that was said.
 */
const isLoneVisit = (meeting: Meeting): boolean =>
  isInPerson(meeting) &&
  thoseThere(meeting).length === 2 &&
  thoseThere(meeting).every((party) => party.kind === "MEMBER") &&
  (isInHome(meeting) || (meeting.placeKind === undefined && !meeting.isForSeveral));

const isInHome = ({ placeKind }: Meeting): boolean =>
  placeKind === "PROVIDER_HOME" || placeKind === "RECIPIENT_HOME";

const handlesMoney = (meeting: Meeting): boolean =>
  meeting.handlesMoney || isOneOf(meeting.categoryPath, england.money.categories);

const ofAdultsAtRisk: readonly (Circumstance | undefined)[] = [
  "WITH_ADULT_AT_RISK",
  "ALONE_WITH_ADULT_AT_RISK",
  "AT_HOME_WITH_ADULT_AT_RISK",
];

/** Is this about meeting one in person, so that either side can be the one? */
export const isAboutMeetingAdultAtRisk = (circumstance: Circumstance | undefined): boolean =>
  ofAdultsAtRisk.includes(circumstance);

/** Has it to be known for this who is an adult at risk? */
export const isAboutAdultAtRisk = (circumstance: Circumstance | undefined): boolean =>
  isAboutMeetingAdultAtRisk(circumstance) || circumstance === "MONEY_OF_ADULT_AT_RISK";

const isAtRisk = ({ atRiskIds = [] }: Meeting, party: MeetingParty): boolean =>
  atRiskIds.includes(party.id);

const meetsAdultAtRisk = (meeting: Meeting): boolean =>
  isInPerson(meeting) && thoseThere(meeting).some((party) => isAtRisk(meeting, party));

/** In a home, or at a place that nobody named, however many are there. */
const isPerhapsInHome = (meeting: Meeting): boolean =>
  isInHome(meeting) || (meeting.placeKind === undefined && !meeting.isForSeveral);

/**
 * Who is asked for something because of an adult at risk: the helper; those who are helped where
 * it is the helper who is at risk. Others who are helped beside one are asked for nothing, and so
 * never learn that there is one.
 */
export function besideAdultAtRisk(meeting: Meeting): readonly MeetingParty[] {
  const { provider, recipients } = meeting;
  const helper = recipients.some((party) => isAtRisk(meeting, party)) ? [provider] : [];
  const helped = isAtRisk(meeting, provider) ? recipients : [];
  return [...helper, ...helped].filter((party) => party.kind === "MEMBER");
}

const tests: { readonly [circumstance in Circumstance]: (meeting: Meeting) => boolean } = {
  WITH_CHILD: (meeting) => adultsWithChild(meeting).length > 0,
  LONE_VISIT: isLoneVisit,
  MONEY_HANDLING: handlesMoney,
  WITH_ADULT_AT_RISK: meetsAdultAtRisk,
  ALONE_WITH_ADULT_AT_RISK: (meeting) => meetsAdultAtRisk(meeting) && isLoneVisit(meeting),
  AT_HOME_WITH_ADULT_AT_RISK: (meeting) => meetsAdultAtRisk(meeting) && isPerhapsInHome(meeting),
  MONEY_OF_ADULT_AT_RISK: (meeting) =>
    handlesMoney(meeting) && meeting.recipients.some((party) => isAtRisk(meeting, party)),
};

/** Is this so in this meeting? */
export const isSo = (circumstance: Circumstance, meeting: Meeting): boolean =>
  tests[circumstance](meeting);
