import type {
  ConcludedIncident,
  IncidentUnderReview,
  Outcome,
  ReportedIncident,
} from "../../src/incidents/model/index.ts";
import { type ActsFor, anonymous, type Role, type Viewer } from "../../src/kernel/index.ts";

export const noon = "2026-02-09T12:00:00.000Z";
export const hub = "hub_BRA";

/** A login that speaks for these members and holds these roles. */
export const viewer = (
  name: string,
  voices: readonly (readonly [string, ActsFor["as"]])[] = [],
  roles: readonly (readonly [Role, string])[] = [],
): Viewer => ({
  ...anonymous,
  login: `per_${name}`,
  personId: `per_${name}`,
  actsFor: voices.map(([id, as]) => ({ id, hubId: hub, as })),
  roles: roles.map(([role, scopeId]) => ({ role, scopeId })),
});

const asLead: readonly (readonly [Role, string])[] = [["SAFEGUARDING_LEAD", hub]];
export const lead = (
  name: string,
  voices: readonly (readonly [string, ActsFor["as"]])[] = [],
): Viewer => viewer(name, voices, asLead);

export const leena = lead("leena");
export const lars = lead("lars");

/** Amina reported grace, after an exchange that walter paid for. */
export const reported: ReportedIncident = {
  status: "REPORTED",
  ...{ id: "inc_1", hubId: hub, reportedAt: noon, version: 1, receipts: [] },
  reporter: { personId: "per_amina", memberIds: ["mem_amina", "mem_ellie"] },
  ...{ account: "It is gone.", exchangeId: "exc_1" },
  ...{ subjectId: "mem_grace", subjectPersonId: "per_grace" },
  partyIds: ["mem_grace", "mem_walter", "mem_amina", "mem_olu"],
};

export const underReview: IncidentUnderReview = {
  ...reported,
  status: "UNDER_REVIEW",
  takenUp: { by: "per_leena", at: noon },
  asked: { summary: "What do you know of it?", by: "per_leena", at: noon },
  replies: [{ text: "No.", by: "per_grace", at: noon, as: "SUBJECT" }],
  ...{ measureIds: ["itm_1"], referrals: [], secondReaders: [] },
};

export const concluded = (outcome: Outcome): ConcludedIncident => ({
  ...underReview,
  status: "CONCLUDED",
  ...{ outcome, concludedAt: noon, wipeAt: "2026-03-09T12:00:00.000Z" },
  proposal: { outcome, reasons: "It was found.", by: "per_leena", at: noon },
  signed: { by: "per_lars" },
});
