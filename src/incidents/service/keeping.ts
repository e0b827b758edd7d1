import { isOfWhatIsStored, isRefusal } from "../../kernel/index.ts";
import type { Erasing, ErasingMember } from "../../membership/index.ts";
import { attempt, type Context, type Item, sweepList, type Table } from "../../table/index.ts";
import { isToWipe, wiped, withoutPerson, withoutReader } from "../decide/index.ts";
import type { Incident } from "../model/index.ts";
import {
  findIncident,
  incidentIn,
  linesToWipe,
  saveIncident,
  storedIncidents,
} from "../repository.ts";

/**
 * Wipes what has been kept long enough. Each is one commit at the version that was read, so a run
 * can stop anywhere, be repeated, or meet another.
 */
export async function wipeIncidents({
  table,
  now,
}: Pick<Context, "table" | "now">): Promise<{ readonly WIPED: number }> {
  const faults: unknown[] = [];
  // What nobody can read keeps no other story longer than it may be kept.
  const unlessUnreadable = (fault: unknown): false => {
    if (!isOfWhatIsStored(fault)) throw fault;
    faults.push(fault);
    return false;
  };
  let count = 0;
  let after: string | undefined;
  do {
    const lines = await linesToWipe(table, { now, after });
    for (const line of lines) {
      const done = await wipe({ table, now }, line.pk).catch(unlessUnreadable);
      if (done) count++;
    }
    after = lines.at(-1)?.indexSk;
  } while (after !== undefined);
  if (faults.length > 0) throw new AggregateError(faults, "Some incidents could not be read.");
  return { WIPED: count };
}

async function wipe({ table, now }: Pick<Context, "table" | "now">, id: string): Promise<boolean> {
  const done = await attempt<boolean, never>(table, async () => {
    const incident = await findIncident(table, id);
    if (!incident || !isToWipe(incident, now)) return { answer: false };
    const next = { ...wiped(incident, now), version: incident.version + 1 };
    return { writes: [saveIncident(next)], answer: true };
  });
  return !isRefusal(done) && done;
}

/** Incidents looked at in one sweep. */
const together = 40;

/**
 * Erasing a person: what was about them, and what they reported. Article 17(3) of the UK GDPR lets
 * what keeps others safe stay until its time is over; nothing leads from it to them any more.
 */
export const erasers = {
  INCIDENT_ABOUT: (table: Table, whose: ErasingMember, after?: string) =>
    sweeping(table, { whose, after, list: { about: whose.memberId } }),
};

/** Whoever reported need not be a member anywhere, so it is looked for by the person. */
export const sweepReports = (table: Table, whose: Erasing, after?: string) =>
  sweeping(table, { whose, after, list: { by: whose.personId } });

/** The same for where the person is second reader. */
export const sweepReadings = (table: Table, whose: Erasing, after?: string) =>
  sweeping(table, { whose, after, list: { readBy: whose.personId }, left: withoutReader });

const sweeping = (
  table: Table,
  {
    whose,
    after,
    list,
    left = withoutPerson,
  }: {
    readonly whose: Erasing;
    readonly after: string | undefined;
    readonly list: Parameters<typeof storedIncidents>[1];
    readonly left?: (incident: Incident, whose: Erasing) => Incident | undefined;
  },
) =>
  sweepList({
    kind: "INCIDENT",
    after,
    limit: together,
    fetch: (walk) => storedIncidents(table, list, walk),
    change: (item: Item) => {
      const incident = incidentIn(item);
      const next = left(incident, whose);
      return { writes: next ? [saveIncident({ ...next, version: incident.version + 1 })] : [] };
    },
  });
