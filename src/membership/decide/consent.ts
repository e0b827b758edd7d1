import { forbidden, type Refusal, refuse, type Spoken, wrongState } from "../../kernel/index.ts";
import {
  type ConsentNow,
  type ConsentPurpose,
  type Consents,
  consentPurposes,
  consentText,
  type GivenConsent,
  type Member,
} from "../model/index.ts";
import type { Tie } from "./access.ts";
import { adultAge, guardedAge, isUnder } from "./age.ts";
import { whyNotHeard } from "./heard.ts";

/** What these rules need to know of somebody: a member, or a party as other rooms know it. */
type Asked = {
  readonly status: Member["status"];
  readonly bornOn?: string | undefined;
  readonly consents?: Consents | undefined;
};

/** Some uses are not for children, whoever says yes (ICO Children's Code, standards 5, 7, 12). */
const isOpenTo = (purpose: ConsentPurpose, { bornOn }: Asked, now: string): boolean =>
  !consentText(purpose).isForAdultsOnly || !isUnder(adultAge, bornOn, now);

/**
 * May this be done with what is known of somebody, at this moment?
 *
 * Only with a yes that stands: given to this hub, while they belong to it, to something that is
 * open to people of their age. What was said for a child under 13 is the guardian's yes, and from
 * the 13th birthday on the young person's own is needed (Data Protection Act 2018, section 9).
 */
export function allows(one: Asked, purpose: ConsentPurpose, now: string): boolean {
  const given = one.consents?.[purpose];
  if (!given || one.status === "LEFT" || given.givenToHubId !== undefined) return false;
  if (!isOpenTo(purpose, one, now)) return false;
  return !isUnder(guardedAge, one.bornOn, given.at) || isUnder(guardedAge, one.bornOn, now);
}

/** Each purpose with whether it is allowed now, and what was said of it last. */
export const consentsNow = (member: Member, now: string): readonly ConsentNow[] =>
  consentPurposes.map((purpose) => {
    const given = member.consents?.[purpose];
    return {
      purpose,
      isInForce: allows(member, purpose, now),
      isOpenToThem: isOpenTo(purpose, member, now),
      ...(given ? { given } : {}),
    };
  });

/** The person, the guardian of a child under 13, and the broker, who writes down what was said. */
export const mayHearConsents = (member: Member, tie: Tie, now: string): boolean =>
  tie !== "GUARDIAN" || isUnder(guardedAge, member.bornOn, now);

type Heard = { readonly tie: Tie; readonly spoken?: Spoken | undefined };

/** Who may answer for this person: they themselves, and who may hear it, who says how. */
export function whyNotAnswer(
  member: Member,
  { tie, spoken }: Heard,
  now: string,
): Refusal<"FORBIDDEN"> | undefined {
  if (!mayHearConsents(member, tie, now)) {
    return forbidden(
      "From 13 on, young people answer this themselves.",
      "Ask them to answer it, or to tell their broker.",
    );
  }
  return whyNotHeard({ tie, spoken });
}

type Yes = {
  readonly purpose: ConsentPurpose;
  /** The text that was shown. */
  readonly textVersion: number;
  readonly byPersonId: string;
  readonly as: Tie;
};

type GiveCode = "STATE_TRANSITION_INVALID" | "NOT_FOR_CHILDREN" | "CONSENT_TEXT_CHANGED";

/** A yes to one purpose, after the words that are shown for it today. */
export function giveConsent(member: Member, yes: Yes, now: string): Member | Refusal<GiveCode> {
  const { purpose, textVersion } = yes;
  if (member.status === "LEFT") {
    return wrongState("This person has left the hub.", "They can apply again.");
  }
  if (!isOpenTo(purpose, member, now)) return notForChildren("purpose");
  if (textVersion !== consentText(purpose).version) return textChanged();
  if (allows(member, purpose, now) && member.consents?.[purpose]?.textVersion === textVersion) {
    return wrongState("The answer is yes already.", "Nothing more needs to be done.");
  }
  const given: GivenConsent = { at: now, textVersion, byPersonId: yes.byPersonId, as: yes.as };
  return { ...member, consents: { ...member.consents, [purpose]: given } };
}

/** Not asked of children, so nothing a child says could make it be done. */
export const notForChildren = (at?: string): Refusal<"NOT_FOR_CHILDREN"> =>
  refuse(
    "NOT_FOR_CHILDREN",
    "This is only for people of 18 or more.",
    "Leave it as it is. It can be answered from the 18th birthday on.",
    at,
  );

/** A yes is worth what was read before it. */
export const textChanged = (): Refusal<"CONSENT_TEXT_CHANGED"> =>
  refuse(
    "CONSENT_TEXT_CHANGED",
    "The words of this question have changed.",
    "Show the new words, and send their version with the answer.",
    "textVersion",
  );

/** Taking a yes back is never harder than giving it (UK GDPR Article 7(3)): no state stops it. */
export function withdrawConsent(
  member: Member,
  purpose: ConsentPurpose,
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  if (!member.consents?.[purpose]) {
    return wrongState("The answer is no already.", "Nothing more needs to be done.");
  }
  const { [purpose]: _taken, ...consents } = member.consents;
  return { ...member, consents };
}

/**
 * What comes along to another hub: what was said, and to which hub. The new hub answers for its
 * own use of data, so it asks anew before anything rests on it; until then it can be taken back.
 */
export const carriedConsents = (member: Member): Consents | undefined =>
  member.consents &&
  Object.fromEntries(
    Object.entries(member.consents).map(([purpose, given]) => [
      purpose,
      { ...given, givenToHubId: given.givenToHubId ?? member.hubId },
    ]),
  );
