import { type Incident, isCleared, type ToldIncident } from "../model/index.ts";
import { wiped } from "./concluding.ts";

type Whose = { readonly personId: string; readonly standIn: string; readonly now: string };

/**
 * What becomes of an incident when the person it is about, or who reported it, is erased. What was
 * found to be nothing is wiped at once. Else the words stay until the time to keep them is over,
 * because others have to be kept safe, and nothing leads from them to the person any more.
 * Nothing when there is nothing to change.
 */
export function withoutPerson(incident: Incident, whose: Whose): Incident | undefined {
  if (incident.status === "WIPED" || !names(incident, whose.personId)) return undefined;
  const isAbout = incident.subjectPersonId === whose.personId;
  if (isAbout && incident.status === "CONCLUDED" && isCleared(incident.outcome)) {
    return wiped(incident, whose.now);
  }
  return stoodIn(incident, whose);
}

const names = ({ reporter, subjectPersonId }: ToldIncident, personId: string): boolean =>
  reporter.personId === personId || subjectPersonId === personId;

function stoodIn(incident: ToldIncident, { personId, standIn }: Whose): ToldIncident {
  const instead = (id: string) => (id === personId ? standIn : id);
  const { reporter, subjectPersonId } = incident;
  const people = {
    reporter:
      reporter.personId === undefined
        ? reporter
        : { ...reporter, personId: instead(reporter.personId) },
    ...(subjectPersonId === undefined ? {} : { subjectPersonId: instead(subjectPersonId) }),
  };
  if (incident.status === "REPORTED") return { ...incident, ...people };
  const replies = incident.replies.map((one) => ({ ...one, by: instead(one.by) }));
  return { ...incident, ...people, replies };
}
