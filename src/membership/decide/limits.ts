import { ageOn, dateOf, invalid, type Refusal, wrongState } from "../../kernel/index.ts";
import type {
  CapsInForce,
  LimitException,
  LimitInForce,
  LimitsInForce,
  Member,
  Party,
  PeriodCaps,
  PolicyValues,
} from "../model/index.ts";
import { guardedAge } from "./age.ts";

const capNames = ["dayMinutes", "weekMinutes", "monthMinutes", "yearMinutes"] as const;

/** Cap by cap: what is said takes the place of what was, and zero takes it away. */
export const mergeCaps = (before: PeriodCaps, said: PeriodCaps = {}): PeriodCaps =>
  Object.fromEntries(
    capNames.map((name) => [name, said[name] ?? before[name]] as const).filter(([, cap]) => cap),
  );

/** What can be said of caps on giving and spending, in a policy or for one member. */
type SaidCaps = {
  readonly givingLimits?: PeriodCaps | undefined;
  readonly spendingLimits?: PeriodCaps | undefined;
};

/**
 * A day cannot allow more than the week it lies in, nor that more than a month or a year: one of
 * the two would never be felt. Points at the one of both that was said.
 */
export function whyNotNested(
  limits: SaidCaps,
  said: SaidCaps,
  path = "",
): Refusal<"VALIDATION_FAILED"> | undefined {
  for (const list of ["givingLimits", "spendingLimits"] as const) {
    const caps = limits[list] ?? {};
    const set = capNames.filter((name) => (caps[name] ?? 0) > 0);
    for (const [place, longer] of set.slice(1).entries()) {
      const shorter = set[place] ?? longer;
      if ((caps[shorter] ?? 0) <= (caps[longer] ?? 0)) continue;
      const at = said[list]?.[shorter] === undefined ? longer : shorter;
      return invalid(
        "A shorter time would allow more than a longer one.",
        `Let ${shorter} be at most ${longer}, or take one of them away with 0.`,
        `${path}${list}.${at}`,
      );
    }
  }
  return undefined;
}

type Limited = Pick<Party, "id" | "bornOn" | "limits">;

/** The limits that hold for a member now: the exception where there is one, else the hub's own. */
export function limitsInForce(party: Limited, policy: PolicyValues, now: string): LimitsInForce {
  const until = party.limits?.until;
  const isOver = until !== undefined && until <= now;
  const own: LimitException = isOver ? {} : (party.limits ?? {});
  return {
    memberId: party.id,
    floor: isUnder13(party, now)
      ? { minutes: 0, source: "AGE" }
      : ownElse(own.floorMinutes, policy.floorMinutes),
    ceiling: ownElse(own.ceilingMinutes, policy.ceilingMinutes),
    isCeilingHard: own.isCeilingHard ?? policy.isCeilingHard,
    isCeilingHardFrom: sourceOf(own.isCeilingHard),
    giving: capsInForce(own.givingLimits, policy.givingLimits),
    spending: capsInForce(own.spendingLimits, policy.spendingLimits),
    leastGap: capInForce(own.leastGapMinutes, policy.leastGapMinutes),
    ...(isOver || until === undefined ? {} : { until }),
  };
}

/** A young child cannot promise help they have not given yet, whatever anybody sets. */
const isUnder13 = ({ bornOn }: Limited, now: string): boolean =>
  bornOn !== undefined && ageOn(bornOn, dateOf(now)) < guardedAge;

const capsInForce = (own: PeriodCaps = {}, hub: PeriodCaps): CapsInForce => ({
  day: capInForce(own.dayMinutes, hub.dayMinutes),
  week: capInForce(own.weekMinutes, hub.weekMinutes),
  month: capInForce(own.monthMinutes, hub.monthMinutes),
  year: capInForce(own.yearMinutes, hub.yearMinutes),
});

const sourceOf = (own: number | boolean | undefined) => (own === undefined ? "HUB" : "MEMBER");

const ownElse = (own: number | undefined, hub: number): Required<LimitInForce> => ({
  minutes: own ?? hub,
  source: sourceOf(own),
});

/** Where zero means that there is no limit. */
function capInForce(own: number | undefined, hub = 0): LimitInForce {
  const minutes = own ?? hub;
  return { ...(minutes > 0 ? { minutes } : {}), source: sourceOf(own) };
}

/** A member with an exception in place of any earlier one. */
export function setLimits(
  member: Member,
  exception: LimitException,
  now: string,
): Member | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (member.status === "LEFT") return hasLeft();
  if (exception.until !== undefined && exception.until <= now) {
    return invalid("This moment has passed.", "Choose a later one, or leave it out.", "until");
  }
  return whyNotNested(exception, exception) ?? { ...member, limits: exception };
}

/** A member for whom the hub's policy holds again. */
export function clearLimits(member: Member): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  if (member.status === "LEFT") return hasLeft();
  if (!member.limits) {
    return wrongState("This member has no limits of their own.", "Nothing more needs to be done.");
  }
  const { limits: _limits, ...rest } = member;
  return rest;
}

const hasLeft = () => wrongState("This person has left the hub.", "They can apply again.");
