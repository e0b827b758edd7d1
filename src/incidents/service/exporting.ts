import { sameIdAs } from "../../kernel/index.ts";
import type { HeldOfMember } from "../../membership/index.ts";
import { type Portion, portionOf, type Table } from "../../table/index.ts";
import type { Incident } from "../model/index.ts";
import { incidentIn, storedIncidents } from "../repository.ts";

/** Incidents told in one step. */
const together = 40;

/** What was written for the subject and what they answered; before they were asked, nothing. */
function toAnswer(incident: Incident): object | undefined {
  if (incident.status !== "UNDER_REVIEW" && incident.status !== "CONCLUDED") return undefined;
  const { id, hubId, status, asked, replies } = incident;
  if (!asked) return undefined;
  return {
    ...{ id: sameIdAs(id, "ans"), hubId, status, summary: asked.summary, askedAt: asked.at },
    replies: replies.map(({ text, at, as, spoken }) => ({ text, at, as, spoken })),
    ...(incident.status === "CONCLUDED"
      ? { outcome: incident.outcome, concludedAt: incident.concludedAt }
      : {}),
  };
}

/** Their own words, as they reported it. */
function reported(incident: Incident): object | undefined {
  if (incident.status === "WIPED") return undefined;
  const { id, hubId, status, reportedAt, account, aboutWords, happenedOn, exchangeId } = incident;
  const own = { hubId, status, reportedAt, account, aboutWords, happenedOn, exchangeId };
  return { id: sameIdAs(id, "rpt"), ...own };
}

/** What this room holds of somebody, as far as each may read it: the subject and the reporter. */
export const exporters = {
  INCIDENT_ABOUT: (table: Table, { memberId }: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind: "INCIDENT_TO_ANSWER",
      after,
      limit: together,
      fetch: (walk) => storedIncidents(table, { about: memberId }, walk),
      tell: (item) => toAnswer(incidentIn(item)),
    }),
  INCIDENT_BY: (table: Table, { personId }: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind: "INCIDENT_REPORT",
      after,
      limit: together,
      fetch: (walk) => storedIncidents(table, { by: personId }, walk),
      tell: (item) => reported(incidentIn(item)),
    }),
};
