import { type Refusal, refuse } from "../../kernel/index.ts";
import type { LeftMember, Member, Organisation, PresentMember } from "../model/index.ts";
import { carriedConsents } from "./consent.ts";
import { guardiansKept, pastGuardiansKept } from "./guardian.ts";
import { isWaiting } from "./onboarding.ts";
import { pastSupportersKept } from "./supporter.ts";

/** Where somebody goes, when, and whose yes it rests on. */
export type Move = {
  /** The id of the membership or organisation that goes on there. */
  readonly toId: string;
  readonly toHubId: string;
  readonly at: string;
  readonly by: string;
};

/**
 * The membership as it goes on in the other hub: what the person told of themselves, who their
 * guardians are and how that was shown, that they were talked with and by whom they are known.
 * What brokers wrote for their own use, and what they decided for that hub alone, stays behind.
 */
export function arrive(member: PresentMember, { toId, toHubId, at }: Move): PresentMember {
  const facts = {
    id: toId,
    hubId: toHubId,
    referralId: undefined,
    profileChange: undefined,
    // Exceptions from limits are of the hub whose limits they are.
    limits: undefined,
    consents: carriedConsents(member),
    references: member.references.map(({ note: _note, ...fact }) => fact),
    pastGuardians: [],
    // How a guardian is reached was told to the old hub.
    guardians: withoutContacts(member),
    // A basis in law was shown to the old hub: the new one has to see it too.
    supporters: undefined,
    pastSupporters: undefined,
    earlierIds: [member.id, ...(member.earlierIds ?? [])],
    createdAt: at,
    version: 1,
    receipts: [],
  };
  switch (member.status) {
    case "APPLIED":
      return { ...member, ...facts };
    case "INTERVIEWED":
      return { ...member, ...facts, interview: factOf(member.interview) };
    case "ACTIVE":
      return { ...member, ...facts, interview: factOf(member.interview), activatedAt: at };
    case "PAUSED": {
      const { pauseReason: _why, pausedBy: _by, byBroker: _as, ...paused } = member;
      return { ...paused, ...facts, interview: factOf(member.interview), activatedAt: at };
    }
  }
}

const withoutContacts = ({ guardians }: PresentMember) =>
  guardians.map(({ contact: _told, ...guardian }) => guardian);

const factOf = (interview: NonNullable<LeftMember["interview"]>) => ({
  ...interview,
  note: "The talk was in the hub they came from.",
});

/** The membership of somebody who belonged to both hubs, now that one of the two has ended. */
export const join = (there: PresentMember, member: PresentMember): PresentMember => ({
  ...there,
  guardians: [
    ...there.guardians,
    ...withoutContacts(member).filter(
      ({ personId }) => !there.guardians.some((one) => one.personId === personId),
    ),
  ].slice(0, guardiansKept),
  earlierIds: [member.id, ...(member.earlierIds ?? []), ...(there.earlierIds ?? [])],
  version: there.version + 1,
});

/** A guardian's voice goes where the child goes, so it ends here. */
export function depart(member: PresentMember, { toId, at, by }: Move): LeftMember {
  const ended = member.guardians.map(({ personId }) => ({
    personId,
    endedAt: at,
    byPersonId: by,
    reason: "The child moved to another hub.",
  }));
  return {
    ...member,
    status: "LEFT",
    leftAt: at,
    movedToId: toId,
    guardians: [],
    // What they allowed here went with them.
    consents: undefined,
    supporters: [],
    pastSupporters: [
      ...(member.pastSupporters ?? []),
      ...(member.supporters ?? []).map(({ personId }) => ({
        personId,
        endedAt: at,
        byPersonId: by,
        reason: "The member moved to another hub.",
      })),
    ].slice(-pastSupportersKept),
    pastGuardians: [...member.pastGuardians, ...ended].slice(-pastGuardiansKept),
    version: member.version + 1,
  };
}

/** An application that is not needed any more, because its person comes from another hub. */
export const overtaken = (there: Member, { at }: Move): LeftMember => ({
  ...there,
  status: "LEFT",
  leftAt: at,
  leaveReason: "Came from another hub.",
  version: there.version + 1,
});

/** Does the membership that is there already go on, and not the one that comes? */
export const goesOn = (there: PresentMember, member: PresentMember): boolean =>
  !isWaiting(there) || isWaiting(member);

/** An organisation as it goes on in the other hub, and what is left of it here. */
export const moveOrganisation = (
  organisation: Organisation,
  { toId, toHubId, at }: Move,
): { readonly left: Organisation; readonly arrived: Organisation } => ({
  left: {
    ...organisation,
    status: "LEFT",
    leftAt: at,
    movedToId: toId,
    version: organisation.version + 1,
  },
  arrived: {
    ...organisation,
    id: toId,
    hubId: toHubId,
    earlierIds: [organisation.id, ...(organisation.earlierIds ?? [])],
    createdAt: at,
    version: 1,
    receipts: [],
  },
});

type Standing = {
  readonly reservedMinutes: number;
  readonly promisedMinutes?: number | undefined;
  readonly status: string;
};

/** An account that ends here and goes on elsewhere must have nothing under way. */
export function whyNotCarried(
  account: Standing,
): Refusal<"ACCOUNT_FROZEN" | "HOURS_SET_ASIDE"> | undefined {
  if (account.reservedMinutes > 0 || (account.promisedMinutes ?? 0) > 0) {
    return refuse(
      "HOURS_SET_ASIDE",
      "Some minutes are set aside for help that was agreed.",
      "Finish that help or call it off first, then move.",
    );
  }
  if (account.status !== "FROZEN") return undefined;
  return refuse(
    "ACCOUNT_FROZEN",
    "This account is stopped for now.",
    "Ask the broker of the old hub when it can be used again.",
  );
}

/** The person is in the other hub already, or has asked to join it. */
export const alreadyThere = (): Refusal<"ALREADY_MEMBER"> =>
  refuse(
    "ALREADY_MEMBER",
    "This person belongs to the other hub already, or has applied there.",
    "Take the application back first. Who belongs to both hubs can leave one of them.",
  );
