import { daysBetween, mondayOf } from "../../kernel/index.ts";
import {
  type Availability,
  channelLetter,
  fold,
  type Line,
  type Listing,
  type Match,
  otherSlug,
  weekdays,
} from "../model/index.ts";

type Reason = Match["reasons"][number];

/** Words too short or too common to mean that two listings are about the same thing. */
const shortest = 4;
const common = new Set(
  (
    "also been could from have help hour hours into like look looking love more need needs once " +
    "please some somebody someone that them there they this want week weekly well what when will " +
    "with would your"
  ).split(" "),
);

const telling = (words: readonly string[]) =>
  words.filter((word) => word.length >= shortest && !common.has(word));

/**
 * How promising the offer behind this index line is; 0 when it cannot answer the request at all.
 * Looked at before anything is read, so a suggestion costs few reads.
 */
export function promiseOf(request: Listing, line: Line): number {
  const sharesChannel = request.channels.some((one) => line.channels.includes(channelLetter(one)));
  if (!sharesChannel) return 0;
  const branch = isBranch(request.categoryPath, line.path) ? 2 : 0;
  return branch + sharedWords(wordsOf(request), line.words).length;
}

/** Why an offer could answer a request, or undefined when it cannot. */
export function reasonsFor(request: Listing, offer: Listing): readonly Reason[] | undefined {
  if (!request.channels.some((one) => offer.channels.includes(one))) return undefined;
  const about = aboutTheSame(request, offer);
  if (about.length === 0 || clash(request.availability, offer.availability)) return undefined;
  return [...about, ...aroundTheSame(request, offer)];
}

function aboutTheSame(request: Listing, offer: Listing): readonly Reason[] {
  const reasons: Reason[] = [];
  const related = isBranch(request.categoryPath, offer.categoryPath);
  if (related && request.categoryId === offer.categoryId) {
    reasons.push({ kind: "SAME_CATEGORY", text: "Both are the same kind of help." });
  } else if (related) {
    reasons.push({ kind: "CATEGORY_BRANCH", text: "Both are close kinds of help." });
  }
  const words = sharedWords(wordsOf(request), wordsOf(offer)).slice(0, 3);
  if (words.length > 0) {
    reasons.push({ kind: "SHARED_WORDS", text: `Both speak of: ${words.join(", ")}.` });
  }
  return reasons;
}

function aroundTheSame(request: Listing, offer: Listing): readonly Reason[] {
  const reasons: Reason[] = [];
  if (sharedTimes(request.availability, offer.availability).length > 0) {
    reasons.push({ kind: "SAME_TIMES", text: "Both are possible at the same time." });
  }
  const { access } = request;
  if (access.length > 0 && access.every((need) => offer.access.includes(need))) {
    reasons.push({ kind: "ACCESS_PROVIDED", text: "Everything asked for to take part is there." });
  }
  if (request.around !== undefined && isSameText(request.around, offer.around)) {
    reasons.push({ kind: "SAME_AREA", text: `Both are around ${request.around}.` });
  }
  return reasons;
}

const wordsOf = (listing: Listing) => fold(`${listing.title} ${listing.description}`);

const sharedWords = (some: readonly string[], others: readonly string[]) => {
  const held = new Set(telling(others));
  return telling(some).filter((word) => held.has(word));
};

/** One category holds the other, or they are the same. What fits no category is alike in nothing. */
function isBranch(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.at(-1) !== otherSlug && short.every((slug, level) => long[level] === slug);
}

/** Both said when, and never at the same time. Who said nothing can be asked. */
const clash = (one: Availability, other: Availability) =>
  hasTimes(one) && hasTimes(other) && sharedTimes(one, other).length === 0;

const hasTimes = ({ weekly, dates }: Availability) => weekly.length + dates.length > 0;

/** A single day meets a weekly time when it falls on that weekday. */
function sharedTimes(one: Availability, other: Availability): readonly string[] {
  const there = new Set([...weeklyOf(other), ...daysOf(other)]);
  const here = new Set(weeklyOf(one));
  return [
    ...[...weeklyOf(one), ...daysOf(one), ...daysAsWeekly(one)].filter((time) => there.has(time)),
    ...daysAsWeekly(other).filter((time) => here.has(time)),
  ];
}

const weeklyOf = ({ weekly }: Availability) => weekly.map((time) => `${time.weekday} ${time.part}`);
const daysOf = ({ dates }: Availability) => dates.map((time) => `${time.date} ${time.part}`);

const daysAsWeekly = ({ dates }: Availability) =>
  dates.map(({ date, part }) => `${weekdays[daysBetween(mondayOf(date), date)]} ${part}`);

const isSameText = (one: string, other: string | undefined) =>
  other !== undefined && fold(one).join(" ") === fold(other).join(" ");
