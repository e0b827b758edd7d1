import { invariant } from "../../kernel/index.ts";
import type { Outcome, Position, Share, Stance, Tally, Terms } from "../model/index.ts";

/** A seat that was there and could vote. */
export type Voter = { readonly seatId: string; readonly side: "SERVICE_USER" | "PROFESSIONAL" };

type There = { readonly mayVote: boolean; readonly since: string };

/**
 * Those who were there with a vote, and had their seat when the question was put. Who runs a circle
 * reads how a vote goes, so nobody is brought in to turn it.
 */
export const votersOf = <One extends There>(
  attendance: readonly One[],
  { openedAt }: { readonly openedAt: string },
): readonly One[] => attendance.filter(({ mayVote, since }) => mayVote && since <= openedAt);

type Said = Pick<Position, "seatId" | "stance">;

/** part/whole ≥ least, in whole numbers. */
export const isAtLeast = ({ part, whole }: Share, least: Share): boolean =>
  whole > 0 && part * least.whole >= whole * least.part;

export const isMoreThanHalf = ({ part, whole }: Share): boolean => part * 2 > whole;

/** Counts what was said by those who were there. Nobody else could put a position in. */
export function tallyOf(voters: readonly Voter[], positions: readonly Said[]): Tally {
  const there = new Map(voters.map((voter) => [voter.seatId, voter.side]));
  invariant(
    positions.every(({ seatId }) => there.has(seatId)),
    "every position is of a seat that was there",
  );
  invariant(
    new Set(positions.map(({ seatId }) => seatId)).size === positions.length,
    "a seat has one position",
  );
  const count = (stance: Stance) => positions.filter((one) => one.stance === stance).length;
  return {
    votingPresent: voters.length,
    serviceUsersPresent: voters.filter(({ side }) => side === "SERVICE_USER").length,
    supports: count("SUPPORT"),
    standsAside: count("STAND_ASIDE"),
    objects: count("OBJECT"),
    serviceUsersSupport: positions.filter(
      ({ seatId, stance }) => stance === "SUPPORT" && there.get(seatId) === "SERVICE_USER",
    ).length,
  };
}

/** Were enough people there, and enough of them service users? */
export const isQuorate = (tally: Tally, { minPresent, minServiceUsers }: Terms): boolean =>
  tally.votingPresent >= minPresent &&
  isAtLeast({ part: tally.serviceUsersPresent, whole: tally.votingPresent }, minServiceUsers);

/** What the circle's own rule makes of it. There is no other way to AGREED. */
export function judge(tally: Tally, terms: Terms): Outcome {
  if (!isQuorate(tally, terms)) return "NOT_QUORATE";
  return isCarried(tally, terms.rule) ? "AGREED" : "BLOCKED";
}

function isCarried(tally: Tally, rule: Terms["rule"]): boolean {
  const { supports, standsAside, objects, votingPresent, serviceUsersPresent } = tally;
  const isMajority = isMoreThanHalf({ part: supports, whole: votingPresent });
  const spoke = supports + standsAside;
  switch (rule) {
    // Most have to have spoken: a vote that is closed before people could object is no yes of theirs.
    case "CONSENT":
      return objects === 0 && supports > 0 && isMoreThanHalf({ part: spoke, whole: votingPresent });
    case "CONSENSUS":
      return spoke === votingPresent && isMajority;
    case "MAJORITY":
      return isMajority;
    case "DOUBLE_MAJORITY":
      return (
        isMajority &&
        isMoreThanHalf({ part: tally.serviceUsersSupport, whole: serviceUsersPresent })
      );
  }
}
