import { erasedWords, hasPrefix, invariant, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type IndexLine,
  type Item,
  remove,
  replace,
  rewrite,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Funding, Issue, mostFunders, Support, Tray } from "../model/index.ts";

const issueKey = (id: string) => ({ pk: id, sk: "ISSUE" });
const inHub = (hubId: string) => `ISSUES#${hubId}`;
const open = "ISSUES_OPEN";
const askedOf = (placeId: string) => `ISSUES_ASKED#${placeId}`;
const heldBy = (personId: string) => `ISSUES_OF#${personId}`;

/** Found in its hub, by who raised it, and by the clock until somebody is asked. */
const issueItem = (issue: Issue) => ({
  ...issueKey(issue.id),
  ...issue,
  ...{ i1pk: inHub(issue.hubId), i1sk: byTime(issue.createdAt, issue.id) },
  ...{ i2pk: heldBy(issue.raisedBy), i2sk: `ISSUE#${issue.id}` },
  ...(issue.askings.length === 0 ? { i3pk: open, i3sk: byTime(issue.createdAt, issue.id) } : {}),
});

/** That an area was asked: it stays in its list, whoever is asked after it. */
const askingItem = ({ id, askings }: Issue) => {
  const asking = askings.at(-1);
  invariant(asking, "somebody is asked");
  return {
    ...{ pk: id, sk: `ASKED#${asking.placeId}`, version: 1 },
    ...{ i3pk: askedOf(asking.placeId), i3sk: byTime(asking.dueAt, id) },
  };
};

const read = (item: Item): Issue => Issue.parse(item);

export async function findIssue(table: Table, id: string): Promise<Issue | undefined> {
  const item = hasPrefix(id, "iss") ? await table.get(issueKey(id)) : undefined;
  return item && read(item);
}

export const createIssue = (issue: Issue): Write => create(issueItem(issue));
export const saveIssue = (issue: Issue): Write => replace(issueItem(issue));

/** The same, when somebody else is asked: each area once. */
export const saveAsked = (issue: Issue): readonly Write[] => [
  saveIssue(issue),
  create(askingItem(issue)),
];

/** Issues that nobody was asked about yet. */
export const openIssues = (
  table: Table,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly IndexLine[]> =>
  table.walkIndex({ index: "i3", pk: open, limit, ...(after === undefined ? {} : { after }) });

/** Newest first. */
export const issuesInHub = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<Issue>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: inHub(hubId), backwards: !walk.backwards }, read);

/** The ids of those that an area was asked about, by when an answer is or was due. */
export const issuesAskedOf = (
  table: Table,
  placeId: string,
  walk: PageWalk,
): Promise<readonly Row<string>[]> =>
  rowsOf(table, { ...walk, index: "i3", pk: askedOf(placeId) }, ({ pk }) => pk);

/*
 * One item for each person, so that each counts once; and the count spread over a few trays, so
 * that a crowd does not wait for itself.
 */

const supportKey = (issueId: string, personId: string) => ({
  pk: issueId,
  sk: `SUPPORT#${personId}`,
});

export async function findSupport(
  table: Table,
  issueId: string,
  personId: string,
): Promise<Support | undefined> {
  const item = await table.get(supportKey(issueId, personId));
  return item && Support.parse(item);
}

export const createSupport = (support: Support): Write =>
  create({
    ...supportKey(support.issueId, support.personId),
    ...support,
    ...{ i2pk: heldBy(support.personId), i2sk: `SUPPORT#${support.issueId}` },
  });

const trayCount = 32;

export const trayOf = (personId: string): number =>
  (personId.charCodeAt(6) * 31 + personId.charCodeAt(7)) % trayCount;

const trayKey = (issueId: string, number: number) => ({
  pk: issueId,
  sk: `TRAY#${String(number).padStart(2, "0")}`,
});

/** One more in this tray. */
export async function planTray(table: Table, issueId: string, number: number): Promise<Write> {
  const key = trayKey(issueId, number);
  const item = await table.get(key);
  if (!item) return create({ ...key, number, count: 1, version: 1 });
  const tray = Tray.parse(item);
  return replace({ ...key, number, count: tray.count + 1, version: tray.version + 1 });
}

/** Everybody who stands behind it: one strong walk over the trays. */
export async function supportOf(table: Table, issueId: string): Promise<number> {
  const items = await table.walk({ pk: issueId, from: "TRAY#", to: "TRAY#~", limit: trayCount });
  return items.reduce((sum, item) => sum + Tray.parse(item).count, 0);
}

const fundingKey = (organisationId: string, funder: string) => ({
  pk: `FUNDING#${organisationId}`,
  sk: funder,
});

export async function fundingsOf(
  table: Table,
  organisationId: string,
): Promise<readonly Funding[]> {
  const { pk } = fundingKey(organisationId, "");
  const items = await table.walk({ pk, limit: mostFunders });
  return items.map((item) => Funding.parse(item));
}

/** What a funder gives, declared for the first time or anew. */
export const putFunding = (funding: Funding): Write => {
  const item = { ...fundingKey(funding.organisationId, funding.funder), ...funding };
  return funding.version === 1 ? create(item) : replace(item);
};

/** What a person raised and stood behind, as it is stored. */
export const storedIssues = (
  table: Table,
  personId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: heldBy(personId) });

/** The count of support stays; whose it was, and what they wrote, goes. */
export function eraseIssue(
  item: Item,
  { standIn }: { readonly standIn: string },
): readonly Write[] {
  if (item.sk.startsWith("SUPPORT#")) {
    return [remove({ pk: item.pk, sk: item.sk }, Number(item["version"]))];
  }
  const words = { title: erasedWords, text: erasedWords };
  const gone = { raisedBy: standIn, memberId: undefined, i2pk: undefined, i2sk: undefined };
  return rewrite(item, { ...item, ...words, ...gone });
}
