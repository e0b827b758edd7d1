import { forbidden, type Refusal, refuse } from "../../kernel/index.ts";
import type { Erasure, RunningErasure, Work } from "../model/index.ts";

/** What decides whether somebody may be erased. */
type Leaver = {
  readonly tie: "SELF" | "GUARDIAN" | "BROKER";
  readonly isTieNoted: boolean;
  readonly isStillMember: boolean;
  readonly isLastGuardian: boolean;
};

/** May the viewer ask for it at all? */
export function whyNotAsk(
  { tie, isTieNoted }: Leaver,
  spokenOver: string | undefined,
): Refusal<"FORBIDDEN"> | undefined {
  if (tie === "BROKER" && spokenOver === undefined) {
    return forbidden(
      "Only the person can ask for this.",
      "If they asked you to, say in spokenOver how you heard it.",
      "spokenOver",
    );
  }
  if (isTieNoted) return undefined;
  return forbidden(
    "It is not noted yet that you are the guardian.",
    "Ask a broker of the hub to note what shows it.",
    "memberId",
  );
}

/** Can it be done now? */
export function whyNotErase({
  isStillMember,
  isLastGuardian,
}: Leaver): Refusal<"STILL_A_MEMBER" | "LAST_GUARDIAN"> | undefined {
  if (isStillMember) {
    return refuse(
      "STILL_A_MEMBER",
      "This person still takes part in a hub.",
      "Leave each hub with leaveHub first. That also says where the hours go.",
      "memberId",
    );
  }
  if (!isLastGuardian) return undefined;
  return refuse(
    "LAST_GUARDIAN",
    "There is a child who would have no guardian any more.",
    "Ask a broker to link another guardian first, or let the child leave.",
    "memberId",
  );
}

type Swept = {
  readonly counts: Erasure["counts"];
  readonly after?: string;
  /** Memberships that were found, beside those that are known. */
  readonly members?: Work["members"];
};

/** Where the work goes on after a sweep. */
export function goneOn(work: Work, { after, members = [] }: Swept): Work {
  const known = new Set(work.members.map(({ id }) => id));
  const all = [...work.members, ...members.filter(({ id }) => !known.has(id))];
  return { ...work, members: all, at: after === undefined ? work.at + 1 : work.at, after };
}

/** A new round over everything, to see whether anything is left. */
export const startedAnew = (work: Work): Work => ({
  ...work,
  at: 0,
  after: undefined,
  isClean: true,
});

/** An erasure after a sweep that erased something: this round does not prove that nothing is left. */
export const progressed = (erasure: RunningErasure, swept: Swept, work: Work): RunningErasure => ({
  ...erasure,
  hubIds: hubsOf(erasure.hubIds, work.members),
  counts: added(erasure.counts, swept.counts),
  work: { ...work, isClean: false },
  version: erasure.version + 1,
});

/** The end: what was needed to do it is forgotten, and with it the last way to who it was. */
export function finished({ work: _work, ...erasure }: RunningErasure, now: string): Erasure {
  return { ...erasure, status: "FINISHED", finishedAt: now, version: erasure.version + 1 };
}

export const hubsOf = (known: readonly string[], members: Work["members"]): readonly string[] => [
  ...new Set([...known, ...members.map(({ hubId }) => hubId)]),
];

function added(one: Erasure["counts"], other: Erasure["counts"]): Erasure["counts"] {
  const sums = new Map(Object.entries(one));
  for (const [kind, count] of Object.entries(other)) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return Object.fromEntries([...sums].filter(([, count]) => count > 0));
}
