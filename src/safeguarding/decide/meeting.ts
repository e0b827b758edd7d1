import { dateOf, type Refusal, refuse } from "../../kernel/index.ts";
import type {
  Board,
  ClearanceKind,
  ClearanceLine,
  CoverLine,
  Gap,
  Meeting,
  MeetingParty,
  RequirementLine,
  SafetyCode,
} from "../model/index.ts";
import { gaps } from "./gaps.ts";
import { england } from "./law.ts";
import { inForce } from "./measure.ts";
import {
  adultsWithChild,
  besideAdultAtRisk,
  isAboutAdultAtRisk,
  isAboutMeetingAdultAtRisk,
  isChild,
  isForBusiness,
  isLimitedMinding,
  isLimitedWork,
  isMinding,
  isSo,
} from "./risk.ts";

/** Something that stands in the way, unless one of these members has this clearance. */
export type Finding = {
  readonly gap: Gap;
  readonly unless?: { readonly partyId: string; readonly clearance: ClearanceKind };
};

/**
 * All that stands in the way of a meeting, the weightiest first: what is not possible for now,
 * what the law says, then what the hubs ask for. Clearances are not looked at yet: most meetings
 * need none, so nobody has to read them.
 */
export const findingsOn = (meeting: Meeting, boards: readonly Board[]): readonly Finding[] => [
  ...heldBack(meeting, boards),
  ...childWork(meeting),
  ...displacement(meeting),
  ...supervision(meeting),
  ...minding(meeting),
  ...boards.flatMap((board) => asked(meeting, board, boards)),
];

/** The findings that no clearance in hand closes, on the day of the meeting. */
export const openGaps = (
  findings: readonly Finding[],
  held: ReadonlyMap<string, readonly ClearanceLine[]>,
  at: string,
): readonly Gap[] =>
  findings
    .filter(({ unless }) => !unless || !has(held.get(unless.partyId) ?? [], unless.clearance, at))
    .map(({ gap }) => gap);

export const refusalOf = ({ code, message, remedy }: Gap): Refusal<SafetyCode> =>
  refuse(code, message, remedy);

/** A wider check counts for a narrower one. */
const counts: { readonly [kind in ClearanceKind]?: readonly ClearanceKind[] } = {
  DBS_BASIC: ["DBS_STANDARD", "DBS_ENHANCED"],
  DBS_STANDARD: ["DBS_ENHANCED"],
};

export const has = (lines: readonly ClearanceLine[], kind: ClearanceKind, at: string): boolean =>
  lines.some(
    (line) =>
      (line.kind === kind || counts[kind]?.includes(line.kind)) &&
      line.givenOn <= dateOf(at) &&
      dateOf(at) <= line.expiresOn,
  );

/** Whether a measure holds anybody back. The answer is the same for all of them, and says no more. */
function heldBack(meeting: Meeting, boards: readonly Board[]): readonly Finding[] {
  const { provider, payer, recipients, at } = meeting;
  const measures = boards.flatMap((board) => board.measures);
  const hold = (kind: string, parties: readonly MeetingParty[]) =>
    inForce(measures, parties.flatMap(idsOf), at).some((one) => one.kind === kind);
  const there = [provider, ...recipients];
  const isHeld =
    hold("NO_NEW_EXCHANGES", [...there, payer]) ||
    (isSo("LONE_VISIT", meeting) && hold("NO_LONE_VISITS", there)) ||
    (isSo("MONEY_HANDLING", meeting) && hold("NO_MONEY_HANDLING", [provider]));
  return isHeld ? [{ gap: gaps.notNow() }] : [];
}

export const idsOf = ({ id, earlierIds = [] }: MeetingParty): readonly string[] => [
  id,
  ...earlierIds,
];

/** Children who still go to school, and work for a business. */
function childWork(meeting: Meeting): readonly Finding[] {
  const { provider, at } = meeting;
  if (!isLimitedWork(meeting)) return [];
  const { leastAge, weeklyMinutes } = england.childWork;
  if (isChild(provider, at, leastAge)) return [{ gap: gaps.tooYoung() }];
  if (meeting.weekMinutes > weeklyMinutes) return [{ gap: gaps.tooLongAWeek() }];
  return [
    { gap: gaps.noPermit(), unless: { partyId: provider.id, clearance: "WORK_PERMIT" as const } },
  ];
}

/** What a business would otherwise pay somebody for is not done for credits. */
const displacement = (meeting: Meeting): readonly Finding[] =>
  isForBusiness(meeting) && !meeting.isDisplacementCleared ? [{ gap: gaps.displacement() }] : [];

/**
 * A child with an adult who is not its guardian meets where somebody looks on. Minding is what a
 * guardian asks somebody to do in their place, so it has rules of its own.
 */
function supervision(meeting: Meeting): readonly Finding[] {
  if (isMinding(meeting) || isSupervised(meeting)) return [];
  return adultsWithChild(meeting).length > 0 ? [{ gap: gaps.supervision() }] : [];
}

const isSupervised = ({ placeKind }: Meeting): boolean =>
  england.supervision.places.some((kind) => kind === placeKind);

/** Minding a young child for long, away from the child's home, for somebody who is no friend. */
function minding(meeting: Meeting): readonly Finding[] {
  const isLong = meeting.dayMinutes > england.minding.dailyMinutes;
  if (!isLong || !isLimitedMinding(meeting)) return [];
  const unless = { partyId: meeting.provider.id, clearance: "CHILDCARE_REGISTRATION" } as const;
  return [{ gap: gaps.registration(), unless }];
}

/** What hubs ask for in this meeting because an adult at risk is there. */
export const askedForAtRisk = (meeting: Meeting, boards: readonly Board[]): readonly Finding[] =>
  boards.flatMap((board) => asked(meeting, onlyAtRisk(board), boards));

const onlyAtRisk = (board: Board): Board => ({
  ...board,
  requirements: board.requirements.filter(({ circumstance }) => isAboutAdultAtRisk(circumstance)),
});

/** What a hub asks for, by what kind of help it is, where, and who meets. */
const asked = (meeting: Meeting, board: Board, boards: readonly Board[]): readonly Finding[] =>
  board.requirements
    .filter((one) => isMeantBy(one, meeting))
    .flatMap((one) => missing(one, meeting, boards));

const isMeantBy = (line: RequirementLine, meeting: Meeting): boolean =>
  line.from <= meeting.at &&
  (line.categorySlug === undefined || meeting.categoryPath.includes(line.categorySlug)) &&
  (line.placeKind === undefined || line.placeKind === meeting.placeKind) &&
  (line.circumstance === undefined || isSo(line.circumstance, meeting));

function missing(
  line: RequirementLine,
  meeting: Meeting,
  boards: readonly Board[],
): readonly Finding[] {
  if (line.need === "SUPERVISED_PLACE") {
    return isSupervised(meeting) || meeting.channel !== "IN_PERSON"
      ? []
      : [{ gap: gaps.supervision() }];
  }
  if (line.need === "COVER") return isCovered(meeting, boards) ? [] : [{ gap: gaps.cover() }];
  const { clearance } = line;
  if (clearance === undefined) return [];
  return whoNeeds(line, meeting).map(({ id }) => ({
    gap: gaps.clearance(clearance),
    unless: { partyId: id, clearance },
  }));
}

/**
 * The helper; with a child each adult who meets it; with an adult at risk who is on the other side.
 * An organisation answers for its own people.
 */
function whoNeeds({ circumstance }: RequirementLine, meeting: Meeting): readonly MeetingParty[] {
  if (circumstance === "WITH_CHILD") return adultsWithChild(meeting);
  return isAboutMeetingAdultAtRisk(circumstance)
    ? besideAdultAtRisk(meeting)
    : [meeting.provider].filter((party) => party.kind === "MEMBER");
}

/** Insurance of the helper's hub, or of the organisation that helps, on the day. */
function isCovered(meeting: Meeting, boards: readonly Board[]): boolean {
  const { provider } = meeting;
  return boards
    .flatMap((board) => board.covers)
    .some(
      (cover) =>
        [provider.hubId, provider.id].includes(cover.holderId) && isOfCover(cover, meeting),
    );
}

const isOfCover = ({ from, until, categorySlugs }: CoverLine, meeting: Meeting): boolean =>
  from <= dateOf(meeting.at) &&
  dateOf(meeting.at) <= until &&
  (categorySlugs.length === 0 || categorySlugs.some((slug) => meeting.categoryPath.includes(slug)));
