import { forbidden, type Refusal, refuse, standsFor } from "../../kernel/index.ts";
import type { LogVisitMoney, MoneyStep, Visit, VisitMark } from "../model/index.ts";
import { actorOf, markOf, notYours, type Standpoint } from "./standing.ts";

const mostLines = 40;

/** Both sides and whoever came along; a broker who takes no part writes down what one of them said. */
export function whyNotLogMoney(
  visit: Visit,
  { viewer, standing }: Standpoint,
  { spoken }: Pick<LogVisitMoney, "spoken">,
): Refusal<"FORBIDDEN"> | undefined {
  if (standing.party || isCompanion(visit, viewer)) return undefined;
  if (!standing.broker) return notYours();
  return spoken === undefined
    ? forbidden(
        "You can only write down what somebody who was there has told you.",
        "Say in spoken how you heard it.",
        "spoken",
      )
    : undefined;
}

const isCompanion = ({ companionId }: Visit, viewer: Standpoint["viewer"]): boolean =>
  companionId !== undefined && standsFor(viewer, companionId);

/** One more line. Lines already there are never changed, so a log can be trusted later. */
export function logMoney(
  visit: Visit,
  { step, pence, what, seenBy, spoken }: LogVisitMoney,
  standpoint: Standpoint,
): Visit | Refusal<"TOO_MANY_MONEY_LINES"> {
  if (visit.money.length >= mostLines) {
    return refuse(
      "TOO_MANY_MONEY_LINES",
      `There are ${mostLines} lines in this money log already.`,
      "Add several sums up in one line.",
    );
  }
  const line = {
    ...{ number: visit.money.length + 1, step, pence, what, seenBy },
    noted: moneyMark(visit, standpoint, spoken),
  };
  return { ...visit, money: [...visit.money, line] };
}

/** A companion of the visit is no side of the exchange: they are noted as having come along. */
function moneyMark(
  visit: Visit,
  { viewer, now, standing }: Standpoint,
  spoken: LogVisitMoney["spoken"],
): VisitMark {
  const mark = markOf(viewer, now, { as: actorOf(standing), spoken });
  return isCompanion(visit, viewer) && !standing.party ? { ...mark, as: "COMPANION" } : mark;
}

/** What was given, spent and returned, and what of it is not told of yet. */
export function moneyTotals({ money }: Pick<Visit, "money">) {
  const sum = (step: MoneyStep) =>
    money.filter((line) => line.step === step).reduce((pence, line) => pence + line.pence, 0);
  const [givenPence, spentPence, returnedPence] = [sum("GIVEN"), sum("SPENT"), sum("RETURNED")];
  return {
    givenPence,
    spentPence,
    returnedPence,
    unexplainedPence: givenPence - spentPence - returnedPence,
  };
}
