import {
  callerOf,
  forbidden,
  invalid,
  isBroker,
  isTiedTo,
  type Refusal,
  refuse,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type {
  ExchangePolicy,
  LearningDay,
  LearningRecord,
  PartyFacts,
  RecordedLearning,
  RecordLearning,
  VerifiedLearning,
} from "../model/index.ts";
import { isUnderAge, notYours, voiceFor, whyNotActive } from "./standing.ts";
import { earliestDay, whyNotHappened } from "./terms.ts";

type Learning = {
  readonly learner: PartyFacts;
  readonly organisation: PartyFacts;
  readonly viewer: Viewer;
  readonly now: string;
};

/** Somebody named as learner, whose hub is known where they are. */
type Named = { readonly id: string; readonly hubId?: string | undefined };

/** The learner from 13 on, a guardian or the learner's broker: who knows the learner anyway. */
export const knowsLearner = (viewer: Viewer, { id, hubId }: Named): boolean =>
  voiceFor(viewer, id) !== undefined || (hubId !== undefined && isBroker(viewer, hubId));

/** Who knows the learner, or an admin of the organisation. Nobody else hears who exists. */
export const whyNotRecord = ({
  learner,
  organisation,
  viewer,
}: {
  readonly learner: Named;
  readonly organisation: Pick<PartyFacts, "id">;
  readonly viewer: Viewer;
}) =>
  knowsLearner(viewer, learner) || voiceFor(viewer, organisation.id) === "ADMIN"
    ? undefined
    : notYours(viewer);

/** The day as far as who writes something down may know it: an admin knows their own credits. */
export const dayKnownTo = (
  viewer: Viewer,
  day: LearningDay,
  { learner, organisation }: Pick<Learning, "learner" | "organisation">,
): LearningDay =>
  knowsLearner(viewer, learner)
    ? day
    : {
        ...day,
        credits: day.credits.filter((credit) => credit.organisationId === organisation.id),
      };

/** What was learned, written down. No minutes move yet. */
export function recordLearning(
  wish: RecordLearning,
  { learner, organisation, viewer, now }: Learning,
  {
    policy,
    stored,
  }: {
    readonly policy: ExchangePolicy;
    readonly stored: Pick<RecordedLearning, "id" | "version" | "receipts">;
  },
): RecordedLearning | Refusal<"PARTY_NOT_ACTIVE" | "VALIDATION_FAILED"> {
  const refusal =
    whyNotLearner(learner) ??
    wish.sessions
      .map(({ on }, place) =>
        whyNotHappened(on, {
          earliest: earliestDay(now, policy),
          now,
          at: `sessions.${place}.on`,
        }),
      )
      .find((found) => found !== undefined) ??
    whyNotActive([
      { ...learner, at: "learnerId" },
      { ...organisation, at: "organisationId" },
    ]);
  if (refusal) return refusal;
  return {
    status: "RECORDED",
    ...stored,
    hubId: learner.hubId,
    organisationHubId: organisation.hubId,
    learnerId: learner.id,
    organisationId: organisation.id,
    what: wish.what,
    sessions: wish.sessions.toSorted((a, b) => (a.on < b.on ? -1 : 1)),
    recordedBy: callerOf(viewer),
    recordedAt: now,
  };
}

const whyNotLearner = (learner: PartyFacts) =>
  learner.kind === "MEMBER"
    ? undefined
    : invalid("Only a person can learn.", "Name a member.", "learnerId");

/** Verifying is for the organisation's people, and never for who speaks for the learner. */
export function whyNotVerify({ learner, organisation, viewer }: Learning) {
  if (!voiceFor(viewer, organisation.id)) {
    return forbidden(
      "Only someone from the organisation can verify this.",
      "Ask an admin of the organisation.",
    );
  }
  if (!isTiedTo(viewer, learner.id)) return undefined;
  return forbidden(
    "You speak for the learner, so you cannot verify this.",
    "Ask someone else of the organisation.",
  );
}

export function verifyLearning(
  record: LearningRecord,
  { viewer, now }: Learning,
): VerifiedLearning | Refusal<"STATE_TRANSITION_INVALID" | "VERIFIER_IS_RECORDER"> {
  if (record.status !== "RECORDED") {
    return wrongState("This was verified before.", "There is nothing more to do.");
  }
  if (record.recordedBy === callerOf(viewer)) {
    return refuse(
      "VERIFIER_IS_RECORDER",
      "You wrote this down, so someone else has to verify it.",
      "Ask another person of the organisation.",
    );
  }
  return { ...record, status: "VERIFIED", verifiedBy: callerOf(viewer), verifiedAt: now };
}

/** The day with these minutes added, or why they cannot be credited on it. */
export function creditDay(
  day: LearningDay,
  record: Pick<LearningRecord, "id" | "organisationId"> & { readonly minutes: number },
  {
    learner,
    policy,
    now,
  }: { readonly learner: PartyFacts; readonly policy: ExchangePolicy; readonly now: string },
): LearningDay | Refusal<"DAILY_LIMIT" | "LEARNING_ALREADY_RECORDED"> {
  if (day.credits.some((credit) => credit.organisationId === record.organisationId)) {
    return refuse(
      "LEARNING_ALREADY_RECORDED",
      `This learner has a credit from this organisation for ${day.on} already.`,
      "Leave this day out.",
      "sessions",
    );
  }
  const minutes = day.credits.reduce((sum, credit) => sum + credit.minutes, record.minutes);
  if (isUnderAge(learner, now) && minutes > policy.childDailyLearningMinutes) {
    return refuse(
      "DAILY_LIMIT",
      `That is more learning on ${day.on} than can be credited to a young person.`,
      "Credit less for this day, or leave it out.",
      "sessions",
    );
  }
  const credit = {
    organisationId: record.organisationId,
    minutes: record.minutes,
    recordId: record.id,
  };
  return { ...day, credits: [...day.credits, credit], version: day.version + 1 };
}
