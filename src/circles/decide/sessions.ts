import {
  addDays,
  dateOf,
  daysBetween,
  mondayOf,
  type Refusal,
  refuse,
  wrongState,
} from "../../kernel/index.ts";
import type { Circle, Present, Seat, Session, Side, Way } from "../model/index.ts";
import { mayVote } from "./seats.ts";

const isWorkingDay = (date: string): boolean => daysBetween(mondayOf(date), date) < 5;

/** Monday to Friday after the first day up to and with the last. Bank holidays count as days. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  let day = dateOf(from);
  const last = dateOf(to);
  while (day < last && count < 400) {
    day = dateOf(addDays(`${day}T00:00:00.000Z`, 1));
    if (isWorkingDay(day)) count++;
  }
  return count;
}

/** Did everyone have the time the circle promises, or did most service users need less? */
export function isInformed(
  session: Session,
  { noticeDays, seats }: { readonly noticeDays: number; readonly seats: readonly Seat[] },
): boolean {
  const { information, startsAt } = session;
  if (!information) return false;
  if (workingDaysBetween(information.sharedAt, startsAt) >= noticeDays) return true;
  const serviceUsers = seats.filter((seat) => seat.side === "SERVICE_USER" && mayVote(seat));
  const waived = serviceUsers.filter(({ id }) => session.waivedBySeatIds.includes(id));
  return waived.length * 2 > serviceUsers.length;
}

export type Row = {
  readonly seat: Seat;
  readonly way: Way;
  readonly isPresent: boolean;
  /** Left out, those of a service are paid for their time and those who use it are not. */
  readonly isPaid?: boolean | undefined;
};

/** What was written down of a session, and by which seats credits stand. */
export type Written = {
  readonly rows: readonly Row[];
  readonly minutes?: number | undefined;
  readonly credited: ReadonlySet<string>;
};

/**
 * Who was there, by whatever way. Once a decision rests on it nobody is taken off, no vote is taken
 * away and nobody changes sides, so that what was counted stays what was there; who came late can still be added.
 * Whose credits stand is not taken off either, and everybody was there for the same minutes.
 */
export function attend(
  session: Session,
  { rows, minutes = session.minutes, credited }: Written,
  now: string,
): Session | Refusal<"STATE_TRANSITION_INVALID" | "SEAT_NOT_ACCEPTED"> {
  if (rows.some(({ seat, isPresent }) => isPresent && seat.status !== "ACCEPTED")) {
    return refuse(
      "SEAT_NOT_ACCEPTED",
      "Somebody here has not said yes to their seat, or has left it.",
      "Ask them to accept the seat first.",
      "seats",
    );
  }
  const named = new Map(rows.map((row) => [row.seat.id, row]));
  if (session.rules && session.attendance.some((one) => isTakenFrom(one, named))) {
    return wrongState(
      "A decision rests on who was there, so nobody can be taken off or change sides.",
      "Add who is missing; leave the others as they are.",
    );
  }
  if (credited.size > 0 && minutes !== session.minutes) return creditsStand();
  if (rows.some((row) => credited.has(row.seat.id) && !isCreditable(row))) return creditsStand();
  const kept = session.attendance.filter(({ seatId }) => !named.has(seatId));
  const before = new Map(session.attendance.map((one) => [one.seatId, one]));
  const added = rows
    .filter(({ isPresent }) => isPresent)
    .map((row) => presentOf(row, before.get(row.seat.id), now));
  return { ...session, minutes, attendance: [...kept, ...added] };
}

const isPaidIn = ({ seat, isPaid = seat.side === "PROFESSIONAL" }: Row): boolean => isPaid;

const isCreditable = (row: Row): boolean => row.isPresent && !isPaidIn(row);

const creditsStand = () =>
  wrongState(
    "Somebody was credited for this, so it stays as it is.",
    "Ask a broker to take the credits back first, then change it.",
  );

const isTakenFrom = (present: Present, named: ReadonlyMap<string, Row>): boolean => {
  const row = named.get(present.seatId);
  if (row === undefined) return false;
  const { seat, isPresent } = row;
  return !isPresent || seat.side !== present.side || (present.mayVote && !mayVote(seat));
};

/** Who had a vote there keeps it as it was, also if they left meanwhile and were invited again. */
function presentOf(row: Row, before: Present | undefined, at: string): Present {
  const { seat, way } = row;
  const { id: seatId, kind, side, group } = seat;
  const since = before?.mayVote ? before.since : (seat.acceptedAt ?? at);
  const isPaid = isPaidIn(row);
  return { seatId, kind, side, group, mayVote: mayVote(seat), way, isPaid, since, at };
}

/** What a circle's members are told of who was in the room. */
export type InTheRoom = {
  readonly votingPresent: number;
  readonly serviceUsersPresent: number;
  /** Enough people, and enough of them service users, for the circle to decide. */
  readonly isEnough: boolean;
  readonly groups: readonly GroupPresence[];
  readonly reachedGroups: number;
};

type GroupPresence = {
  readonly name: string;
  readonly side: Side;
  readonly presence: "PRESENT" | "REPRESENTED" | "ABSENT" | "NOT_INVITED";
  /** They give half the money or more, and were there. */
  readonly isFunderInTheRoom: boolean;
};

/** Counted from the attendance and from nothing else, by the rules of that time. */
export function inTheRoom(circle: Circle, session: Session, seats: readonly Seat[]): InTheRoom {
  const voting = session.attendance.filter((one) => one.mayVote);
  const groups = circle.groups.map((group): GroupPresence => {
    const there = session.attendance.filter((one) => one.group === group.name);
    const presence = presenceOf(
      there,
      group.wasInvited || seats.some((seat) => seat.group === group.name),
    );
    const isFunderInTheRoom = there.length > 0 && (group.fundsPercent ?? 0) >= 50;
    return { name: group.name, side: group.side, presence, isFunderInTheRoom };
  });
  const serviceUsersPresent = voting.filter(({ side }) => side === "SERVICE_USER").length;
  const { minPresent, minServiceUsers: least } = session.rules ?? circle.rules;
  return {
    votingPresent: voting.length,
    serviceUsersPresent,
    isEnough:
      voting.length >= minPresent &&
      serviceUsersPresent * least.whole >= voting.length * least.part,
    groups,
    reachedGroups: groups.filter(({ presence }) => reached.has(presence)).length,
  };
}

const reached: ReadonlySet<GroupPresence["presence"]> = new Set(["PRESENT", "REPRESENTED"]);

function presenceOf(there: readonly Present[], isInvited: boolean): GroupPresence["presence"] {
  if (there.some(({ kind }) => kind === "SELF")) return "PRESENT";
  if (there.length > 0) return "REPRESENTED";
  return isInvited ? "ABSENT" : "NOT_INVITED";
}
