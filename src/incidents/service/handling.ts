import { notFound, type Refusal } from "../../kernel/index.ts";
import { findParty, policyOf } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { askSubject, propose, referred, sign, takeUp, whyNotSubject } from "../decide/index.ts";
import type {
  AskForReply,
  ConcludeIncident,
  Incident,
  NoteReferral,
  SignConclusion,
  TakeUpIncident,
} from "../model/index.ts";
import { alone, changeIncident, isCoded, type Planned } from "./change.ts";
import { lastOfMeasures } from "./measures.ts";

export const takeUpIncident = (context: Context, input: TakeUpIncident) =>
  changeIncident(context, {
    operation: "takeUpIncident",
    input,
    plan: (incident) => takingUp(context, incident, input.subjectId),
  });

async function takingUp(
  context: Context,
  incident: Incident,
  subjectId: string | undefined,
): Promise<Planned | Refusal<"NOT_FOUND" | "STATE_TRANSITION_INVALID" | "VALIDATION_FAILED">> {
  const { table, viewer } = context;
  if (subjectId === undefined) return alone(takeUp(incident, undefined, context));
  const party = await findParty(table, subjectId);
  if (party?.kind !== "MEMBER" || party.hubId !== incident.hubId) return notFound("subjectId");
  const next = takeUp(incident, party, context);
  if (isCoded<"STATE_TRANSITION_INVALID">(next)) return next;
  return whyNotSubject(viewer, next) ?? { next };
}

export const askForReply = (context: Context, input: AskForReply) =>
  changeIncident(context, {
    operation: "askForReply",
    input,
    plan: (incident) => alone(askSubject(incident, input, context)),
  });

export const noteReferral = (context: Context, input: NoteReferral) =>
  changeIncident(context, {
    operation: "noteReferral",
    input,
    plan: (incident) => alone(referred(incident, input, context)),
  });

export const concludeIncident = (context: Context, input: ConcludeIncident) =>
  changeIncident(context, {
    operation: "concludeIncident",
    input,
    plan: async (incident) => {
      const { table, viewer, now } = context;
      const policy = await policyOf(table, incident.hubId, now);
      return alone(propose(incident, input, { viewer, now, policy }));
    },
  });

/** The second reader's word. What holds the subject back ends in the same commit. */
export const signConclusion = (context: Context, input: SignConclusion) =>
  changeIncident(context, {
    operation: "signConclusion",
    input,
    signing: input,
    plan: async (incident) => {
      const { table, viewer, now } = context;
      const keeping = await policyOf(table, incident.hubId, now);
      const next = sign(incident, input, { viewer, now, keeping });
      if (isCoded<"SECOND_READER_NEEDED" | "STATE_TRANSITION_INVALID">(next)) return next;
      if (next.status !== "CONCLUDED") return { next };
      return { next, writes: await lastOfMeasures(context, next) };
    },
  });
