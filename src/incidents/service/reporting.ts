import { exchangeById, visitOf } from "../../exchanges/index.ts";
import {
  callerOf,
  type Done,
  derivedId,
  firstOf,
  idFor,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  replayOf,
  requestOf,
  type Viewer,
} from "../../kernel/index.ts";
import { findHub, findParty } from "../../membership/index.ts";
import { attempt, type Context, type Step } from "../../table/index.ts";
import type { IncidentReport, ReportedIncident, ReportIncident } from "../model/index.ts";
import { createIncident, findIncident } from "../repository.ts";

/** 100 bits: a receipt cannot be guessed, and can still be read out or written on a slip. */
const receiptLetters = 20;

const receiptOf = ({ cursorSecret }: Context, request: Request): string =>
  derivedId("rpt", cursorSecret, "receipt", request.key).slice(4, 4 + receiptLetters);

/** What is kept of a receipt, however it was typed. */
export const receiptHash = (receipt: string): string =>
  derivedId("rpt", "receipt", receipt.toUpperCase().replaceAll(/[^0-9A-Z]/g, "")).slice(4);

const spelled = (receipt: string): string => receipt.replaceAll(/(.{4})(?=.)/g, "$1-");

/** A report under a name belongs to a person; without one there is nobody to tell apart. */
const isNamed = (viewer: Viewer, wish: ReportIncident): boolean =>
  viewer.personId !== undefined && wish.withoutName !== true;

/**
 * Nobody who gives no name is told from another, so their keys could meet by chance: with the words
 * of the report in the caller's place, only the same report under the same key is the same asking.
 */
function askingOf(viewer: Viewer, wish: ReportIncident): Request {
  if (isNamed(viewer, wish)) return requestOf(callerOf(viewer), "reportIncident", wish);
  return requestOf(`nobody ${JSON.stringify(Object.entries(wish))}`, "reportIncident", wish);
}

type Code = "BUSY_TRY_AGAIN" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND";

/** Anybody can report, signed in or not. Where no name is given, a receipt leads back to it. */
export async function reportIncident(
  context: Context,
  wish: ReportIncident,
): Promise<Done<IncidentReport> | Refusal<Code>> {
  const { table, viewer } = context;
  const request = askingOf(viewer, wish);
  const receipt = isNamed(viewer, wish) ? undefined : receiptOf(context, request);
  const done = await attempt(table, () => reporting(context, { wish, request, receipt }));
  if (isRefusal(done) || receipt === undefined) return done;
  return { ...done, thing: { ...done.thing, receipt: spelled(receipt) } };
}

type Asked = {
  readonly wish: ReportIncident;
  readonly request: Request;
  readonly receipt: string | undefined;
};

async function reporting(
  context: Context,
  { wish, request, receipt }: Asked,
): Promise<Step<Done<IncidentReport>> | Refusal<Exclude<Code, "BUSY_TRY_AGAIN">>> {
  const { table, viewer, now } = context;
  const id = idFor("inc", request);
  const [hub, found] = await Promise.all([findHub(table, wish.hubId), findIncident(table, id)]);
  if (!hub) return notFound("hubId");
  const replay = replayOf(found, request);
  if (replay) return replay;
  const parties = await partiesIn(context, wish.exchangeId);
  if (isRefusal(parties)) return parties;
  const { hubId, account, aboutWords, happenedOn, exchangeId } = wish;
  const thing: ReportedIncident = {
    status: "REPORTED",
    ...{ id, hubId, account, reportedAt: now, partyIds: parties },
    ...(aboutWords === undefined ? {} : { aboutWords }),
    ...(happenedOn === undefined ? {} : { happenedOn }),
    ...(exchangeId === undefined ? {} : { exchangeId }),
    ...(await subjectIn(context, wish)),
    reporter: reporterOf(viewer, receipt),
    ...firstOf(request),
  };
  return { writes: createIncident(thing), answer: { thing, replayed: false } };
}

const reporterOf = (viewer: Viewer, receipt: string | undefined) =>
  receipt === undefined && viewer.personId !== undefined
    ? {
        personId: viewer.personId,
        memberIds: viewer.actsFor.filter(({ as }) => as !== "ADMIN").map(({ id }) => id),
      }
    : { memberIds: [], ...(receipt === undefined ? {} : { receiptHash: receiptHash(receipt) }) };

/** Who takes part in an exchange that the viewer may know of, and who came along to its visit. */
async function partiesIn(
  context: Context,
  exchangeId: string | undefined,
): Promise<readonly string[] | Refusal<"NOT_FOUND">> {
  if (exchangeId === undefined) return [];
  const [exchange, visit] = await Promise.all([
    exchangeById(context, exchangeId),
    visitOf(context, exchangeId),
  ]);
  if (!exchange) return notFound("exchangeId");
  const { providerId, payerId, recipientIds } = exchange;
  const along = visit?.companionId === undefined ? [] : [visit.companionId];
  return [...new Set([providerId, payerId, ...recipientIds, ...along])];
}

/**
 * The member it is about, if there is such a member in the hub. Who reports is answered alike
 * whether there is or not: a report is no way to find out whose id an id is.
 */
async function subjectIn({ table }: Context, { aboutMemberId, hubId }: ReportIncident) {
  if (aboutMemberId === undefined) return {};
  const party = await findParty(table, aboutMemberId);
  if (party?.kind !== "MEMBER" || party.hubId !== hubId) return {};
  const person = party.personId === undefined ? {} : { subjectPersonId: party.personId };
  return { subjectId: party.id, ...person };
}
