import { countsIn } from "../../circles/index.ts";
import {
  BadRequest,
  type Connection,
  connection,
  hasPrefix,
  type PageArgs,
} from "../../kernel/index.ts";
import {
  type Erasing,
  findArea,
  findHub,
  findOrganisation,
  type HeldOf,
} from "../../membership/index.ts";
import {
  type Context,
  type Portion,
  plainly,
  portionOf,
  sweepList,
  type Table,
} from "../../table/index.ts";
import { isSilent, medianDays, statusOf, suppressed } from "../decide/index.ts";
import type { Asking, Funding, Issue } from "../model/index.ts";
import {
  eraseIssue,
  findIssue,
  findSupport,
  fundingsOf,
  issuesAskedOf,
  issuesInHub,
  storedIssues,
  supportOf,
} from "../repository/index.ts";

/** Issues are public, with their answers and silences, and without who raised them. */
export const issueById = ({ table }: Context, id: string) => findIssue(table, id);

export async function issuesOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<Issue> | null> {
  if (!(await findHub(context.table, hubId))) return null;
  return connection(context, { list: `issues ${hubId}`, args }, (walk) =>
    issuesInHub(context.table, hubId, walk),
  );
}

export async function issuesAsked(
  context: Context,
  { areaId, args }: { readonly areaId: string; readonly args: PageArgs },
): Promise<Connection<Issue> | null> {
  if (!(await findArea(context.table, areaId))) return null;
  return connection(context, { list: `issuesAsked ${areaId}`, args }, async (walk) => {
    const rows = await issuesAskedOf(context.table, areaId, walk);
    const found = await Promise.all(rows.map(({ node }) => findIssue(context.table, node)));
    return rows.flatMap(({ place }, at) => {
      const node = found[at];
      return node ? [{ node, place }] : [];
    });
  });
}

export const statusNow = ({ now }: Context, issue: Issue) => statusOf(issue, now);
export const silentNow = ({ now }: Context, asking: Asking) => isSilent(asking, now);
export const placeOf = ({ table }: Context, { placeId }: Asking) => findArea(table, placeId);
export const hubOf = ({ table }: Context, { hubId }: Issue) => findHub(table, hubId);
export const ownerOf = ({ table }: Context, { ownerId }: Issue) =>
  ownerId === undefined ? undefined : findOrganisation(table, ownerId);

export const supporters = async ({ table }: Context, { id }: Issue) =>
  suppressed(await supportOf(table, id));

/** Does the viewer stand behind it? */
export async function isMine({ table, viewer }: Context, { id }: Issue): Promise<boolean> {
  const { personId } = viewer;
  return personId !== undefined && (await findSupport(table, id, personId)) !== undefined;
}

/** Who pays for an organisation's work: public, as it is about no person. */
export async function fundingOf(
  { table }: Context,
  organisationId: string,
): Promise<readonly Funding[] | null> {
  const organisation = await findOrganisation(table, organisationId);
  return organisation ? fundingsOf(table, organisationId) : null;
}

/** How a place answered in a quarter: read from counts, and about nobody. */
export async function answersOf({ table }: Context, placeId: string, quarter: string) {
  if (!/^20\d\d-Q[1-4]$/.test(quarter)) {
    throw new BadRequest("This is not a quarter.", "Write it as 2026-Q1, for January to March.");
  }
  const place = hasPrefix(placeId, "hub")
    ? await findHub(table, placeId)
    : await findArea(table, placeId);
  if (!place) return null;
  const counts = await countsIn(table, placeId, quarter);
  const count = (name: string) => counts[name] ?? 0;
  const answered = count("ANSWERED") + count("ANSWERED_LATE");
  return {
    due: count("ASKED"),
    answeredInTime: count("ANSWERED"),
    answeredLate: count("ANSWERED_LATE"),
    unanswered: count("ASKED") - answered,
    medianDays: medianDays(counts),
  };
}

/** Things looked at in one step. */
const together = 40;

/** What somebody raised and stood behind. */
export const exportIssues = (
  table: Table,
  { personId }: HeldOf,
  after?: string,
): Promise<Portion> =>
  portionOf({
    kind: "ISSUE",
    after,
    limit: together,
    fetch: (walk) => storedIssues(table, personId, walk),
    tell: (item) => plainly(item, personId),
  });

export const sweepIssues = (table: Table, whose: Erasing, after?: string) =>
  sweepList({
    kind: "ISSUE",
    after,
    limit: together,
    fetch: (walk) => storedIssues(table, whose.personId, walk),
    change: (item) => ({ writes: eraseIssue(item, whose) }),
  });
