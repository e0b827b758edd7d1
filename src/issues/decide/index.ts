import { addDays, daysBetween, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { Asking, Funding, Issue } from "../model/index.ts";

/** Six weeks, which are thirty working days, to answer. */
const answerDays = 42;

export const latest = ({ askings }: Issue): Asking | undefined => askings.at(-1);

/** The area that is asked now and those above it: nobody below answers in their name. */
export const answerers = (issue: Issue): readonly string[] =>
  issue.areaPath.slice(Math.max(0, issue.areaPath.indexOf(latest(issue)?.placeId ?? "")));

export type Status = "OPEN" | "ASKED" | "ANSWERED" | "SILENT";

/** Silence needs nobody to write it down: the clock tells it. */
export function statusOf(issue: Issue, now: string): Status {
  const asking = latest(issue);
  if (!asking) return "OPEN";
  if (asking.answer) return "ANSWERED";
  return isSilent(asking, now) ? "SILENT" : "ASKED";
}

export const isSilent = ({ dueAt, answer }: Asking, now: string): boolean =>
  answer === undefined && dueAt <= now;

/** Enough people stand behind it: from now on somebody has to answer. Once. */
export function ask(issue: Issue, support: number, now: string): Issue | undefined {
  const [placeId] = issue.areaPath;
  if (issue.askings.length > 0 || support < issue.threshold || placeId === undefined) {
    return undefined;
  }
  return { ...issue, askings: [askingOf(placeId, issue.body, now)] };
}

const askingOf = (placeId: string, body: string, now: string): Asking => ({
  ...{ placeId, body, askedAt: now, dueAt: addDays(now, answerDays) },
});

/** What those who were asked say. Said too late, the silence before it stays to be seen. */
export function answer(
  issue: Issue,
  said: { readonly text: string; readonly isWrittenByOther: boolean },
  now: string,
): Issue | Refusal<"STATE_TRANSITION_INVALID"> {
  const asking = latest(issue);
  if (!asking) {
    return wrongState(
      "Nobody was asked yet.",
      "It is answered when enough people stand behind it.",
    );
  }
  if (asking.answer) return wrongState("This was answered already.", "Read the answer.");
  const answered = { ...asking, answer: { ...said, at: now } };
  return { ...issue, askings: [...issue.askings.slice(0, -1), answered] };
}

/** Goes an area further up: when nobody answered in time, or the answer was not enough. */
export function escalate(
  issue: Issue,
  body: string,
  now: string,
): Issue | Refusal<"STATE_TRANSITION_INVALID"> {
  const status = statusOf(issue, now);
  if (status === "OPEN" || status === "ASKED") {
    return wrongState(
      "This still has time to be answered.",
      "Wait until it was answered, or until the time is over.",
    );
  }
  const at = issue.areaPath.indexOf(latest(issue)?.placeId ?? "");
  const above = issue.areaPath[at + 1];
  if (above === undefined) {
    return wrongState("Nobody is above the nation.", "Its answer, or its silence, is public.");
  }
  return { ...issue, askings: [...issue.askings, askingOf(above, body, now)] };
}

/** Answers that took longer are counted as having taken this long: their middle moves no more. */
const longestCounted = 400;

/** What an answer of this moment is counted as: by the whole days that it took. */
export const nameOfDays = ({ askedAt }: Asking, now: string): string =>
  `DAYS_${Math.min(daysBetween(askedAt, now), longestCounted)}`;

/** The middle of the days that answers took, so that one that took years hides no quick ones. */
export function medianDays(counts: { readonly [name: string]: number }): number | undefined {
  const days = Array.from({ length: longestCounted + 1 }, (_, number) => number).flatMap((number) =>
    Array.from({ length: counts[`DAYS_${number}`] ?? 0 }, () => number),
  );
  const middle = Math.floor(days.length / 2);
  const [low = 0, high] = [days[middle - 1], days[middle]];
  return high === undefined || days.length % 2 === 1 ? high : (low + high) / 2;
}

/** A forum whose money forbids campaigning does not own a campaign; another group may. */
export function checkOwner(
  isCampaign: boolean,
  fundings: readonly Funding[],
): Refusal<"CAMPAIGN_NOT_ALLOWED"> | undefined {
  if (!isCampaign || !fundings.some(({ forbidsCampaigning }) => forbidsCampaigning))
    return undefined;
  return refuse(
    "CAMPAIGN_NOT_ALLOWED",
    "The money of this group forbids it to campaign.",
    "Let another group stand behind it, or leave ownerId out.",
    "ownerId",
  );
}

/** How many stand behind it, so that nobody is known by a small number. */
export const suppressed = (count: number): number | undefined => {
  if (count === 0) return 0;
  return count < 8 ? undefined : Math.round(count / 5) * 5;
};
