import {
  addDays,
  dateOf,
  daysBetween,
  forbidden,
  invalid,
  type Refusal,
  refuse,
  sayMinutes,
} from "../../kernel/index.ts";
import type { ExchangePolicy, PartyFacts } from "../model/index.ts";
import { whyNotPayGuardian } from "./acting.ts";
import { isUnderAge, type Roles } from "./standing.ts";

/** The farthest ahead that help can be planned. */
const farthestPlanDays = 366;

/** Do these minutes fit what the hub agreed on? Being quarter hours within a day is checked before. */
export function whyNotMinutes(
  minutes: number,
  policy: ExchangePolicy,
  at: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (minutes % policy.stepMinutes !== 0) {
    return invalid(
      `Your hub counts help in steps of ${policy.stepMinutes} minutes.`,
      `Use a multiple of ${policy.stepMinutes}.`,
      at,
    );
  }
  if (minutes <= policy.longestExchangeMinutes) return undefined;
  return invalid(
    "That is longer than your hub allows at once.",
    `Use at most ${sayMinutes(policy.longestExchangeMinutes)}.`,
    at,
  );
}

export function whyNotPlanned(
  plannedFor: string | undefined,
  policy: ExchangePolicy,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (plannedFor === undefined) return undefined;
  const ahead = daysBetween(now, plannedFor);
  if (ahead > farthestPlanDays) {
    return invalid("That is too far ahead.", "Plan for a day within the next year.", "plannedFor");
  }
  if (ahead >= -policy.latestEntryDays) return undefined;
  return invalid(
    "That is too long ago.",
    `Help can be entered up to ${policy.latestEntryDays} days after it was given.`,
    "plannedFor",
  );
}

/** A day on which something happened: not ahead of us, and not further back than can be checked. */
export function whyNotHappened(
  on: string,
  bounds: { readonly earliest: string; readonly now: string; readonly at: string },
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (on > dateOf(bounds.now)) {
    return invalid("That day has not come yet.", "Use today or an earlier day.", bounds.at);
  }
  if (on >= bounds.earliest) return undefined;
  return invalid("That day is too early.", `Use ${bounds.earliest} or a later day.`, bounds.at);
}

/** The first day that can still be entered, counted back from a moment. */
export const earliestDay = (moment: string, policy: ExchangePolicy): string =>
  dateOf(addDays(moment, -policy.latestEntryDays));

/** Who gives, who receives and who pays have to be able to be these. In the order of checking. */
export function whyNotRoles(
  roles: Roles & { readonly sponsored: boolean },
  now: string,
): Refusal<RolesCode> | undefined {
  return (
    whyNotProvider(roles) ??
    whyNotPayer(roles) ??
    whyNotChildPays(roles, now) ??
    whyNotPayGuardian(roles.payer, [roles.provider], now)
  );
}

type RolesCode = "FORBIDDEN" | "PROVIDER_IS_PAYER" | "PROVIDER_IS_RECIPIENT" | "VALIDATION_FAILED";

function whyNotProvider({ provider, payer, recipients }: Roles) {
  if (provider.id === payer.id) {
    return refuse(
      "PROVIDER_IS_PAYER",
      "Whoever gives the help cannot pay for it too.",
      "Name someone else as provider or as payer.",
      "payerId",
    );
  }
  if (recipients.every((recipient) => recipient.id !== provider.id)) return undefined;
  return refuse(
    "PROVIDER_IS_RECIPIENT",
    "Whoever gives the help cannot be the one it is for.",
    "Leave the provider out of the recipients.",
    "recipientIds",
  );
}

/** An organisation that pays for others does so as a sponsor; nobody else can be one. */
function whyNotPayer({ payer, recipients, sponsored }: Roles & { readonly sponsored: boolean }) {
  if (sponsored && payer.kind !== "ORGANISATION") {
    return invalid(
      "Only an organisation can be a sponsor.",
      "Leave sponsored out, or name an organisation as payer.",
      "sponsored",
    );
  }
  const paysForOthers = recipients.every((recipient) => recipient.id !== payer.id);
  if (sponsored || payer.kind === "MEMBER" || !paysForOthers) return undefined;
  return invalid(
    "An organisation that pays for someone else does so as a sponsor.",
    "Say that it is sponsored.",
    "sponsored",
  );
}

/** A child's hours are the child's own: nobody spends them on anyone else. */
function whyNotChildPays({ payer, recipients }: Roles, now: string) {
  const forItself = recipients.every((recipient) => recipient.id === payer.id);
  if (forItself || !isUnderAge(payer, now)) return undefined;
  return forbidden(
    "A child's hours can only be used for help to that child.",
    "Use your own hours for this.",
    "recipientIds",
  );
}

/** Everyone who takes part, with the field of the input that named them. */
export const namedParties = (roles: Roles): readonly (PartyFacts & { readonly at: string })[] => [
  { ...roles.provider, at: "providerId" },
  { ...roles.payer, at: "payerId" },
  ...roles.recipients.map((recipient) => ({ ...recipient, at: "recipientIds" })),
];
