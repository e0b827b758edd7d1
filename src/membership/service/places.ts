import type * as z from "zod";
import {
  callerOf,
  changedSince,
  type Done,
  forbidden,
  isBroker,
  isRefusal,
  isReplay,
  isSteward,
  notFound,
  type Refusal,
  refuse,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import { checkHubPlace, checkPlace, checkStart, nextPolicy } from "../decide/index.ts";
import {
  type Area,
  type CreateArea,
  type CreateHub,
  defaultPolicy,
  type Hub,
  type HubPolicy,
  PolicyValues,
  type SetHubPolicy,
} from "../model/index.ts";
import {
  addArea,
  addHub,
  addPolicy,
  findArea,
  findHub,
  isGssCodeTaken,
  isHubCodeTaken,
  isPolicyMomentTaken,
  policyOf,
  saveHub,
} from "../repository/index.ts";
import { createOnce } from "./creating.ts";

export const createArea = (context: Context, input: z.output<typeof CreateArea>) =>
  createOnce(context, {
    operation: "createArea",
    input,
    prefix: "are",
    find: (id) => findArea(context.table, id),
    load: () => parentFor(context, input.parentId),
    make: async (birth, { parent }) => {
      const { kind, name, code } = input;
      const misplaced = checkPlace(kind, parent);
      if (misplaced) return misplaced;
      if (await isGssCodeTaken(context.table, code)) return codeTaken("An area");
      const area: Area = { ...birth, kind, name, code, path: [birth.id, ...(parent?.path ?? [])] };
      return { thing: area, writes: addArea(area) };
    },
  });

async function parentFor({ table, viewer }: Context, parentId: string | undefined) {
  const parent = parentId === undefined ? undefined : await findArea(table, parentId);
  if (parentId !== undefined && !parent) return notFound("parentId");
  if (isSteward(viewer, parent?.path ?? [])) return { parent };
  return forbidden("Only a steward of the area above can do this.", "Ask a steward.");
}

const codeTaken = (who: string) =>
  refuse("CODE_TAKEN", `${who} has this code already.`, "Check the code.", "code");

export const createHub = (context: Context, input: z.output<typeof CreateHub>) =>
  createOnce(context, {
    operation: "createHub",
    input,
    prefix: "hub",
    find: (id) => findHub(context.table, id),
    load: () => areaFor(context, input.areaId),
    make: async (birth, area) => {
      const misplaced = checkHubPlace(area);
      if (misplaced) return misplaced;
      const { name, code, goodsNotice } = input;
      const notice = { goodsWereAllowed: false, goodsNotice };
      const values = nextPolicy(defaultPolicy, input.policy ?? {}, notice);
      if (isRefusal(values)) return values;
      if (await isHubCodeTaken(context.table, area.id, code)) return codeTaken("A hub here");
      const hub: Hub = { ...birth, name, code, areaId: area.id, areaPath: area.path };
      const policy = { effectiveFrom: context.now, goodsNotice };
      return {
        thing: hub,
        writes: [...addHub(hub), addPolicy(policyFor(context, hub.id, { ...values, ...policy }))],
      };
    },
  });

async function areaFor({ table, viewer }: Context, areaId: string) {
  const area = await findArea(table, areaId);
  if (!area) return notFound("areaId");
  if (isSteward(viewer, area.path)) return area;
  return forbidden("Only a steward of this area can do this.", "Ask a steward.");
}

const policyFor = (
  { viewer, now }: Context,
  hubId: string,
  said: Omit<HubPolicy, "hubId" | "setBy" | "setAt" | "version">,
): HubPolicy => ({ ...said, hubId, setBy: callerOf(viewer), setAt: now, version: 1 });

/**
 * A new version of the whole policy. The hub's version is counted up in the same commit, so two
 * people who set a policy at once cannot undo each other unseen.
 */
export async function setHubPolicy(context: Context, input: z.output<typeof SetHubPolicy>) {
  const { viewer, table } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "setHubPolicy", input);
  return attempt<Done<Hub>, PolicyCode>(table, async () => {
    const hub = await findHub(table, input.hubId);
    if (!hub) return notFound("hubId");
    if (!maySetPolicy(viewer, hub)) return notYours();
    const replayed = isReplay(hub.receipts, request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: hub, replayed } };
    if (input.version !== hub.version) return changedSince();
    const policy = await policyAsked(context, input);
    if (isRefusal(policy)) return policy;
    const receipts = withReceipt(hub.receipts, request);
    const thing: Hub = { ...hub, version: hub.version + 1, receipts };
    return { writes: [saveHub(thing), addPolicy(policy)], answer: { thing, replayed: false } };
  });
}

type PolicyCode =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "CONFLICT_VERSION"
  | "POLICY_BACKDATED"
  | "VALIDATION_FAILED";

const maySetPolicy = (viewer: Viewer, hub: Hub) =>
  isBroker(viewer, hub.id) || isSteward(viewer, hub.areaPath);

const notYours = () =>
  forbidden("Only this hub's broker or a steward of its area can do this.", "Ask your broker.");

async function policyAsked(
  context: Context,
  input: z.output<typeof SetHubPolicy>,
): Promise<HubPolicy | Refusal<"POLICY_BACKDATED" | "VALIDATION_FAILED">> {
  const { table, now } = context;
  const { hubId, reason, goodsNotice, effectiveFrom = now } = input;
  const misdated =
    checkStart(effectiveFrom, now) ?? (await checkMoment(table, hubId, effectiveFrom));
  if (misdated) return misdated;
  const before = await policyOf(table, hubId, effectiveFrom);
  const notice = { goodsWereAllowed: before.goodsAllowed, goodsNotice };
  const values = nextPolicy(valuesOf(before), input.policy, notice);
  if (isRefusal(values)) return values;
  const keptNotice = goodsNotice ?? (values.goodsAllowed ? before.goodsNotice : undefined);
  const said = { effectiveFrom, reason, goodsNotice: keptNotice, isWindingUp: before.isWindingUp };
  return policyFor(context, hubId, { ...values, ...said });
}

async function checkMoment(table: Table, hubId: string, effectiveFrom: string) {
  if (!(await isPolicyMomentTaken(table, hubId, effectiveFrom))) return undefined;
  return refuse(
    "VALIDATION_FAILED",
    "A version of the policy starts at this very moment.",
    "Choose another moment, even a second later.",
    "effectiveFrom",
  );
}

const valuesOf = (policy: HubPolicy) => PolicyValues.parse(policy);
