import { personOf } from "../names.ts";
import { members, voiceOf } from "../people.ts";
import { brokerOf, type HubCode } from "../places.ts";
import type { IdOf, Step } from "../step.ts";

/** Somebody who sits in a circle: a member by their name, or somebody of the staff. */
export type Sitting = {
  readonly id: string;
  readonly group: string;
  readonly side: "SERVICE_USER" | "PROFESSIONAL";
  /** For whom they speak, when not for themselves. */
  readonly kind?: "VOICE_OF";
  /** Without a vote: they listen, and give what the circle needs. */
  readonly isVoting?: false;
};

export type Circle = {
  /** What the story calls it. */
  readonly name: string;
  readonly hub: HubCode;
  /** When it began and its people said yes. */
  readonly began: string;
  readonly facts: object;
  readonly people: readonly Sitting[];
};

export type Meeting = {
  readonly circle: Circle;
  /** What the story calls the session and its decision. */
  readonly name: string;
  readonly startsAt: string;
  /** When the information was sent, and who waived the time to read it. */
  readonly sharedAt: string;
  readonly waivedBy?: readonly string[];
  /** Who was there, and by which way when not in the room. */
  readonly there: readonly (readonly [id: string, way?: string])[];
  readonly artefact: { readonly kind: string; readonly title: string; readonly text: string };
  readonly question: string;
  /** What may be credited if it is agreed. */
  readonly credits?: readonly object[];
  readonly viewsSought: string;
  readonly viewsAnswered: string;
  /** Who is against it, and why. Everybody else who was there is for it. */
  readonly against?: readonly (readonly [id: string, reason: string])[];
  readonly closing: object;
};

export const circleOf = (name: string): string => `circle ${name}`;
export const seatOf = (circle: string, id: string): string => `seat-${circle}-${id}`;
export const sessionOf = (name: string): string => `session ${name}`;
const artefactOf = (name: string): string => `artefact ${name}`;
export const decisionOf = (name: string): string => `decision ${name}`;

const memberOf = (id: string) => members.find((member) => member.id === id);

/** Whose token goes with what somebody says: their own, or that of the broker they rang. */
function voiceFor(id: string): { readonly as: string; readonly isHeard: boolean } {
  const member = memberOf(id);
  const as = member ? voiceOf(member, brokerOf(member.hub)) : id;
  return { as, isHeard: as !== id };
}

const spoken = { channel: "PHONE", note: "Read out, with an interpreter; they said yes." };

/** A circle begins, and everyone says yes to their seat. */
export function circleBegins(circle: Circle): readonly Step[] {
  const { name, hub, began, facts, people } = circle;
  const as = brokerOf(hub);
  const seats = people.flatMap((sitting): readonly Step[] => {
    const { id, kind = "SELF", group, side, isVoting = true } = sitting;
    const seat = seatOf(name, id);
    const { as: voice, isHeard } = voiceFor(id);
    const who = (idOf: IdOf) =>
      memberOf(id) ? { memberId: idOf(id) } : { personId: idOf(personOf(id)) };
    return [
      {
        ...{ at: began, as, does: "inviteSeat", about: seat, makes: seat },
        input: (idOf) => ({
          ...{ circleId: idOf(circleOf(name)), ...who(idOf), kind, side, group, isVoting },
        }),
      },
      {
        ...{ at: began, as: voice, does: "acceptSeat", about: seat },
        input: (idOf) => ({
          ...{ circleId: idOf(circleOf(name)), seatId: idOf(seat), version: 1 },
          ...(isHeard ? { spoken } : {}),
        }),
      },
    ];
  });
  return [
    {
      ...{ at: began, as, does: "createCircle", about: name, makes: circleOf(name) },
      input: (idOf) => ({ hubId: idOf(hub), ...facts }),
    },
    ...seats,
  ];
}

/** A session from its plan to the end of its vote. */
export function circleMeets(meeting: Meeting): readonly Step[] {
  return [...prepared(meeting), ...held(meeting)];
}

function prepared({ circle, name, startsAt, sharedAt, waivedBy = [] }: Meeting): readonly Step[] {
  const as = brokerOf(circle.hub);
  const session = sessionOf(name);
  return [
    {
      ...{ at: sharedAt, as, does: "scheduleSession", about: name, makes: session },
      input: (idOf) => ({
        ...{ circleId: idOf(circleOf(circle.name)), title: name, startsAt },
        ways: ["IN_PERSON", "PHONE", "VOICE_SEAT"],
      }),
    },
    {
      ...{ at: sharedAt, as, does: "shareInformation", about: name },
      input: (idOf) => ({
        ...{ sessionId: idOf(session), version: 1 },
        what: "Two pages, in easy read and in Bengali.",
      }),
    },
    ...waivedBy.map(
      (id): Step => ({
        ...{ at: sharedAt, as: id, does: "waiveNotice", about: `${name}-${id}` },
        input: (idOf) => ({ sessionId: idOf(session) }),
      }),
    ),
  ];
}

function held(meeting: Meeting): readonly Step[] {
  const { circle, name, startsAt, waivedBy = [], there, artefact, against = [] } = meeting;
  const as = brokerOf(circle.hub);
  const common = { at: startsAt, as };
  const session = sessionOf(name);
  const seatFor = (idOf: IdOf, id: string) => idOf(seatOf(circle.name, id));
  const [first] = there;
  const said = there.map(([id]): Step => {
    const { as: voice, isHeard } = voiceFor(id);
    const [, reason] = against.find(([who]) => who === id) ?? [];
    return {
      ...{ at: startsAt, as: voice, does: "castPosition", about: `${name}-${id}` },
      input: (idOf) => ({
        ...{ decisionId: idOf(decisionOf(name)), stance: reason ? "OBJECT" : "SUPPORT" },
        ...(reason ? { reason } : {}),
        ...(isHeard ? { seatId: seatFor(idOf, id), spoken } : {}),
      }),
    };
  });
  return [
    {
      ...{ ...common, does: "recordAttendance", about: name },
      input: (idOf) => ({
        ...{ sessionId: idOf(session), version: 2 + waivedBy.length, minutes: 120 },
        seats: there.map(([id, way = "IN_PERSON"]) => ({ seatId: seatFor(idOf, id), way })),
      }),
    },
    {
      ...{ ...common, does: "proposeArtefact", about: name, makes: artefactOf(name) },
      input: (idOf) => ({
        ...{ circleId: idOf(circleOf(circle.name)), ...artefact },
        authorSeatIds: [seatFor(idOf, first?.[0] ?? "")],
      }),
    },
    {
      ...{ ...common, does: "openDecision", about: name, makes: decisionOf(name) },
      input: (idOf) => ({
        ...{ sessionId: idOf(session), artefactId: idOf(artefactOf(name)) },
        ...{ question: meeting.question, credits: meeting.credits ?? [] },
        ...{ viewsSought: meeting.viewsSought, viewsAnswered: meeting.viewsAnswered },
      }),
    },
    ...said,
    {
      ...{ ...common, does: "closeDecision", about: name },
      input: (idOf) => ({ decisionId: idOf(decisionOf(name)), version: 1, ...meeting.closing }),
    },
  ];
}
