import { invariant, type PageWalk, type Row } from "../../kernel/index.ts";
import { create, type Item, replace, type Table, type Write } from "../../table/index.ts";
import { HubPolicy } from "../model/index.ts";

const prefix = "POLICY#";
const key = (hubId: string, effectiveFrom: string) => ({
  pk: hubId,
  sk: `${prefix}${effectiveFrom}`,
});
/** Sorts after every version's key. */
const last = `${prefix}~`;

const read = (item: Item): HubPolicy => HubPolicy.parse(item);

/** The policy in force at a moment, or nothing when the hub did not exist yet. */
export async function findPolicy(
  table: Table,
  hubId: string,
  at: string,
): Promise<HubPolicy | undefined> {
  const [item] = await table.walk({
    pk: hubId,
    from: prefix,
    to: `${prefix}${at}`,
    backwards: true,
    limit: 1,
  });
  return item && read(item);
}

/**
 * The policy in force at a moment. For a moment before the hub began, its first policy: help that
 * was given just before counts by the rules the hub started with.
 */
export async function policyOf(table: Table, hubId: string, at: string): Promise<HubPolicy> {
  const found = await findPolicy(table, hubId, at);
  if (found) return found;
  const [first] = await table.walk({ pk: hubId, from: prefix, to: last, limit: 1 });
  invariant(first, "a hub has a policy from its first day on");
  return read(first);
}

/** A new version; there can be one for each moment. */
export const addPolicy = (policy: HubPolicy): Write =>
  create({ ...key(policy.hubId, policy.effectiveFrom), ...policy });

/** A version that has not begun yet, told that its hub is closing or that it stays. */
export const savePolicy = (policy: HubPolicy): Write =>
  replace({ ...key(policy.hubId, policy.effectiveFrom), ...policy });

/** The most versions that are known ahead: policies are set for a year at most. */
const mostAhead = 90;

/** Versions that begin after a moment. */
export async function policiesAfter(
  table: Table,
  hubId: string,
  moment: string,
): Promise<readonly HubPolicy[]> {
  const after = key(hubId, moment).sk;
  const items = await table.walk({ pk: hubId, from: prefix, to: last, after, limit: mostAhead });
  return items.map(read);
}

export async function isPolicyMomentTaken(
  table: Table,
  hubId: string,
  effectiveFrom: string,
): Promise<boolean> {
  return (await table.get(key(hubId, effectiveFrom))) !== undefined;
}

/** All versions of a hub's policy, oldest first. */
export async function policiesFor(
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<HubPolicy>[]> {
  const items = await table.walk({ ...walk, pk: hubId, from: prefix, to: last });
  return items.map((item) => ({ node: read(item), place: item.sk }));
}
