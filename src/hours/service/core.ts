import { planCounts } from "../../circles/index.ts";
import {
  actsFor,
  type Connection,
  changedSince,
  connection,
  done,
  nextOf,
  notFound,
  type PageArgs,
  replayOf,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table, type Write } from "../../table/index.ts";
import { alreadyWritten, checkDay, countsOfMonth, sumsOfLine, withdrawn } from "../decide/index.ts";
import type { CoreMonth, CoreWork, ReportCoreWork, WithdrawCoreWork } from "../model/index.ts";
import {
  coreWorkId,
  diary,
  diaryBy,
  findCoreMonth,
  findCoreWork,
  putCoreMonth,
  putCoreWork,
  writerMark,
} from "../repository/index.ts";
import { corePeriod, placesOf } from "./shared.ts";

/**
 * The member whose diary it is, where the viewer may write in it: their own, their child's, or
 * that of somebody whose own things they look after. An office of the hub opens no diary.
 */
async function whoseDiary({ table, viewer }: Context, memberId: string) {
  const party = await findParty(table, memberId);
  if (party?.kind !== "MEMBER" || viewer.personId === undefined) return undefined;
  if (!actsFor(viewer, memberId, "MANAGE_PROFILE")) return undefined;
  const isOwn = party.personId === viewer.personId;
  return { party, isOwn, writer: writerMark(memberId, viewer.personId) };
}

/** Writes down work that nobody sees, for those who do it. */
export const reportCoreWork = (context: Context, input: ReportCoreWork) =>
  byRequest(context, { operation: "reportCoreWork", input }, reporting);

async function reporting(context: Context, { input, request }: Asked<ReportCoreWork>) {
  const { table, now } = context;
  const { memberId, kind, happenedOn, minutes } = input;
  const whose = await whoseDiary(context, memberId);
  if (!whose) return notFound("memberId");
  const id = coreWorkId(memberId, happenedOn, kind);
  const found = await findCoreWork(table, id);
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (whose.party.status !== "ACTIVE") {
    return wrongState("This membership is not active.", "Take it up again first.");
  }
  const unfit = checkDay(happenedOn, now) ?? (found?.isWithdrawn === false && alreadyWritten());
  if (unfit) return unfit;
  const { hubId } = whose.party;
  const before = { version: 0, receipts: [], ...found };
  const facts = { id, memberId, hubId, writer: whose.writer, kind, happenedOn, minutes };
  const line: CoreWork = nextOf(
    { ...before, ...facts, month: now.slice(0, 7), isWithdrawn: false },
    request,
  );
  const counts = await planMonth(table, line, sumsOfLine(line));
  return { writes: [putCoreWork(line), ...counts], answer: done(line) };
}

/** Takes a line back: nothing of it is left, and in the month it was written it is not counted. */
export const withdrawCoreWork = (context: Context, input: WithdrawCoreWork) =>
  byRequest(context, { operation: "withdrawCoreWork", input }, withdrawing);

async function withdrawing(context: Context, { input, request }: Asked<WithdrawCoreWork>) {
  const { table, now } = context;
  const found = await findCoreWork(table, input.coreWorkId);
  const isOpen = found && (await isReadBy(context, found));
  if (!found || !isOpen) return notFound("coreWorkId");
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  if (found.isWithdrawn) return wrongState("This was taken back before.", "Nothing is left of it.");
  const line = nextOf(withdrawn(found), request);
  const isCounted = found.month === now.slice(0, 7);
  const counts = isCounted ? await planMonth(table, found, sumsOfLine(found, -1)) : [];
  return { writes: [putCoreWork(line), ...counts], answer: done(line) };
}

type More = Partial<Omit<CoreMonth, "memberId" | "month" | "version">>;

/**
 * Adds to a member's month and, in the same commit, to the counts of every place they live in. The
 * month is replaced at the version that was read, so two lines at once cannot lose one.
 */
async function planMonth(
  table: Table,
  { memberId, hubId, month }: Pick<CoreWork, "memberId" | "hubId" | "month">,
  more: More,
): Promise<readonly Write[]> {
  const [before, placeIds] = await Promise.all([
    findCoreMonth(table, memberId, month),
    placesOf(table, hubId),
  ]);
  const after: CoreMonth = {
    ...before,
    careMinutes: before.careMinutes + (more.careMinutes ?? 0),
    otherMinutes: before.otherMinutes + (more.otherMinutes ?? 0),
    recognisedMinutes: before.recognisedMinutes + (more.recognisedMinutes ?? 0),
    creditedMinutes: before.creditedMinutes + (more.creditedMinutes ?? 0),
    version: before.version + 1,
  };
  const counting = { placeIds, period: corePeriod(month), of: memberId };
  const counts = await planCounts(table, { ...counting, add: countsOfMonth(before, after) });
  return [putCoreMonth(after), ...counts];
}

/** Care that was recognised: what was reported of it and what was credited, side by side. */
export const planCareCounted = (
  { table, now }: Pick<Context, "table" | "now">,
  whose: Pick<CoreWork, "memberId" | "hubId">,
  care: { readonly recognisedMinutes: number; readonly creditedMinutes: number },
): Promise<readonly Write[]> => planMonth(table, { ...whose, month: now.slice(0, 7) }, care);

/** Is this line open to the viewer: whose it is, or who wrote it and still acts for them? */
async function isReadBy(context: Context, line: CoreWork): Promise<boolean> {
  const whose = await whoseDiary(context, line.memberId);
  return whose !== undefined && (whose.isOwn || whose.writer === line.writer);
}

export async function coreWorkById(context: Context, id: string): Promise<CoreWork | undefined> {
  const found = await findCoreWork(context.table, id);
  if (!found || found.isWithdrawn) return undefined;
  return (await isReadBy(context, found)) ? found : undefined;
}

/** A member's diary: all of it for themselves, for others what they wrote in it. */
export async function coreWorkOf(
  context: Context,
  { memberId, args }: { readonly memberId: string; readonly args: PageArgs },
): Promise<Connection<CoreWork> | null> {
  const whose = await whoseDiary(context, memberId);
  if (!whose) return null;
  const { table } = context;
  return connection(context, { list: `coreWork ${memberId}`, args }, (walk) =>
    whose.isOwn ? diary(table, memberId, walk) : diaryBy(table, whose.writer, walk),
  );
}

/** Did the viewer write this line themselves? */
export const isWrittenBy = ({ personId }: Viewer, line: CoreWork): boolean =>
  personId !== undefined && writerMark(line.memberId, personId) === line.writer;
