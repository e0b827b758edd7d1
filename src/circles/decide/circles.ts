import {
  holdsRole,
  invalid,
  isBroker,
  type Refusal,
  refuse,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import {
  type Circle,
  type CircleChange,
  type Model,
  mostStepIns,
  type Power,
  type Rules,
} from "../model/index.ts";

type OfHub = Pick<Circle, "hubId">;

export const facilitates = (viewer: Viewer, { hubId }: OfHub): boolean =>
  holdsRole(viewer, "FACILITATOR", hubId);

/** Facilitators and brokers of the hub read what happens in its circles. */
export const oversees = (viewer: Viewer, circle: OfHub): boolean =>
  facilitates(viewer, circle) || isBroker(viewer, circle.hubId);

/** Facilitators of the hub run its circles, and its brokers where none has taken one on. */
export const runs = (viewer: Viewer, circle: Pick<Circle, "hubId" | "runBy">): boolean =>
  facilitates(viewer, circle) || (circle.runBy === "BROKER" && isBroker(viewer, circle.hubId));

type Taking = {
  readonly isFacilitator: boolean;
  readonly reason: string | undefined;
  readonly now: string;
};

/** A facilitator takes a circle on; a broker steps in again, and says why for everyone to read. */
export function takenOn(
  circle: Circle,
  { isFacilitator, reason, now }: Taking,
): Circle | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const runBy = isFacilitator ? "FACILITATOR" : "BROKER";
  if (circle.runBy === runBy) {
    return wrongState("You run this circle already.", "Nothing needs to be done.");
  }
  if (isFacilitator) return { ...circle, runBy };
  if (reason === undefined) {
    return invalid("A facilitator runs this circle.", "Say why you step in.", "reason");
  }
  if (circle.stepIns.length >= mostStepIns) {
    return wrongState(
      `Brokers stepped in ${mostStepIns} times already.`,
      "Ask for another facilitator.",
    );
  }
  return { ...circle, runBy, stepIns: [...circle.stepIns, { at: now, reason }] };
}

/** The circle as it would be. */
export const changedBy = (circle: Circle, change: CircleChange): Circle => ({
  ...circle,
  purpose: change.purpose ?? circle.purpose,
  model: change.model ?? circle.model,
  rules: change.rules ?? circle.rules,
  power: change.power ?? circle.power,
  groups: change.groups ?? circle.groups,
});

/**
 * From the first seat that was offered, a circle is what people were invited to: what it is for,
 * how it decides and who holds power over it is theirs to change, by a decision. Alone, whoever
 * runs it only adds: a group that was forgotten, that one was asked to come, whose money it is.
 */
export function checkOwnChange(
  circle: Circle,
  { groups, ...rest }: CircleChange,
): Refusal<"CIRCLE_DECIDES"> | undefined {
  if (circle.seatCount === 0) return undefined;
  const isMore = Object.values(rest).every((part) => part === undefined);
  if (isMore && (groups === undefined || circle.groups.every((group) => isKept(group, groups)))) {
    return undefined;
  }
  return refuse(
    "CIRCLE_DECIDES",
    "People were invited to the circle as it is, so this is theirs to change.",
    "Put it to the circle with openDecision, as its change.",
    "change",
  );
}

type Group = Circle["groups"][number];

const isKept = (group: Group, groups: readonly Group[]): boolean =>
  groups.some(
    ({ name, side, wasInvited, fundsPercent }) =>
      name === group.name &&
      side === group.side &&
      (wasInvited || !group.wasInvited) &&
      (group.fundsPercent === undefined || group.fundsPercent === fundsPercent),
  );

/** One decision at a time says what a circle will be, so that nobody decides on what is gone. */
export const decidingAlready = (): Refusal<"DECISION_OPEN"> =>
  refuse(
    "DECISION_OPEN",
    "The circle is deciding on a change of itself.",
    "Close that decision first.",
  );

/** A circle may ask more of itself, never less: nobody who relied on a rule loses it. */
export function checkRaised(before: Rules, after: Rules): Refusal<"RULE_LOWERED"> | undefined {
  const isLess =
    after.minServiceUsers.part * before.minServiceUsers.whole <
      before.minServiceUsers.part * after.minServiceUsers.whole ||
    after.minPresent < before.minPresent ||
    after.noticeDays < before.noticeDays;
  if (!isLess) return undefined;
  return refuse(
    "RULE_LOWERED",
    "This would ask for fewer people or less time than the circle promised.",
    "Keep each number as it is, or raise it.",
    "rules",
  );
}

/**
 * Who calls it co-production in the sense of Ostrom and Cahn shows both halves: help that was
 * really exchanged, and decisions that bind.
 */
export function checkModel(
  model: Model,
  power: Power,
  isExchanged: boolean,
): Refusal<"MODEL_NOT_SHOWN"> | undefined {
  if (model.label !== "OSTROM_CAHN" || (power.isBinding && isExchanged)) return undefined;
  return refuse(
    "MODEL_NOT_SHOWN",
    power.isBinding
      ? "This name needs help that was really exchanged."
      : "This name needs decisions that bind.",
    power.isBinding
      ? "Give an exchange of this hub that was settled, or choose another name for now."
      : "Choose another name, or let those with the power agree to be bound.",
    "model",
  );
}

/** A seat is for one of the groups that the circle names. */
export const checkGroup = (
  circle: Circle,
  wish: { readonly group: string; readonly side: string },
): Refusal<"VALIDATION_FAILED"> | undefined =>
  circle.groups.some(({ name, side }) => name === wish.group && side === wish.side)
    ? undefined
    : invalid(
        "The circle names no such group on this side.",
        "Add the group to the circle first.",
        "group",
      );
