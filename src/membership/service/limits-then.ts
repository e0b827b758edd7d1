import type { PageWalk, Row } from "../../kernel/index.ts";
import type { Table } from "../../table/index.ts";
import { mergeCaps } from "../decide/index.ts";
import type { HubPolicy, LimitException, Party } from "../model/index.ts";
import { limitChangesFor, policiesFor } from "../repository/index.ts";

/* Limits as they were at any moment of the past, for those who look at a history again. */

const atOnce = 100;

/** The policy of a hub at any moment; before the hub began, its first one. */
export async function policiesThen(
  table: Table,
  hubId: string,
): Promise<(at: string) => HubPolicy | undefined> {
  const versions = await all((walk) => policiesFor(table, hubId, walk));
  return (at) => versions.findLast(({ effectiveFrom }) => effectiveFrom <= at) ?? versions[0];
}

/** A party with the limits of its own that held for it at any moment. */
export async function partyThen(table: Table, party: Party): Promise<(at: string) => Party> {
  if (party.kind !== "MEMBER") return () => party;
  const newestFirst = await all((walk) => limitChangesFor(table, party.id, walk));
  const { limits: _now, ...rest } = party;
  return (at) => {
    const limits = newestFirst.find((change) => change.at <= at)?.exception;
    return limits === undefined ? rest : { ...rest, limits };
  };
}

/** The policy a hub would have with other limits: cap by cap, and zero takes a cap away. */
export const withLimits = (
  policy: HubPolicy,
  limits: Omit<LimitException, "until">,
): HubPolicy => ({
  ...policy,
  floorMinutes: limits.floorMinutes ?? policy.floorMinutes,
  ceilingMinutes: limits.ceilingMinutes ?? policy.ceilingMinutes,
  isCeilingHard: limits.isCeilingHard ?? policy.isCeilingHard,
  givingLimits: mergeCaps(policy.givingLimits, limits.givingLimits),
  spendingLimits: mergeCaps(policy.spendingLimits, limits.spendingLimits),
  leastGapMinutes: limits.leastGapMinutes ?? policy.leastGapMinutes,
});

/** Every row of a list, page by page. */
async function all<Node>(
  fetch: (walk: PageWalk) => Promise<readonly Row<Node>[]>,
): Promise<readonly Node[]> {
  const found: Node[] = [];
  let after: string | undefined;
  for (;;) {
    const page = { backwards: false, limit: atOnce, ...(after === undefined ? {} : { after }) };
    const rows = await fetch(page);
    found.push(...rows.map(({ node }) => node));
    if (rows.length < atOnce) return found;
    after = rows.at(-1)?.place;
  }
}
