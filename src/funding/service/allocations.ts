import type * as z from "zod";
import {
  actsFor,
  callerOf,
  idFor,
  isBroker,
  isRefusal,
  type Request,
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
import { brokersOnly, checkHandsOut, done, earlier, firstOf, organisationFor } from "./shared.ts";

/** A broker hands an organisation credits of a mandate, to pass on. */
export async function allocate(context: Context, input: z.output<typeof Allocate>) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "allocate", input);
  const id = idFor("alo", request);
  return attempt(table, async () => {
    const organisation = await organisationFor(context, input.organisationId);
    if (isRefusal(organisation)) return organisation;
    const forbids = checkHandsOut(viewer, organisation);
    if (forbids) return forbids;
    const replay = earlier(await findAllocation(table, id), request);
    if (replay) return replay;
    const refusal =
      checkAllocationQuarter(input.quarter, now) ?? checkActive(organisation, "organisationId");
    if (refusal) return refusal;
    const [mandate, held] = await standOf(context, organisation, input);
    if (!mandate) return noMandate(input.purpose, input.quarter);
    return planMove(context, {
      ...{ id, request, organisation, mandate, held },
      ...{ minutes: input.minutes, after: (held?.minutes ?? 0) + input.minutes },
      direction: "TO_ORGANISATION",
    });
  });
}

/** An organisation's credits go back into the mandate they came from. */
export async function returnCredits(context: Context, input: z.output<typeof ReturnCredits>) {
  const { table, viewer } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "returnCredits", input);
  const id = idFor("alo", request);
  return attempt(table, async () => {
    const organisation = await organisationFor(context, input.organisationId);
    if (isRefusal(organisation)) return organisation;
    if (!isBroker(viewer, organisation.hubId) && !actsFor(viewer, organisation.id)) {
      return brokersOnly();
    }
    const replay = earlier(await findAllocation(table, id), request);
    if (replay) return replay;
    const [mandate, held] = await standOf(context, organisation, input);
    if (!mandate) return noMandate(input.purpose, input.quarter);
    const after = giveBack(held?.minutes ?? 0, input.minutes);
    if (isRefusal(after)) return after;
    const step = await planMove(context, {
      ...{ id, request, organisation, mandate, held, after },
      ...{ minutes: input.minutes, direction: "BACK_TO_MANDATE" },
    });
    if (isRefusal(step)) return step;
    // An allocation may have been reversed in the ledger. Asked for after planning: if anything
    // is issued or comes back in between, the plan itself fails and is made anew.
    const issued = await issuedMinutesOf(table, mandate);
    const tooMuch = giveBack(issued, input.minutes);
    return isRefusal(tooMuch) ? tooMuch : step;
  });
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
