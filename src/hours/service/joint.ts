import { planCounts } from "../../circles/index.ts";
import {
  actsFor,
  changedSince,
  dateOf,
  done,
  forbidden,
  idFor,
  invalid,
  invariant,
  isBroker,
  isRefusal,
  nextOf,
  notFound,
  quarterOf,
  refuse,
  replayOf,
  sameIdAs,
} from "../../kernel/index.ts";
import { actKey, readJournalEntry } from "../../ledger/index.ts";
import { findParty } from "../../membership/index.ts";
import {
  type Asked,
  byRequest,
  type Context,
  requireVersion,
  type Table,
  type Write,
} from "../../table/index.ts";
import { changeOf, isForWork, isSigned, sign } from "../decide/index.ts";
import {
  type LogServiceHours,
  mostCitizens,
  type Part,
  type ServiceHours,
  type SignServiceHours,
} from "../model/index.ts";
import {
  createPart,
  createServiceHours,
  findPart,
  findQuarter,
  findService,
  findServiceHours,
  isUsed,
  partsOf,
  putQuarter,
  saveServiceHours,
  signerMark,
  useFor,
} from "../repository/index.ts";
import { mayRead } from "./reading.ts";
import { jointPeriod, placesOf, servicePeriod } from "./shared.ts";

/** Writes down a piece of work that citizens and staff did together. */
export const logServiceHours = (context: Context, input: LogServiceHours) =>
  byRequest(context, { operation: "logServiceHours", input }, logging);

async function logging(context: Context, { input, request }: Asked<LogServiceHours>) {
  const { table, viewer, now } = context;
  const { organisationId, serviceId, journalEntryIds } = input;
  const { mode, what, happenedOn, staffMinutes } = input;
  const organisation = await findParty(table, organisationId);
  if (organisation?.kind !== "ORGANISATION") return notFound("organisationId");
  const { hubId } = organisation;
  if (!actsFor(viewer, organisationId) && !isBroker(viewer, hubId)) {
    return forbidden("Only the organisation's admin or a broker can do this.", "Ask one of them.");
  }
  const service = serviceId === undefined ? undefined : await findService(table, serviceId);
  if (serviceId !== undefined && service?.organisationId !== organisationId) {
    return notFound("serviceId");
  }
  const id = idFor("jnt", request);
  const replay = replayOf(await findServiceHours(table, id), request);
  if (replay) return replay;
  if (happenedOn > dateOf(now)) {
    return invalid("This day lies in the future.", "Give today or a day before.", "happenedOn");
  }
  const credited = await creditedBy(context, journalEntryIds);
  if (isRefusal(credited)) return credited;
  const parts = [...credited.minutes].map(([memberId, minutes]): Part => {
    return { serviceHoursId: id, memberId, minutes, at: now };
  });
  const citizenMinutes = parts.reduce((sum, { minutes }) => sum + minutes, 0);
  const facts = { organisationId, serviceId, mode, what, happenedOn, staffMinutes, citizenMinutes };
  const hours: ServiceHours = nextOf(
    { id, hubId, ...facts, citizenCount: parts.length, createdAt: now, version: 0, receipts: [] },
    request,
  );
  const uses = journalEntryIds.map((entry) => useFor(entry, id));
  return {
    writes: [createServiceHours(hours), ...parts.map(createPart), ...uses, ...credited.guards],
    answer: done(hours),
  };
}

/**
 * What each member was credited by these journal entries. Nothing is credited here: the hours are
 * those that were credited before, in whatever way, and each entry is used once. The commit requires
 * each as it was read, so that none is taken back before it is named.
 */
async function creditedBy(context: Context, journalEntryIds: readonly string[]) {
  const minutes = new Map<string, number>();
  const guards: Write[] = [];
  for (const [at, id] of journalEntryIds.entries()) {
    const path = `journalEntryIds.${at}`;
    const act = await context.table.get(actKey(id));
    const entry = await readJournalEntry(context, id);
    if (!act || !entry) return notFound(path);
    guards.push(requireVersion(actKey(id), Number(act["version"])));
    if (!isForWork(entry)) {
      return invalid("This credited nobody's work.", "Leave it out.", path);
    }
    if (await isUsed(context.table, id)) {
      return refuse("ALREADY_COUNTED", "These hours are counted elsewhere.", "Leave it out.", path);
    }
    await addMembers(context.table, entry.movements, minutes);
  }
  if (minutes.size >= 1 && minutes.size <= mostCitizens) return { minutes, guards };
  return invalid(
    minutes.size === 0 ? "No member was credited by these." : "These are too many people.",
    `Name entries that credited 1 to ${mostCitizens} members.`,
    "journalEntryIds",
  );
}

type Movements = readonly { readonly to: string; readonly minutes: number }[];

/** Adds what members were credited; what went to anybody else is nobody's hours. */
async function addMembers(table: Table, movements: Movements, minutes: Map<string, number>) {
  for (const { to, minutes: more } of movements) {
    const memberId = sameIdAs(to, "mem");
    const party = await findParty(table, memberId);
    if (party?.kind === "MEMBER") minutes.set(memberId, (minutes.get(memberId) ?? 0) + more);
  }
}

/** One side says that it was so. When both have, the hours count. */
export const signServiceHours = (context: Context, input: SignServiceHours) =>
  byRequest(context, { operation: "signServiceHours", input }, signing);

async function signing(context: Context, { input, request }: Asked<SignServiceHours>) {
  const { table, viewer, now } = context;
  const found = await findServiceHours(table, input.serviceHoursId);
  if (!found || !(await mayRead(context, found))) return notFound("serviceHoursId");
  const { memberId } = input;
  const isTheirs =
    memberId === undefined
      ? actsFor(viewer, found.organisationId)
      : actsFor(viewer, memberId, "CONFIRM") && (await findPart(table, found.id, memberId));
  if (!isTheirs || viewer.personId === undefined) {
    return forbidden(
      "Only a citizen who took part can sign, or the organisation's admin.",
      "Ask one of them.",
    );
  }
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const side = memberId === undefined ? "SERVICE" : "CITIZEN";
  const next = sign(found, side, signerMark(found.id, viewer.personId));
  if (isRefusal(next)) return next;
  const hours = nextOf(next, request);
  const counts = isSigned(hours) ? await planQuarter(table, hours, quarterOf(now)) : [];
  return { writes: [saveServiceHours(hours), ...counts], answer: done(hours) };
}

/** Counts them in the quarter in which the second side signed, in the commit of its signature. */
async function planQuarter(
  table: Table,
  { id, hubId, serviceId, mode, citizenMinutes, staffMinutes }: ServiceHours,
  quarter: string,
): Promise<readonly Write[]> {
  const period = jointPeriod(quarter, mode);
  const parts = await partsOf(table, id);
  const add: { [name: string]: number } = { STAFF: staffMinutes };
  const writes: Write[] = [];
  for (const { memberId, minutes } of parts) {
    const before = await findQuarter(table, memberId, period);
    const after = { minutes: before.minutes + minutes, version: before.version + 1 };
    writes.push(putQuarter(memberId, period, after));
    const change = changeOf("CITIZEN", before.minutes, after.minutes);
    for (const [name, number] of Object.entries(change)) add[name] = (add[name] ?? 0) + number;
  }
  invariant(parts.length <= mostCitizens, "as many citizens as fit in one commit");
  const placeIds = await placesOf(table, hubId);
  const ofPlaces = await planCounts(table, { placeIds, period, of: id, add });
  const ofService = await planCounts(table, {
    ...{ placeIds: serviceId === undefined ? [] : [serviceId], period: servicePeriod, of: id },
    add: { CITIZEN: citizenMinutes, STAFF: staffMinutes },
  });
  return [...writes, ...ofPlaces, ...ofService];
}
