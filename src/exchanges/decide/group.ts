import {
  actsFor,
  addDays,
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
import {
  type ExchangePolicy,
  type GroupActivity,
  type GroupPart,
  type GroupRole,
  giverMinutesOf,
  mostParts,
  type PartyFacts,
  type PlanGroupActivity,
  type PlannedActivity,
} from "../model/index.ts";
import { samePerson } from "./agreement.ts";
import { whyNotActive, whyNotAlone } from "./standing.ts";
import { whyNotMinutes, whyNotPlanned } from "./terms.ts";

/** Who asks, when, under which rules of the hub. */
export type GroupAsking = {
  readonly viewer: Viewer;
  readonly now: string;
  readonly policy: ExchangePolicy;
};

type Organised = Pick<GroupActivity, "hubId"> & { readonly organiserId?: string | undefined };

/** The organisation that organises it, and the hub's brokers. */
export const organises = (viewer: Viewer, { hubId, organiserId }: Organised): boolean =>
  isBroker(viewer, hubId) || (organiserId !== undefined && actsFor(viewer, organiserId));

/** A broker of the hub who neither takes part nor organises. */
export const isNeutralBroker = (viewer: Viewer, activity: GroupActivity): boolean =>
  isBroker(viewer, activity.hubId) &&
  ![activity.organiserId, ...activity.parts.map((part) => part.partyId)].some(
    (partyId) => partyId !== undefined && isTiedTo(viewer, partyId),
  );

/** Who organises it sees everybody's part; anyone else those of whom they act for. */
export const partsSeenBy = (viewer: Viewer, activity: GroupActivity): readonly GroupPart[] =>
  organises(viewer, activity)
    ? activity.parts
    : activity.parts.filter((part) => actsFor(viewer, part.partyId, "READ"));

/** A plan with the parties it names, all of one hub. Nobody takes part until they say so themselves. */
export function planGroup(
  wish: PlanGroupActivity,
  { viewer, now, policy }: GroupAsking,
  plan: {
    readonly parties: readonly PartyFacts[];
    readonly sponsor: PartyFacts | undefined;
    readonly stored: Pick<PlannedActivity, "id" | "version" | "receipts">;
  },
): PlannedActivity | Refusal<"PARTY_NOT_ACTIVE" | "VALIDATION_FAILED"> {
  const refusal =
    whyNotSponsor(wish, plan.sponsor) ??
    wish.givers
      .map((giver, place) => whyNotMinutes(giver.minutes, policy, `givers.${place}.minutes`))
      .find((found) => found !== undefined) ??
    whyNotMinutes(wish.receiverMinutes ?? policy.stepMinutes, policy, "receiverMinutes") ??
    whyNotPlanned(wish.plannedFor, policy, now) ??
    whyNotActive(plan.parties);
  if (refusal) return refusal;
  return {
    status: "PLANNED",
    ...plan.stored,
    hubId: wish.hubId,
    ...(wish.organiserId === undefined ? {} : { organiserId: wish.organiserId }),
    plannedBy: callerOf(viewer),
    plannedAt: now,
    what: wish.what,
    plannedFor: wish.plannedFor,
    ...(wish.categoryId === undefined ? {} : { categoryId: wish.categoryId }),
    ...(wish.channel === undefined ? {} : { channel: wish.channel }),
    ...(wish.placeKind === undefined ? {} : { placeKind: wish.placeKind }),
    ...(wish.receiverMinutes === undefined ? {} : { receiverMinutes: wish.receiverMinutes }),
    parts: partsOf(wish),
    dueAt: addDays(wish.plannedFor > now ? wish.plannedFor : now, policy.agreedExpiryDays),
  };
}

function partsOf(wish: PlanGroupActivity): readonly GroupPart[] {
  const givers = wish.givers.map(({ partyId, minutes }) => ({
    partyId,
    role: "GIVER" as const,
    minutes,
  }));
  if (wish.sponsorId === undefined) return givers;
  return [...givers, { partyId: wish.sponsorId, role: "SPONSOR", minutes: giverMinutesOf(givers) }];
}

function whyNotSponsor(wish: PlanGroupActivity, sponsor: PartyFacts | undefined) {
  if (!sponsor) return undefined;
  if (sponsor.kind !== "ORGANISATION") {
    return invalid("Only an organisation can be a sponsor.", "Name an organisation.", "sponsorId");
  }
  if (wish.givers.every((giver) => giver.partyId !== sponsor.id)) return undefined;
  return invalid(
    "The sponsor cannot be a giver too.",
    "Name another sponsor, or leave the giver out.",
    "sponsorId",
  );
}

/** Has it not happened yet, and can it still? */
export const whyNotPlannedStill = (activity: GroupActivity) =>
  activity.status === "PLANNED"
    ? undefined
    : wrongState("This activity is over.", "Open it to see what became of it.");

/** Someone says yes to a part. A giver has to have been asked; anyone of the hub can receive. */
export function join(
  activity: GroupActivity,
  wish: {
    readonly party: PartyFacts;
    readonly role: GroupRole;
    /** Do limits hold on what the party's account receives? */
    readonly isLimited?: boolean;
  },
  { viewer, now }: GroupAsking,
): { readonly next: PlannedActivity; readonly part: GroupPart } | Refusal<JoinCode> {
  if (activity.status !== "PLANNED") return whyNotPlannedStill(activity) ?? hasPart();
  const mine = activity.parts.find((part) => part.partyId === wish.party.id);
  if (mine?.joinedBy !== undefined || (mine && mine.role !== wish.role)) return hasPart();
  const refusal =
    whyNotBothSides(activity, wish.role, callerOf(viewer)) ??
    whyNotAlone(viewer, wish.party, now) ??
    whyNotActive([{ ...wish.party, at: "partyId" }]) ??
    (mine ? undefined : whyNotOneMore(activity));
  if (refusal) return refusal;
  const part: GroupPart = {
    partyId: wish.party.id,
    role: wish.role,
    minutes: mine?.minutes ?? activity.receiverMinutes ?? 0,
    joinedBy: callerOf(viewer),
    joinedAt: now,
    ...(wish.role === "GIVER" && wish.isLimited ? { isPromised: true } : {}),
  };
  const parts = mine
    ? activity.parts.map((one) => (one === mine ? part : one))
    : [...activity.parts, part];
  return { next: { ...activity, parts }, part };
}

type JoinCode =
  | "CAPACITY_FULL"
  | "GUARDIAN_APPROVAL_REQUIRED"
  | "PARTY_NOT_ACTIVE"
  | "SAME_PERSON_BOTH_SIDES"
  | "STATE_TRANSITION_INVALID";

/** Only who was asked gives or sponsors; that is decided before anything is changed. */
export function whyNotInvited(
  activity: GroupActivity,
  { partyId, role }: { readonly partyId: string; readonly role: GroupRole },
): Refusal<"FORBIDDEN"> | undefined {
  if (role === "RECEIVER") return undefined;
  if (activity.parts.some((part) => part.partyId === partyId && part.role === role)) {
    return undefined;
  }
  return forbidden(
    "The plan does not name you for this part.",
    "Join as a receiver, or ask the organiser to plan it with you.",
    "role",
  );
}

/** One person's yes cannot stand on both sides: minutes must not flow between one's own pockets. */
function whyNotBothSides(activity: PlannedActivity, role: GroupRole, personId: string) {
  const other = activity.parts.some(
    (part) => part.joinedBy === personId && (part.role === "GIVER") !== (role === "GIVER"),
  );
  return other ? samePerson() : undefined;
}

const whyNotOneMore = (activity: PlannedActivity): Refusal<"CAPACITY_FULL"> | undefined =>
  activity.parts.length < mostParts
    ? undefined
    : refuse(
        "CAPACITY_FULL",
        `All ${mostParts} places are taken.`,
        "Ask the organiser to plan it once more.",
      );

const hasPart = () =>
  wrongState("This party has a part in it already.", "Leave it first to take another part.");

/** A yes taken back. A receiver's part goes with it; a giver's or sponsor's waits for a new yes. */
export function leave(
  activity: GroupActivity,
  partyId: string,
):
  | { readonly next: PlannedActivity; readonly part: GroupPart }
  | Refusal<"STATE_TRANSITION_INVALID"> {
  const over = whyNotPlannedStill(activity);
  if (over || activity.status !== "PLANNED") return over ?? hasPart();
  const part = activity.parts.find((one) => one.partyId === partyId);
  if (part?.joinedBy === undefined) {
    return wrongState("This party has not joined.", "There is nothing to take back.");
  }
  const { joinedBy: _by, joinedAt: _at, isPromised: _promised, ...asked } = part;
  const parts =
    part.role === "RECEIVER"
      ? activity.parts.filter((one) => one !== part)
      : activity.parts.map((one) => (one === part ? asked : one));
  return { next: { ...activity, parts }, part };
}
