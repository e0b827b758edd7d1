import { addMonths, dateOf } from "../../kernel/index.ts";
import type { RetentionRound } from "../model/index.ts";
import { monthsOf, type TimedKind } from "./schedule.ts";

/** The day up to which things of a kind are over on a day. */
export const overUntil = (kind: TimedKind, day: string): string =>
  dateOf(addMonths(day, -monthsOf(kind)));

/** Is what is counted from this moment over on a day? */
export const isOver = (kind: TimedKind, since: string, day: string): boolean =>
  dateOf(addMonths(since, monthsOf(kind))) <= day;

type Lasting = {
  readonly standing: "WAITING" | "IN" | "LEFT";
  readonly since: string;
  readonly bornOn: string;
};

const yearsOfChildhood = 18;

/** Is a membership over? Who was a child can make claims counted from when they grew up. */
export function isMembershipOver({ standing, since, bornOn }: Lasting, day: string): boolean {
  if (standing === "IN") return false;
  if (standing === "WAITING") return isOver("APPLICATION", since, day);
  const adultOn = dateOf(addMonths(bornOn, yearsOfChildhood * 12));
  return isOver("LEFT_MEMBER", since > adultOn ? since : adultOn, day);
}

/** Is a person's time over: in every hub, and for everybody who would need them? */
export const isPersonOver = (
  kept: { readonly memberships: readonly Lasting[]; readonly isNeeded: boolean },
  day: string,
): boolean => !kept.isNeeded && kept.memberships.every((one) => isMembershipOver(one, day));

/** Behind every step. */
const end = "~";

/** The round to work on, or nothing when this day's is finished. */
export function roundOn(
  found: RetentionRound | undefined,
  day: string,
): RetentionRound | undefined {
  if (found?.status === "RUNNING") return found;
  if (found && found.day >= day) return undefined;
  const { linesFrom, version = 0 } = found ?? {};
  return { day, status: "RUNNING", at: "", linesFrom, version };
}

type Named = { readonly key: string };

/** The step that is next; steps stand in order, and hubs can come and go between two of them. */
export const stepOf = <Step extends Named>(round: RetentionRound, steps: readonly Step[]) =>
  steps.find(({ key }) => key >= round.at);

/** Where in its list the step goes on. */
export const placeIn = (round: RetentionRound, { key }: Named): string | undefined =>
  round.at === key ? round.after : undefined;

/** The round after some of a step, or all of it. */
export function movedOn(
  round: RetentionRound,
  steps: readonly Named[],
  { key, after }: Named & { readonly after?: string | undefined },
): RetentionRound {
  if (after !== undefined) return { ...round, at: key, after };
  const at = steps.find((step) => step.key > key)?.key ?? end;
  return { ...round, at, after: undefined };
}
