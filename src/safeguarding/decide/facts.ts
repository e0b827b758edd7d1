import { dateOf } from "../../kernel/index.ts";
import type { CheckedFact, ClearanceKind, ClearanceLine, CoverLine } from "../model/index.ts";
import { clearanceWords } from "./gaps.ts";

/** What stays between the member and the safeguarding lead: offences, and a child's work. */
const untold: readonly ClearanceKind[] = [
  "DBS_BASIC",
  "DBS_STANDARD",
  "DBS_ENHANCED",
  "WORK_PERMIT",
];

/** What was checked of somebody, in words that say no more than that. */
export function factsFrom(
  known: {
    readonly references: number;
    readonly clearances: readonly ClearanceLine[];
    readonly covers: readonly (CoverLine & { readonly isOfHub: boolean })[];
  },
  now: string,
): readonly CheckedFact[] {
  const { references, clearances, covers } = known;
  const taken: readonly CheckedFact[] =
    references === 0 ? [] : [{ kind: "REFERENCES", words: referenceWords(references) }];
  const has = clearances
    .filter(({ kind, expiresOn }) => !untold.includes(kind) && dateOf(now) <= expiresOn)
    .map(
      ({ kind, expiresOn }): CheckedFact => ({
        kind: "CLEARANCE",
        words: `${clearanceWords[kind]}, until ${monthOf(expiresOn)}`,
        until: expiresOn,
      }),
    );
  const insured = covers
    .filter(({ from, until }) => from <= dateOf(now) && dateOf(now) <= until)
    .map(
      ({ until, isOfHub, categorySlugs }): CheckedFact => ({
        kind: "COVER",
        words: `Covered by ${isOfHub ? "the hub's" : "its own"} insurance${
          categorySlugs.length === 0 ? "" : " for some kinds of help"
        }, until ${monthOf(until)}`,
        until,
      }),
    );
  return [...taken, ...has, ...insured];
}

const small = ["No", "One", "Two", "Three", "Four", "Five"];

const referenceWords = (count: number): string =>
  `${small[count] ?? count} ${count === 1 ? "reference" : "references"} taken`;

const months = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

const monthOf = (day: string): string =>
  `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
