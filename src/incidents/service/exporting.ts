import { sameIdAs } from "../../kernel/index.ts";
import type { HeldOf, HeldOfMember } from "../../membership/index.ts";
import { type Portion, plainly, portionOf, type Table } from "../../table/index.ts";
import type { Incident } from "../model/index.ts";
import { incidentIn, storedIncidents } from "../repository.ts";

/** Incidents told in one step. */
const together = 40;

/**
 * What a person is told of incidents: as the subject, what was written for them once they were
 * asked; as the reporter, their own words. The rest protects others and is kept back (Data
 * Protection Act 2018, Schedule 2, paragraph 16).
 */
export const exporters = {
  INCIDENT_ABOUT: (table: Table, { memberId, personId }: HeldOfMember, after?: string) =>
    along(table, { personId, after, list: { about: memberId }, tell: asSubject }),
};

/** Whoever reports need not be a member anywhere, so it is told of the person. */
export const exportReports = (
  table: Table,
  { personId }: HeldOf,
  after: string | undefined,
): Promise<Portion> => along(table, { personId, after, list: { by: personId }, tell: asReporter });

const along = (
  table: Table,
  {
    personId,
    after,
    list,
    tell,
  }: {
    readonly personId: string;
    readonly after: string | undefined;
    readonly list: { readonly about: string } | { readonly by: string };
    readonly tell: (incident: Incident) => object | undefined;
  },
): Promise<Portion> =>
  portionOf({
    kind: "INCIDENT",
    after,
    limit: together,
    fetch: (walk) => storedIncidents(table, list, walk),
    tell: (item) => {
      const told = tell(incidentIn(item));
      return told && plainly(told, personId);
    },
  });

function asSubject(incident: Incident): object | undefined {
  if (incident.status === "WIPED" || incident.status === "REPORTED") return undefined;
  if (!incident.asked) return undefined;
  const { status, asked, replies } = incident;
  const end =
    incident.status === "CONCLUDED"
      ? { outcome: incident.outcome, concludedAt: incident.concludedAt }
      : {};
  const { summary, at: askedAt } = asked;
  return { id: sameIdAs(incident.id, "ans"), status, summary, askedAt, replies, ...end };
}

function asReporter(incident: Incident): object | undefined {
  if (incident.status === "WIPED") return undefined;
  const { hubId, status, account, aboutWords, happenedOn, exchangeId } = incident;
  const id = sameIdAs(incident.id, "rpt");
  return { id, hubId, status, account, aboutWords, happenedOn, exchangeId };
}
