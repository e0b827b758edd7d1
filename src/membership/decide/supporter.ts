import {
  addDays,
  ageOn,
  dateOf,
  invalid,
  type Power,
  type Refusal,
  refuse,
  type Supports,
  wrongState,
} from "../../kernel/index.ts";
import type {
  Member,
  PastSupporter,
  Person,
  Standing,
  Supporter,
  SupportKind,
} from "../model/index.ts";
import { isChild } from "./access.ts";
import { adultAge } from "./age.ts";

const supportersKept = 4;
export const pastSupportersKept = 10;
const longestSupportDays = 366;

/** Credits are no benefit, so who looks after somebody's benefits does not dispose of them. */
const widest: { readonly [kind in SupportKind]?: readonly Power[] } = {
  APPOINTEE: ["READ", "ARRANGE_HELP", "MANAGE_PROFILE"],
};

/** Supporters whose time is over, as past ones: nothing has to be ended by hand before others come. */
export function withoutOver(
  member: Member,
  now: string,
): { readonly member: Member; readonly over: readonly Supporter[] } {
  const over = supportersOf(member).filter((one) => isOver(one, now));
  if (over.length === 0) return { member, over };
  const ended = over.map(({ personId, evidence }) => ({
    personId,
    endedAt: now,
    byPersonId: evidence.byPersonId,
    reason: "The last day was over.",
  }));
  return {
    member: {
      ...member,
      supporters: supportersOf(member).filter((one) => !isOver(one, now)),
      pastSupporters: [...(member.pastSupporters ?? []), ...ended].slice(-pastSupportersKept),
    },
    over,
  };
}

/** A broker notes that somebody may act for a member, on what basis and for what. */
export function appointSupporter(
  member: Member,
  { person, ...terms }: Omit<Supporter, "personId"> & { readonly person: Person },
  now: string,
): Member | Refusal<"LIST_FULL" | "STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (member.status === "LEFT") {
    return wrongState("This person has left the hub.", "They can apply again.");
  }
  const wrong = whyNotSupport(member, person, now) ?? whyNotTerms(terms, now);
  if (wrong) return wrong;
  const known = supportersOf(member);
  if (known.some((one) => one.personId === person.id)) {
    return wrongState(
      "This person supports the member already.",
      "End that first, if something about it is to be different.",
    );
  }
  if (known.length >= supportersKept) {
    return refuse("LIST_FULL", `There are ${supportersKept} supporters.`, "End one of them first.");
  }
  return { ...member, supporters: [...known, { personId: person.id, ...terms }] };
}

export const supportersOf = (member: Member): readonly Supporter[] => member.supporters ?? [];

/** Those whose say rests on the law and a capacity that was looked at, not on the member's wish. */
const inLaw: readonly SupportKind[] = ["ATTORNEY", "DEPUTY"];

/** Is this person the member's attorney or deputy at this moment? */
export const holdsPowerInLaw = (member: Member, personId: string, now: string): boolean =>
  supportersOf(member).some(
    (one) => one.personId === personId && inLaw.includes(one.kind) && !isOver(one, now),
  );

/** The last day still counts. */
export const isOver = ({ until }: Pick<Supporter, "until">, now: string): boolean =>
  until !== undefined && until < dateOf(now);

function whyNotSupport(
  member: Member,
  person: Person,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (person.id === member.personId) {
    return invalid("Nobody is their own supporter.", "Choose somebody else.", "personId");
  }
  if (ageOn(person.bornOn, dateOf(now)) < adultAge) {
    return invalid("A supporter is 18 or older.", "Choose an adult.", "personId");
  }
  if (!isChild(member, now)) return undefined;
  return invalid(
    "This member is under 18, so a guardian acts for them.",
    "Use linkGuardian.",
    "memberId",
  );
}

function whyNotTerms(
  { kind, scope, until, evidence }: Omit<Supporter, "personId">,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const today = dateOf(now);
  if (evidence.seenOn > today) {
    return invalid("This day has not come yet.", "Use today or an earlier day.", "evidence.seenOn");
  }
  if (until !== undefined && until < today) {
    return invalid("This day is over.", "Choose a later last day.", "until");
  }
  if (
    kind === "SUPPORTER" &&
    until !== undefined &&
    until > dateOf(addDays(now, longestSupportDays))
  ) {
    return invalid(
      "That is too long for a supporter.",
      "Choose a day within a year. It can be made new then.",
      "until",
    );
  }
  const allowed = widest[kind];
  if (!allowed || scope.every((power) => allowed.includes(power))) return undefined;
  return invalid(
    "Someone appointed for benefits has no say over credits.",
    `Use only ${allowed.join(", ")}.`,
    "scope",
  );
}

/** The member, the supporter or a broker ends it; nothing has to be shown for that. */
export function endSupporter(
  member: Member,
  ending: PastSupporter,
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  const known = supportersOf(member);
  const supporters = known.filter((one) => one.personId !== ending.personId);
  if (supporters.length === known.length) {
    return wrongState("This person does not support the member.", "Look at the supporters.");
  }
  const pastSupporters = [...(member.pastSupporters ?? []), ending].slice(-pastSupportersKept);
  return { ...member, supporters, pastSupporters };
}

/** What a line beside the supporter gives them today: nothing before or after. */
export function supportToday(
  line: {
    readonly memberId: string;
    readonly hubId: string;
    readonly scope: readonly Power[];
    readonly until?: string | undefined;
    readonly standing: Standing;
  },
  now: string,
): Supports | undefined {
  if (line.standing !== "IN" || isOver(line, now)) return undefined;
  return { id: line.memberId, hubId: line.hubId, scope: line.scope };
}
