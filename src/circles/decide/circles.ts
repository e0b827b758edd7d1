import {
  holdsRole,
  invalid,
  isBroker,
  type Refusal,
  refuse,
  type Viewer,
} from "../../kernel/index.ts";
import type { Circle, Model, Power, Rules } from "../model/index.ts";

/** Facilitators of the hub look after its circles, and its brokers where there is none. */
export const runs = (viewer: Viewer, { hubId }: Pick<Circle, "hubId">): boolean =>
  holdsRole(viewer, "FACILITATOR", hubId) || isBroker(viewer, hubId);

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
