import type * as z from "zod";
import {
  callerOf,
  done,
  firstOf,
  idFor,
  isRefusal,
  type Request,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { accountRefOf, type Party, policyOf } from "../../membership/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { checkActive, checkAllocationQuarter, giveBack, noMandate } from "../decide/index.ts";
import type { Allocate, Allocation, Mandate, ReturnCredits } from "../model/index.ts";
import {
  createAllocation,
  findAllocation,
  findAllotment,
  findMandate,
  saveAllotment,
} from "../repository/index.ts";
import { issuedMinutesOf, planIssue } from "./issuing.ts";
import { type Asked, brokersOnly, checkHandsOut, maySee, organisationFor } from "./shared.ts";

/** A broker hands an organisation credits of a mandate, to pass on. */
export async function allocate(context: Context, input: z.output<typeof Allocate>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "allocate", input);
  const asked = { input, request, id: idFor("alo", request) };
  return attempt(context.table, () => allocating(context, asked));
}

async function allocating(context: Context, asked: Asked<z.output<typeof Allocate>>) {
  const { table, viewer, now } = context;
  const { input, request, id } = asked;
  const organisation = await organisationFor(context, input.organisationId);
  if (isRefusal(organisation)) return organisation;
  const answered =
    checkHandsOut(viewer, organisation) ?? replayOf(await findAllocation(table, id), request);
  if (answered) return answered;
  const refusal =
    checkAllocationQuarter(input.quarter, now) ?? checkActive(organisation, "organisationId");
  if (refusal) return refusal;
  const [mandate, held] = await standOf(context, organisation, input);
  if (!mandate) return noMandate(input.purpose, input.quarter);
  const { minutes } = input;
  const after = (held?.minutes ?? 0) + minutes;
  const direction = "TO_ORGANISATION";
  return planMove(context, { id, request, organisation, mandate, held, minutes, after, direction });
}

/** An organisation's credits go back into the mandate they came from. */
export async function returnCredits(context: Context, input: z.output<typeof ReturnCredits>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "returnCredits", input);
  const asked = { input, request, id: idFor("alo", request) };
  return attempt(context.table, () => returning(context, asked));
}

async function returning(context: Context, asked: Asked<z.output<typeof ReturnCredits>>) {
  const { table, viewer } = context;
  const { input, request, id } = asked;
  const organisation = await organisationFor(context, input.organisationId);
  if (isRefusal(organisation)) return organisation;
  if (!maySee(viewer, organisation)) return brokersOnly();
  const replay = replayOf(await findAllocation(table, id), request);
  if (replay) return replay;
  const [mandate, held] = await standOf(context, organisation, input);
  if (!mandate) return noMandate(input.purpose, input.quarter);
  const { minutes } = input;
  const after = giveBack(held?.minutes ?? 0, minutes);
  if (isRefusal(after)) return after;
  const direction = "BACK_TO_MANDATE";
  const move = { id, request, organisation, mandate, held, minutes, after, direction } as const;
  const step = await planMove(context, move);
  return isRefusal(step) ? step : ((await checkIssued(context, mandate, minutes)) ?? step);
}

/**
 * An allocation may have been reversed in the ledger, so less may be out than was once given.
 * Asked after planning: if the issuance account changes in between, the plan itself fails and is
 * made anew.
 */
async function checkIssued({ table }: Context, mandate: Mandate, minutes: number) {
  const left = giveBack(await issuedMinutesOf(table, mandate), minutes);
  return isRefusal(left) ? left : undefined;
}

type Purse = Pick<Allocation, "purpose" | "quarter">;

const standOf = ({ table }: Context, organisation: Party, { purpose, quarter }: Purse) =>
  Promise.all([
    findMandate(table, { hubId: organisation.hubId, purpose, quarter }),
    findAllotment(table, organisation.id, { purpose, quarter }),
  ]);

type Move = {
  readonly id: string;
  readonly request: Request;
  readonly organisation: Party;
  readonly mandate: Mandate;
  readonly held: { readonly version: number } | undefined;
  readonly minutes: number;
  /** What the organisation holds of the mandate afterwards. */
  readonly after: number;
  readonly direction: Allocation["direction"];
};

async function planMove(context: Context, move: Move) {
  const { table, now } = context;
  const { id, organisation, mandate, minutes, direction } = move;
  const policy = await policyOf(table, organisation.hubId, now);
  const plan = await planIssue(context, {
    mandate,
    actId: id,
    kind: direction === "TO_ORGANISATION" ? "ALLOCATION" : "RETURN",
    account: accountRefOf(organisation, policy, now),
    minutes,
  });
  if (isRefusal(plan)) return plan;
  const { hubId, purpose, quarter } = mandate;
  const allocation: Allocation = {
    ...{ id, organisationId: organisation.id, hubId, direction, purpose, quarter, minutes },
    createdAt: now,
    ...firstOf(move.request),
  };
  const allotment = {
    ...{ organisationId: organisation.id, purpose, quarter, minutes: move.after },
    version: (move.held?.version ?? 0) + 1,
  };
  const writes = [
    ...plan.writes,
    saveAllotment(allotment),
    createAllocation(allocation, plan.journal),
  ];
  return { writes, answer: done(allocation) };
}
