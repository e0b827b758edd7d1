import {
  type Connection,
  connection,
  erasedName,
  holdsRole,
  type PageArgs,
  type PageWalk,
  type Row,
  sealFor,
} from "../../../kernel/index.ts";
import {
  findMember,
  findPerson,
  nameOfClient,
  personLines,
  tieTo,
} from "../../../membership/index.ts";
import type { Context, Table } from "../../../table/index.ts";
import { markOf } from "../../decide/index.ts";
import type { AccessLine, VisibleLine } from "../../model/index.ts";
import { linesAbout, readLine } from "../../repository/index.ts";

/** Whose log it is: where lines about them stand, and lines about many that can name them. */
type Whose = {
  readonly id: string;
  readonly isOwn: boolean;
  readonly subjectIds: readonly string[];
  readonly hubIds: readonly string[];
};

/** Who read what about a person, newest day first, or nothing for who may not know. */
export async function readLog(
  context: Context,
  memberId: string | undefined,
  args: PageArgs,
): Promise<Connection<VisibleLine> | undefined> {
  const whose = await (memberId === undefined
    ? viewersOwn(context)
    : membersOwn(context, memberId));
  if (!whose) return undefined;
  const list = `dataAccessLog ${memberId ?? ""}`;
  const asked = { list, args };
  let cutAt: string | undefined;
  const page = await connection<VisibleLine>(context, asked, async (walk) => {
    const found = await linesOf(context.table, whose, walk);
    cutAt = found.cutAt;
    return found.rows;
  });
  return cutAt === undefined ? page : goingOn(page, sealFor(context, list).close(cutAt), args);
}

/** The person themselves and all their memberships, whatever became of them. */
async function viewersOwn({ table, viewer }: Context): Promise<Whose | undefined> {
  const { personId } = viewer;
  if (personId === undefined) return undefined;
  const { rights } = await personLines(table, personId);
  const memberships = rights.filter((right) => right.kind === "MEMBERSHIP");
  const members = await Promise.all(memberships.map((one) => findMember(table, one.memberId)));
  const referrals = members.flatMap((one) => (one?.referralId ? [one.referralId] : []));
  const ids = memberships.map(({ memberId }) => memberId);
  return {
    id: personId,
    isOwn: true,
    subjectIds: [personId, ...ids, ...referrals],
    hubIds: [...new Set(memberships.map(({ hubId }) => hubId))],
  };
}

async function membersOwn(
  { table, viewer, now }: Context,
  memberId: string,
): Promise<Whose | undefined> {
  const member = await findMember(table, memberId);
  if (!member) return undefined;
  const tie = tieTo(viewer, member, now);
  const isOwn = tie === "SELF" || tie === "GUARDIAN";
  if (!isOwn && !holdsRole(viewer, "SAFEGUARDING_LEAD", member.hubId)) return undefined;
  const { id, referralId, hubId, personId } = member;
  const referrals = referralId === undefined ? [] : [referralId];
  // What was read of the person beyond this hub is told to nobody from this hub.
  const subjectIds = [id, ...referrals, ...(isOwn ? [personId] : [])];
  return { id, isOwn, subjectIds, hubIds: [hubId] };
}

/** The most lines about many people that one page looks through, in each hub. */
const mostLooked = 400;

type Found = { readonly rows: readonly Row<VisibleLine>[]; readonly cutAt?: string };

/** Lines from every place where they stand, in one order. */
async function linesOf(table: Table, whose: Whose, walk: PageWalk): Promise<Found> {
  const marks = new Set(whose.subjectIds.map(markOf));
  const own = await Promise.all(
    whose.subjectIds.map((id) => table.walk({ ...walkOf(walk), pk: linesAbout(id) })),
  );
  const shared = await Promise.all(
    whose.hubIds.map((hubId) => linesNaming(table, { hubId, marks, walk })),
  );
  const sign = walk.backwards ? 1 : -1;
  const cuts = shared.flatMap(({ cutAt }) => (cutAt === undefined ? [] : [cutAt]));
  const cutAt = cuts.sort((a, b) => sign * compare(a, b))[0];
  const rows = [...own.flat().map(rowOf), ...shared.flatMap(({ rows: some }) => some)]
    .sort((a, b) => sign * compare(a.place, b.place))
    .filter(({ place }) => cutAt === undefined || sign * compare(place, cutAt) <= 0)
    .slice(0, walk.limit);
  const visible = rows.map(({ place, node }) => ({ place, node: shown(node, whose) }));
  const isCut = cutAt !== undefined && rows.length < walk.limit;
  return { rows: visible, ...(isCut ? { cutAt } : {}) };
}

const shown = (line: AccessLine, { id, isOwn }: Whose): VisibleLine => ({
  ...line,
  ofId: id,
  isOwn,
});

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** The list is told newest first, so the table is walked the other way round. */
const walkOf = ({ after, backwards, limit }: PageWalk) => ({
  ...(after === undefined ? {} : { after }),
  backwards: !backwards,
  limit,
  mayLag: true,
});

const rowOf = (item: Parameters<typeof readLine>[0]): Row<AccessLine> => ({
  node: readLine(item),
  place: item.sk,
});

type Naming = {
  readonly hubId: string;
  readonly marks: ReadonlySet<string>;
  readonly walk: PageWalk;
};

const isAmong = (line: AccessLine, marks: ReadonlySet<string>): boolean =>
  line.kind === "ALL" || (line.kind === "MANY" && line.seen.some((mark) => marks.has(mark)));

/** Of the lines about many people of a hub, those that name one of these; and where looking ended. */
async function linesNaming(table: Table, { hubId, marks, walk }: Naming) {
  const rows: Row<AccessLine>[] = [];
  let after = walk.after;
  for (let looked = 0; looked < mostLooked; looked += together) {
    const part = { backwards: walk.backwards, limit: together };
    const items = await table.walk({
      ...walkOf(after === undefined ? part : { ...part, after }),
      pk: linesAbout(hubId),
    });
    const lines = items.map(rowOf);
    rows.push(...lines.filter(({ node }) => isAmong(node, marks)));
    if (items.length < together || rows.length >= walk.limit) return { rows };
    after = items.at(-1)?.sk;
  }
  return { rows, cutAt: after };
}

/** Lines read at a time: as large as they get, some hundred kilobytes. */
const together = 100;

/** A page that ended because enough was looked through: there may be more behind it. */
function goingOn(
  page: Connection<VisibleLine>,
  cursor: string,
  { last }: PageArgs,
): Connection<VisibleLine> {
  const isBackwards = last !== undefined && last !== null;
  const more = isBackwards
    ? { hasPreviousPage: true, startCursor: cursor }
    : { hasNextPage: true, endCursor: cursor };
  return { ...page, pageInfo: { ...page.pageInfo, ...more } };
}

export const readerNameOf = async (
  { table }: Context,
  { readerId, readAs }: AccessLine,
): Promise<string> =>
  (readAs === "MACHINE"
    ? await nameOfClient(table, readerId)
    : (await findPerson(table, readerId))?.firstName) ?? erasedName;
