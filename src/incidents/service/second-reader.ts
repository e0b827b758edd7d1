import { notFound, type Refusal } from "../../kernel/index.ts";
import { findHub, findPerson, keepPerson, loadViewer } from "../../membership/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { canReadFor, endReader, nameReader } from "../decide/index.ts";
import type { EndSecondReader, Incident, NameSecondReader } from "../model/index.ts";
import { alone, changeIncident, isCoded } from "./change.ts";

/** Where the hub has no second lead, one of another hub reads this incident, and signs. */
export const nameSecondReader = (context: Context, input: NameSecondReader) =>
  changeIncident(context, {
    operation: "nameSecondReader",
    input,
    plan: async (incident) => {
      const next = nameReader(incident, input, context);
      if (isCoded<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED">(next)) return next;
      const there = await planReader(context, next, input);
      return isCoded<"NOT_FOUND">(there) ? there : { next, writes: [there] };
    },
  });

export const endSecondReader = (context: Context, input: EndSecondReader) =>
  changeIncident(context, {
    operation: "endSecondReader",
    input,
    plan: (incident) => alone(endReader(incident, context.now)),
  });

/**
 * That the reader is there in this very commit: whoever erases them at the same moment looks again
 * and finds the incident. That they are a lead and have no part in it is asked anew at each reading,
 * so it needs no guard. A person who may not read it is answered as one who is not there.
 */
async function planReader(
  { table, now }: Context,
  incident: Incident,
  { personId, hubId }: NameSecondReader,
): Promise<Write | Refusal<"NOT_FOUND">> {
  const [here, there, person] = await Promise.all([
    findHub(table, incident.hubId),
    findHub(table, hubId),
    findPerson(table, personId),
  ]);
  const isNear = there?.areaPath.at(-1) === here?.areaPath.at(-1);
  if (!there || !isNear || hubId === incident.hubId) return notFound("hubId");
  if (!person) return notFound("personId");
  const reader = await loadViewer(table, { login: personId, isFirstSteward: false }, now);
  return canReadFor(reader, incident, hubId) ? keepPerson(person) : notFound("personId");
}
