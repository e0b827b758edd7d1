import * as z from "zod";
import { Consents } from "./consent.ts";
import { GuardianConsent, GuardianContact } from "./guardian-consent.ts";
import { kept } from "./kept.ts";
import { LimitException } from "./limits.ts";
import { Profile, ProfileChange } from "./profile.ts";
import { PastSupporter, Supporter } from "./supporter.ts";

const entryChannels = ["ONLINE", "PHONE", "PAPER", "IN_PERSON"] as const;

export const waivable = ["REFERENCES", "OFFER", "REQUEST"] as const;
export type Waivable = (typeof waivable)[number];

/** What stands between an application and taking part. */
const onboardingSteps = [
  "INTERVIEW",
  "REFERENCES",
  "CODE_OF_CONDUCT",
  "OFFER",
  "REQUEST",
  "GUARDIAN",
  "GUARDIAN_CONSENT",
] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

/** What someone who knows the applicant said of them, as a broker noted it. */
const Reference = z
  .object({
    refereeName: z.string(),
    relation: z.string(),
    note: z.string().optional(),
    takenOn: z.string(),
    byPersonId: z.string(),
  })
  .readonly();
export type Reference = z.infer<typeof Reference>;

const Waiver = z
  .object({
    step: z.enum(waivable),
    reason: z.string(),
    byPersonId: z.string(),
    at: z.string(),
  })
  .readonly();

/** Someone with parental responsibility. Without noted evidence it is only what they said. */
const Guardian = z
  .object({
    personId: z.string(),
    linkedAt: z.string(),
    evidence: z
      .object({ note: z.string(), byPersonId: z.string(), at: z.string() })
      .readonly()
      .optional(),
    contact: GuardianContact.optional(),
  })
  .readonly();
export type Guardian = z.infer<typeof Guardian>;

const PastGuardian = z
  .object({
    personId: z.string(),
    endedAt: z.string(),
    byPersonId: z.string(),
    reason: z.string(),
  })
  .readonly();

const Interview = z
  .object({ heldOn: z.string(), note: z.string(), byPersonId: z.string() })
  .readonly();

const base = {
  id: z.string(),
  personId: z.string(),
  hubId: z.string(),
  bornOn: z.string(),
  ...Profile.shape,
  profileChange: ProfileChange.optional(),
  /** In the person's own words, from joining on; listings come later in the directory. */
  offersInWords: z.array(z.string()).readonly(),
  requestsInWords: z.array(z.string()).readonly(),
  entry: z
    .object({
      channel: z.enum(entryChannels),
      helperName: z.string().optional(),
      /** The broker who wrote it down. */
      byPersonId: z.string().optional(),
      consentNote: z.string().optional(),
    })
    .readonly(),
  referralId: z.string().optional(),
  guardians: z.array(Guardian).readonly(),
  /** The last few guardianships that ended, and why. */
  pastGuardians: z.array(PastGuardian).readonly(),
  /** For a child under 13: that a guardian agrees to the membership. */
  guardianConsent: GuardianConsent.optional(),
  /** Who acts for an adult member; absent for nearly everyone. */
  supporters: z.array(Supporter).readonly().optional(),
  pastSupporters: z.array(PastSupporter).readonly().optional(),
  references: z.array(Reference).readonly(),
  waivers: z.array(Waiver).readonly(),
  codeOfConduct: z
    .object({ acceptedAt: z.string(), byPersonId: z.string(), note: z.string().optional() })
    .readonly()
    .optional(),
  /** Memberships of other hubs that this one continues, nearest first. */
  earlierIds: z.array(z.string()).readonly().optional(),
  /** What was set in place of the hub's limits; kept here because it is read with every act. */
  limits: LimitException.optional(),
  /** What they have said yes to, kept here because it is asked for wherever they are met. */
  consents: Consents.optional(),
  ...kept,
};

const inside = { ...base, interview: Interview, activatedAt: z.string() };

const Applied = z.object({ status: z.literal("APPLIED"), ...base }).readonly();
const Interviewed = z
  .object({ status: z.literal("INTERVIEWED"), ...base, interview: Interview })
  .readonly();
const Active = z.object({ status: z.literal("ACTIVE"), ...inside }).readonly();
const Paused = z
  .object({
    status: z.literal("PAUSED"),
    ...inside,
    pausedAt: z.string(),
    pauseReason: z.string().optional(),
    /** Who paused it, and whether as a broker. */
    pausedBy: z.string().optional(),
    byBroker: z.boolean().optional(),
  })
  .readonly();
const Left = z
  .object({
    status: z.literal("LEFT"),
    ...base,
    interview: Interview.optional(),
    activatedAt: z.string().optional(),
    leftAt: z.string(),
    leaveReason: z.string().optional(),
    /** Who ended it, and whether as a broker; absent where it goes on in another hub. */
    leftBy: z.string().optional(),
    byBroker: z.boolean().optional(),
    /** The membership of another hub that continues this one. */
    movedToId: z.string().optional(),
  })
  .readonly();

/**
 * A person's membership of one hub.
 *
 *     APPLIED ──interview──▶ INTERVIEWED ──activate──▶ ACTIVE ◀──pause, resume──▶ PAUSED
 *        └──────────────────────┴── leave ──▶ LEFT ◀── leave ──┴────────────────────┘
 *
 * LEFT is the end: who comes back applies again and gets a new membership.
 */
export const Member = z.discriminatedUnion("status", [Applied, Interviewed, Active, Paused, Left]);
export type Member = z.infer<typeof Member>;
export type MemberStatus = Member["status"];
export const memberStatuses = ["APPLIED", "INTERVIEWED", "ACTIVE", "PAUSED", "LEFT"] as const;

export type AppliedMember = z.infer<typeof Applied>;
export type InterviewedMember = z.infer<typeof Interviewed>;
export type ActiveMember = z.infer<typeof Active>;
export type PausedMember = z.infer<typeof Paused>;
export type LeftMember = z.infer<typeof Left>;
/** A membership that has not ended. */
export type PresentMember = Exclude<Member, LeftMember>;

/** A guardian as the viewer may see them: evidence is for brokers, a contact theirs too. */
export type VisibleGuardian = Guardian & {
  readonly showsEvidence: boolean;
  readonly showsContact: boolean;
};
