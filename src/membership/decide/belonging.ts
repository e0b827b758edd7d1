import {
  ageOn,
  dateOf,
  forbidden,
  invalid,
  isTiedTo,
  type Refusal,
  refuse,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type { LeftMember, Member, PausedMember, PolicyValues, Standing } from "../model/index.ts";
import type { AnyTie } from "./access.ts";
import { isChild, isChildOf, isGuardian } from "./access.ts";
import { guardedAge } from "./age.ts";

export function pause(
  member: Member,
  {
    reason,
    ...pausing
  }: {
    readonly at: string;
    readonly reason?: string | undefined;
    readonly pausedBy?: string;
    readonly byBroker?: boolean;
  },
): PausedMember | Refusal<"STATE_TRANSITION_INVALID"> {
  if (member.status !== "ACTIVE") {
    return wrongState(
      "Only someone who takes part can take a break.",
      "Someone on a break is on one already; someone who waits to join has to be let in first.",
    );
  }
  const { at, ...by } = pausing;
  return { ...member, status: "PAUSED", pausedAt: at, pauseReason: reason, ...by };
}

export function leave(
  member: Member,
  {
    at,
    reason,
    ...by
  }: {
    readonly at: string;
    readonly reason?: string | undefined;
    readonly leftBy?: string;
    readonly byBroker?: boolean;
  },
): LeftMember | Refusal<"STATE_TRANSITION_INVALID"> {
  if (member.status === "LEFT") {
    return wrongState("This person has left already.", "Nothing more needs to be done.");
  }
  return { ...member, status: "LEFT", leftAt: at, leaveReason: reason, ...by };
}

/** What a membership gives its holder and guardians in the hub. */
export function standingOf(member: Member): Standing {
  if (member.status === "LEFT") return "LEFT";
  return member.status === "ACTIVE" || member.status === "PAUSED" ? "IN" : "WAITING";
}

/**
 * Who acts for someone must not gain from it: a guardian never gets the child's credits, and who
 * closes a membership for someone never gives what was on it to themselves or their own.
 */
export function mayReceive(
  leaver: Member,
  heir: Member,
  { tie, viewer }: { readonly tie: AnyTie; readonly viewer: Viewer },
): Refusal<"FORBIDDEN"> | undefined {
  const isOwn = heir.personId === viewer.personId || isTiedTo(viewer, heir.id);
  const gains = isGuardian(leaver, heir.personId) || (tie !== "SELF" && isOwn);
  if (!gains) return undefined;
  return forbidden(
    "Who acts for someone cannot be given their credits.",
    "Choose another member, or leave this out for the pot.",
    "giveToMemberId",
  );
}

/**
 * Children leave their hours to other children; an adult knows a child only where it is theirs.
 * Help that was agreed is not looked at here: what an adult wants to give a child they have met,
 * they give before they leave.
 */
export const mayKnowHeir = (
  leaver: Member,
  heir: Member,
  { viewer, now }: { readonly viewer: Viewer; readonly now: string },
): boolean => !isChild(heir, now) || isChild(leaver, now) || isChildOf(viewer, heir);

/** Credits can only go to someone who can use them. */
export function checkHeir(heir: Member): Refusal<"STATE_TRANSITION_INVALID"> | undefined {
  if (standingOf(heir) === "IN") return undefined;
  return wrongState(
    "The member to give to does not take part now.",
    "Choose another member, or leave this out for the pot.",
  );
}

/** Where the hub says what becomes of a leaver's hours, nobody chooses someone to give them to. */
export function whyNotChoose(
  heir: { readonly id: string } | undefined,
  { leavingBalance }: Pick<PolicyValues, "leavingBalance">,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (!heir || leavingBalance === "HOLDER_CHOOSES") return undefined;
  return invalid(
    "This hub has decided what becomes of the hours of those who leave.",
    "Leave this out, or give some hours before leaving.",
    "giveToMemberId",
  );
}

/** How an account comes to zero, in minutes: given away, or made good from pot and issuance. */
export type Closure = {
  /** To whom the holder chose, or to the pot. */
  readonly given: number;
  /** To each issuance account that hours were written off from, in the order they were named. */
  readonly givenBack: readonly number[];
  readonly fromPot: number;
  readonly fromIssuance: number;
};

/** What the hub has that a closure can draw on or make good, in minutes. */
type Books = {
  readonly potMinutes: number;
  /** What was written off when earlier members left below zero, nearest first. */
  readonly writtenOff: readonly number[];
};

/**
 * What is in hand goes on as policy says. What is below zero is never asked back: the pot absorbs
 * what it can, unless policy spares it, and the rest is issued, so that the hub still sums to zero.
 */
export function closure(
  account: {
    readonly balanceMinutes: number;
    readonly reservedMinutes: number;
    readonly promisedMinutes?: number | undefined;
  },
  { potMinutes, writtenOff }: Books,
  policy: Pick<PolicyValues, "leavingBalance" | "leavingShortfall">,
): Closure | Refusal<"HOURS_SET_ASIDE"> {
  if (account.reservedMinutes > 0 || (account.promisedMinutes ?? 0) > 0) {
    return refuse(
      "HOURS_SET_ASIDE",
      "Some minutes are set aside for help that was agreed.",
      "Finish that help or call it off first, then leave.",
      "memberId",
    );
  }
  const inHand = Math.max(0, account.balanceMinutes);
  const givenBack = policy.leavingBalance === "BACK_TO_ISSUANCE" ? spread(inHand, writtenOff) : [];
  const lacking = Math.max(0, -account.balanceMinutes);
  const sparesPot = policy.leavingShortfall === "ISSUANCE";
  const fromPot = sparesPot ? 0 : Math.min(lacking, Math.max(0, potMinutes));
  return {
    given: givenBack.reduce((left, minutes) => left - minutes, inHand),
    givenBack,
    fromPot,
    fromIssuance: lacking - fromPot,
  };
}

/** Minutes laid over several gaps, each filled before the next and none more than full. */
function spread(minutes: number, gaps: readonly number[]): readonly number[] {
  let left = minutes;
  return gaps.map((gap) => {
    const part = Math.min(left, Math.max(0, gap));
    left -= part;
    return part;
  });
}

/** Is this the last person who answers for a young child that takes part? */
export const isLastGuardian = (member: Member, now: string): boolean =>
  member.status === "ACTIVE" &&
  member.guardians.length === 1 &&
  ageOn(member.bornOn, dateOf(now)) < guardedAge;
