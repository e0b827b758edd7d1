import { sessionOf } from "./circles/meeting.ts";
import type { StoryEntry, Telling } from "./journal/index.ts";
import { before, minutesOf, party, settling } from "./parties.ts";
import { brokerOf } from "./places.ts";
import type { Step } from "./step.ts";
import { booking, exchange, series } from "./telling-help.ts";

type Of<How extends Telling["how"]> = Extract<Telling, { readonly how: How }>;

/** The steps that bring an entry about, the last of which moves its credits. */
export function tell(entry: StoryEntry): readonly Step[] {
  const { telling } = entry;
  switch (telling.how) {
    case "EXCHANGE":
      return exchange(entry, telling);
    case "BOOKING":
      return booking(entry, telling);
    case "SERIES":
      return series(entry, telling);
    case "LEARNING":
      return learning(entry, telling);
    case "SESSION":
      return [session(entry, telling)];
    case "WITH_ANOTHER":
      return [];
    case "ALLOCATION":
      return [allocation(entry, telling)];
    case "CARE":
      return [care(entry, telling)];
    case "TRAINING":
      return [training(entry, telling)];
    case "GIFT":
      return [gift(entry, telling)];
    case "POT":
      return pot(entry, telling);
    case "REVERSAL":
      return [reversal(entry, telling)];
  }
}

function learning(entry: StoryEntry, told: Of<"LEARNING">): readonly Step[] {
  const { learner, organisation, what, days, hoursEach } = told;
  const named = `learning ${entry.id}`;
  const sessions = days.map((on) => ({ on, minutes: minutesOf(hoursEach) }));
  return [
    {
      ...{ at: `${entry.on}T16:00:00Z`, as: party(learner).voice, does: "recordLearning" },
      ...{ about: entry.id, makes: named },
      input: (idOf) => ({
        ...{ learnerId: idOf(learner), organisationId: idOf(organisation), what, sessions },
      }),
    },
    {
      ...{ ...settling(entry), as: organisation, does: "verifyLearning" },
      input: (idOf) => ({ recordId: idOf(named) }),
    },
  ];
}

function session(entry: StoryEntry, told: Of<"SESSION">): Step {
  const { at, about } = settling(entry);
  return {
    ...{ at, about, as: told.organisation, does: "creditSession", credits: told.entries },
    input: (idOf) => ({
      ...{ sessionId: idOf(sessionOf(told.session)) },
      from: { organisationId: idOf(told.organisation) },
    }),
  };
}

function allocation(entry: StoryEntry, told: Of<"ALLOCATION">): Step {
  const { organisation, purpose, hours } = told;
  return {
    ...{ ...settling(entry), as: party(organisation).broker, does: "allocate" },
    input: (idOf) => ({
      ...{ organisationId: idOf(organisation), purpose, quarter: "2026-Q1" },
      minutes: minutesOf(hours),
    }),
  };
}

function care(entry: StoryEntry, told: Of<"CARE">): Step {
  const { member, caredFor, weeks, reportedHoursEach } = told;
  const reportedMinutes = minutesOf(reportedHoursEach);
  return {
    ...{ ...settling(entry), as: party(member).broker, does: "recogniseCare" },
    input: (idOf) => ({
      ...{ memberId: idOf(member), caredForMemberId: idOf(caredFor) },
      weeks: weeks.map((weekStarting) => ({ weekStarting, reportedMinutes })),
    }),
  };
}

function training(entry: StoryEntry, told: Of<"TRAINING">): Step {
  return {
    ...{ ...settling(entry), as: party(told.member).broker, does: "recogniseActivity" },
    input: (idOf) => ({
      ...{ purpose: "TRAINING", memberId: idOf(told.member), what: told.what },
      ...{ minutes: minutesOf(told.hours), happenedOn: entry.on },
      withMemberIds: told.with.map(idOf),
    }),
  };
}

function gift(entry: StoryEntry, { from, to, hours, note }: Of<"GIFT">): Step {
  return {
    ...{ ...settling(entry), as: party(from).voice, does: "giveCredits" },
    input: (idOf) => ({
      ...{ fromId: idOf(from), minutes: minutesOf(hours), note },
      to: "member" in to ? { memberId: idOf(to.member) } : { potOfHubId: idOf(to.potOf) },
    }),
  };
}

function pot(entry: StoryEntry, { hub, member, hours, reason }: Of<"POT">): readonly Step[] {
  const named = `request ${entry.id}`;
  return [
    {
      ...{ at: before(entry, 1, "09:00"), as: party(member).voice, does: "requestPotSupport" },
      ...{ about: entry.id, makes: named },
      input: (idOf) => ({ memberId: idOf(member), minutes: minutesOf(hours), reason }),
    },
    {
      ...{ ...settling(entry), as: brokerOf(hub), does: "decidePotSupport" },
      input: (idOf) => ({ potRequestId: idOf(named), approve: true, note: "With pleasure." }),
    },
  ];
}

function reversal(entry: StoryEntry, { of, hub, reason }: Of<"REVERSAL">): Step {
  return {
    ...{ ...settling(entry), as: brokerOf(hub), does: "reverseEntry" },
    input: (idOf) => ({ journalEntryId: idOf(of), reason }),
  };
}
