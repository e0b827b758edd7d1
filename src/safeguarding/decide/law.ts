import { addDays, dateOf, mondayOf } from "../../kernel/index.ts";
import type { Days } from "../model/index.ts";

/**
 * What the law of England asks of neighbours who help each other, as data. It holds in every hub;
 * a hub can add to it and never take away. Other nations of the United Kingdom differ.
 */
export const england = {
  adultAge: 18,
  /** Childcare Act 2006, part 3: care of young children for something in return, by non-friends. */
  minding: {
    source: "Childcare Act 2006, sections 33, 34 and 53",
    categories: ["minding", "child-minding", "childminding", "childcare", "babysitting"],
    belowAge: 8,
    dailyMinutes: 120,
  },
  /** Children and Young Persons Act 1933, section 18: work of children for a business. */
  childWork: {
    source: "Children and Young Persons Act 1933, section 18; Education Act 1996, section 8",
    leastAge: 13,
    /** Term and holiday alike, as no hub keeps the calendars of its schools. */
    weeklyMinutes: 720,
  },
  /** Safeguarding of children where they meet adults: Children Act 1989 and 2004. */
  supervision: {
    source: "Children Act 2004, section 11, and its statutory guidance",
    places: ["SUPERVISED_PLACE", "ORGANISATION_ROOMS"],
  },
  /** Kinds of help in which money of somebody else is handled. */
  money: { categories: ["shopping", "errands", "money", "banking"] },
} as const;

/**
 * The last day of compulsory school: the last Friday in June of the school year, from September
 * to August, in which somebody becomes sixteen.
 */
export function lastSchoolDay(bornOn: string): string {
  const month = Number(bornOn.slice(5, 7));
  const year = Number(bornOn.slice(0, 4)) + (month >= 9 ? 17 : 16);
  const monday = mondayOf(`${year}-06-30`);
  const friday = dateOf(addDays(`${monday}T00:00:00.000Z`, 4));
  return friday <= `${year}-06-30` ? friday : dateOf(addDays(`${monday}T00:00:00.000Z`, -3));
}

/** The same, in words for people. */
export const statutoryRules = [
  {
    code: "SUPERVISION_REQUIRED",
    words:
      "A child meets an adult who is not their guardian where another adult looks on, or not in person.",
    source: england.supervision.source,
  },
  {
    code: "CHILDCARE_REGISTRATION_REQUIRED",
    words:
      "Looking after a child under 8 for more than 2 hours a day, away from their home and not among friends, needs a registered childminder.",
    source: england.minding.source,
  },
  {
    code: "AGE_RESTRICTED",
    words:
      "Who still goes to school works for a business from 13 on, with a permit from the council, and at most 12 hours a week.",
    source: england.childWork.source,
  },
] as const;

/** The week from Monday to Sunday that a day lies in. */
export function weekAround(day: string): Days {
  const from = mondayOf(day);
  return { from, to: dateOf(addDays(`${from}T00:00:00.000Z`, 6)) };
}
