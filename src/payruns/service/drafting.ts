import { dateOf, firstOf, idFor, isRefusal, notFound, replayOf } from "../../kernel/index.ts";
import { findParty, hubIsClosing, policyOf } from "../../membership/index.ts";
import { byRequest, type Context } from "../../table/index.ts";
import {
  addRows,
  type Changed,
  maySee,
  removeRows,
  whyNotActive,
  whyNotAdmin,
  whyNotDraft,
  whyNotHappened,
  whyNotOwn,
} from "../decide/index.ts";
import type { AddPayRunRows, CreatePayRun, PayRun, RemovePayRunRows } from "../model.ts";
import { createRun, findRun, partsOf, savePart } from "../repository.ts";
import { changeRun, type Planned } from "./change.ts";

/** An organisation begins to write down whom it wants to credit. Nothing moves yet. */
export const createPayRun = (context: Context, input: CreatePayRun) =>
  byRequest(context, { operation: "createPayRun", input }, async (asking, { request }) => {
    const { table, viewer, now } = asking;
    const { organisationId, what, happenedOn = dateOf(now) } = input;
    const organisation = await findParty(table, organisationId);
    const { kind, hubId = "" } = organisation ?? {};
    if (!organisation || kind !== "ORGANISATION" || !maySee(viewer, { organisationId, hubId })) {
      return notFound("organisationId");
    }
    const id = idFor("pay", request);
    const answered =
      whyNotAdmin(viewer, { organisationId, hubId }) ?? replayOf(await findRun(table, id), request);
    if (answered) return answered;
    const policy = await policyOf(table, hubId, now);
    if (policy.isWindingUp) return hubIsClosing("organisationId");
    const refusal =
      whyNotHappened(happenedOn, now, policy.latestEntryDays) ?? whyNotActive(organisation);
    if (refusal) return refusal;
    const thing: PayRun = {
      ...{ id, hubId, organisationId, what, happenedOn, status: "DRAFT", createdAt: now },
      ...{ rowCount: 0, totalMinutes: 0, partCount: 0, partsDone: 0 },
      ...{ paidCount: 0, paidMinutes: 0, refusedCount: 0, refusedMinutes: 0 },
      ...firstOf(request),
    };
    return { writes: [createRun(thing)], answer: { thing, replayed: false } };
  });

export const addPayRunRows = (context: Context, input: AddPayRunRows) =>
  changeRun(context, {
    operation: "addPayRunRows",
    input,
    may: (run) =>
      whyNotAdmin(context.viewer, run) ??
      whyNotOwn(context.viewer, input.rows, (place) => `rows.${place}.memberId`),
    plan: async (run) => {
      const { table, now } = context;
      const refusal = whyNotDraft(run);
      if (refusal) return refusal;
      const [parts, policy] = await Promise.all([
        partsOf(table, run.id),
        policyOf(table, run.hubId, now),
      ]);
      const changed = addRows(run, parts, { rows: input.rows, policy });
      return isRefusal(changed) ? changed : planned(changed);
    },
  });

export const removePayRunRows = (context: Context, input: RemovePayRunRows) =>
  changeRun(context, {
    operation: "removePayRunRows",
    input,
    may: (run) => whyNotAdmin(context.viewer, run),
    plan: async (run) => {
      const refusal = whyNotDraft(run);
      if (refusal) return refusal;
      const changed = removeRows(run, await partsOf(context.table, run.id), input.memberIds);
      return isRefusal(changed) ? changed : planned(changed);
    },
  });

const planned = ({ run, parts }: Changed): Planned => ({
  next: run,
  writes: parts.map((part) => savePart(run.id, part)),
});
