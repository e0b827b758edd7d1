import * as z from "zod";
import { Spoken } from "../../kernel/index.ts";

/**
 * What a person can say yes to, each for itself. Only what something here really does stands in
 * this list, so that no yes is asked for that changes nothing.
 */
export const consentPurposes = [
  "SHARE_CONTACT_AFTER_AGREEMENT",
  "SHARE_COMMUNICATION_AFTER_AGREEMENT",
  "SHARE_CONTACT_AS_GUARDIAN",
  "SUGGEST_MATCHES",
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Whose voice a yes or no came by. A broker writes down what they heard. */
const capacities = ["SELF", "GUARDIAN", "BROKER"] as const;

const GivenConsent = z
  .object({
    at: z.string(),
    textVersion: z.int(),
    byPersonId: z.string(),
    as: z.enum(capacities),
    /** The hub it was given to, when the person came from another one since. */
    givenToHubId: z.string().optional(),
  })
  .readonly();
export type GivenConsent = z.infer<typeof GivenConsent>;

/** What somebody has said yes to; what is absent is a no, which is how everybody begins. */
export const Consents = z.partialRecord(z.enum(consentPurposes), GivenConsent).readonly();
export type Consents = z.infer<typeof Consents>;

/** One line of the history of what somebody allowed. Never changed. */
export const ConsentChange = z
  .object({
    memberId: z.string(),
    purpose: z.enum(consentPurposes),
    isYes: z.boolean(),
    at: z.string(),
    byPersonId: z.string(),
    as: z.enum(capacities),
    /** The text that was shown; absent where a yes was taken back, which needs no text. */
    textVersion: z.int().optional(),
    /** What the broker heard. */
    spoken: Spoken.optional(),
  })
  .readonly();
export type ConsentChange = z.infer<typeof ConsentChange>;

/** What somebody allows of one purpose at this moment. */
export type ConsentNow = {
  readonly purpose: ConsentPurpose;
  readonly isInForce: boolean;
  readonly isOpenToThem: boolean;
  readonly given?: GivenConsent;
};

/** What people are shown before they say yes to a purpose. */
export type ConsentText = {
  readonly purpose: ConsentPurpose;
  /** Goes up with each change of a word, so that it is known what somebody said yes to. */
  readonly version: number;
  readonly text: string;
  readonly easyText: string;
  readonly isForAdultsOnly: boolean;
};

const texts: { readonly [purpose in ConsentPurpose]: Omit<ConsentText, "purpose"> } = {
  SHARE_CONTACT_AFTER_AGREEMENT: {
    version: 1,
    text:
      "When you and someone else have both agreed on some help, may we show them the one way to reach you " +
      "that you like best: your phone number or your e-mail address? They see it until two weeks after the " +
      "help is settled. You can say no, take part all the same, and take a yes back at any time.",
    easyText: "May we show your phone number or e-mail to the person you agreed to meet?",
    isForAdultsOnly: true,
  },
  SHARE_COMMUNICATION_AFTER_AGREEMENT: {
    version: 1,
    text:
      "When you and someone else have both agreed on some help, may we tell them what helps the two of you " +
      "to talk: your languages, whether you need an interpreter, how you speak (for example with a device, " +
      "signs or in writing) and when to call? It can say something about your health. They see it until two " +
      "weeks after the help is settled. You can say no, and take a yes back at any time.",
    easyText: "May we tell the person you agreed to meet how best to talk with you?",
    isForAdultsOnly: false,
  },
  SHARE_CONTACT_AS_GUARDIAN: {
    version: 1,
    text:
      "When a child you are a guardian of has agreed on some help, and you have agreed too, may we show the " +
      "other side the one way to reach you that you like best? Nobody is ever shown how to reach the child. " +
      "You can say no, and take a yes back at any time.",
    easyText: "May we show your phone number or e-mail to people your child agreed to meet?",
    isForAdultsOnly: true,
  },
  SUGGEST_MATCHES: {
    version: 1,
    text:
      "May our computer compare what you offer with what others ask for, and suggest your offers to them with " +
      "the reason? Without a yes people still find your offers when they search. You can take a yes back at " +
      "any time.",
    easyText: "May we suggest your offers to people who could use them?",
    isForAdultsOnly: true,
  },
};

export const consentText = (purpose: ConsentPurpose): ConsentText => ({
  purpose,
  ...texts[purpose],
});
