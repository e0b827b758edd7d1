import { members, voiceOf } from "./people.ts";
import { brokerOf } from "./places.ts";
import type { Step } from "./step.ts";

/*
 * What nobody pays for, in the diaries of Brackenford in February; and what citizens and staff did
 * together, signed by both sides; and how a service came to be done with people.
 */

type Diary = {
  readonly id: string;
  readonly kind: "CARE" | "HOME" | "NEIGHBOURHOOD" | "CITIZENSHIP";
  readonly hours: number;
  /** On the first so many days of the month. */
  readonly days: number;
};

/** With Amina's care, which her broker recognised, they are eight: few enough to be hidden below that. */
const diaries: readonly Diary[] = [
  { id: "tom", kind: "CARE", hours: 12, days: 8 },
  { id: "sandra", kind: "CARE", hours: 12, days: 8 },
  { id: "grace", kind: "HOME", hours: 4, days: 3 },
  { id: "walter", kind: "NEIGHBOURHOOD", hours: 2, days: 3 },
  { id: "jack", kind: "HOME", hours: 1, days: 3 },
  { id: "ellie", kind: "HOME", hours: 0.5, days: 2 },
  { id: "idris", kind: "HOME", hours: 0.5, days: 2 },
];

const lines = ({ id, kind, hours, days }: Diary): readonly Step[] => {
  const member = members.find((one) => one.id === id);
  const as = member ? voiceOf(member, brokerOf(member.hub)) : id;
  return Array.from({ length: days }, (_, day): Step => {
    const happenedOn = `2026-02-0${day + 1}`;
    return {
      ...{ at: "2026-02-09T20:00:00Z", as, does: "reportCoreWork", about: `${id}-${happenedOn}` },
      input: (idOf) => ({ memberId: idOf(id), kind, happenedOn, minutes: hours * 60 }),
    };
  });
};

type Work = {
  readonly name: string;
  readonly organisation: string;
  readonly mode: "CO_COMMISSION" | "CO_DESIGN" | "CO_DELIVER" | "CO_ASSESS";
  readonly what: string;
  readonly happenedOn: string;
  readonly entries: readonly string[];
  readonly staffHours: number;
  /** The citizen who signs. */
  readonly citizen: string;
};

const works: readonly Work[] = [
  {
    ...{ name: "plan-of-the-SEND-circle", organisation: "forum", mode: "CO_COMMISSION" },
    ...{ what: "Deciding on AAC help near home", happenedOn: "2026-02-20" },
    ...{ entries: ["J12", "J13"], staffHours: 8, citizen: "amina" },
  },
  {
    ...{ name: "reading-together", organisation: "school", mode: "CO_DELIVER" },
    ...{ what: "Reading and mentoring in school", happenedOn: "2026-02-26" },
    ...{ entries: ["J05", "J06", "J16"], staffHours: 5, citizen: "walter" },
  },
];

function together(work: Work): readonly Step[] {
  const { name, organisation, citizen, entries, staffHours, ...told } = work;
  const signed = (as: string, version: number, side: string): Step => ({
    ...{ at: "2026-03-02T12:00:00Z", as, does: "signServiceHours", about: `${name}-${side}` },
    input: (idOf) => ({
      ...{ serviceHoursId: idOf(name), version },
      ...(side === "citizen" ? { memberId: idOf(citizen) } : {}),
    }),
  });
  return [
    {
      ...{ at: "2026-03-02T11:00:00Z", as: "priya", does: "logServiceHours" },
      ...{ about: name, makes: name },
      input: (idOf) => {
        const { mode, what, happenedOn } = told;
        const rests = { journalEntryIds: entries.map(idOf), staffMinutes: staffHours * 60 };
        return { organisationId: idOf(organisation), mode, what, happenedOn, ...rests };
      },
    },
    signed(citizen, 1, "citizen"),
    signed(organisation, 2, "service"),
  ];
}

/** The school's reading help began without the parents, and is done with them from a day on. */
const reading: readonly Step[] = [
  {
    ...{ at: "2026-03-03T10:00:00Z", as: "school", does: "addService" },
    ...{ about: "reading-help", makes: "reading-help" },
    input: (idOf) => ({
      ...{ organisationId: idOf("school"), name: "Reading help", mode: "FOR", from: "2025-09-01" },
      why: "Staff choose the books and read.",
    }),
  },
  {
    ...{ at: "2026-03-03T10:10:00Z", as: "school", does: "setRelationshipMode" },
    about: "reading-help-with-neighbours",
    input: (idOf) => ({
      ...{ serviceId: idOf("reading-help"), version: 1, mode: "WITH", from: "2026-02-02" },
      why: "Neighbours and children choose and read together.",
    }),
  },
];

export const hours = (): readonly Step[] => [
  ...diaries.flatMap(lines),
  ...works.flatMap(together),
  ...reading,
];
