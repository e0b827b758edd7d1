import type { StoryEntry } from "./journal/index.ts";
import { members, organisations, voiceOf } from "./people.ts";
import { brokerOf } from "./places.ts";

/** Somebody who takes part: who speaks for them, and who says yes for them. */
export function party(id: string) {
  const member = members.find((one) => one.id === id);
  const hub = member?.hub ?? organisations.find((one) => one.id === id)?.hub ?? "BRA";
  const voice = member ? voiceOf(member, brokerOf(hub)) : id;
  const isHeard = member?.joins.how === "ASSISTED";
  const guardian = member && "guardian" in member.joins ? member.joins.guardian : undefined;
  return { id, broker: brokerOf(hub), voice, isHeard, approver: guardian ?? voice };
}

export const minutesOf = (hours: number) => hours * 60;

/** Entries of one day happen in the order of their numbers. */
export const settling = (entry: StoryEntry) => ({
  at: `${entry.on}T18:${entry.id.slice(1)}:00Z`,
  about: entry.id,
  makes: entry.id,
});

export const before = (entry: StoryEntry, days: number, time: string) =>
  `${new Date(Date.parse(entry.on) - days * 86_400_000).toISOString().slice(0, 10)}T${time}:00Z`;
