import type * as z from "zod";
import {
  callerOf,
  type Done,
  derivedId,
  isRefusal,
  isReplay,
  newId,
  notFound,
  type Refusal,
  type Request,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table, type Write } from "../../table/index.ts";
import { tieTo, whyNotCount, whyNotPassOn } from "../decide/index.ts";
import type {
  DemographicAnswers,
  Demographics,
  DemographicsLink,
  GiveDemographics,
  PassedOn,
  RemoveDemographics,
} from "../model/index.ts";
import {
  addDemographics,
  addDemographicsLink,
  demographicsRemovals,
  findDemographics,
  findDemographicsLink,
  findHub,
  findMember,
  findMembershipRight,
  findPerson,
  keepPerson,
  saveDemographicsLink,
} from "../repository/index.ts";

type Answer = Done<Demographics | undefined>;

/** The viewer's own answers. There is no way to ask for anybody else's. */
export async function readDemographics({
  table,
  viewer,
}: Context): Promise<Demographics | undefined> {
  if (viewer.personId === undefined) return undefined;
  return findDemographics(table, await findDemographicsLink(table, viewer.personId));
}

/**
 * Answers some questions about oneself, in place of what was answered before. A broker who passes
 * answers on is not told what is kept: by the time of a retry it can be the person's own.
 */
export async function giveDemographics(context: Context, input: z.output<typeof GiveDemographics>) {
  const { viewer, table, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const { hubId, textVersion, idempotencyKey, passedOn, ...answers } = input;
  const request = sealed(context, { hubId, textVersion, idempotencyKey, passedOn, answers });
  return attempt<Answer, WhoseCode | GiveCode>(table, async () => {
    const whose = await whoseAnswers(context, passedOn);
    if (isRefusal(whose)) return whose;
    const place = await placeOf(table, whose, hubId);
    if (!place) return notFound("hubId");
    const { person, areaId } = place;
    const link = await findDemographicsLink(table, person.id);
    const replayed = isReplay(link?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: await seenBy(table, whose, link), replayed } };
    const wrong = whyNotCount(person, textVersion, now);
    if (wrong) return wrong;
    const thing: Demographics = { name: newId("dem"), areaId, month: now.slice(0, 7), ...answers };
    const by = whose.passedOn ? { passedOn: whose.passedOn } : {};
    const next = { ...nextLink(person.id, link, request), ...by };
    return {
      writes: [keepPerson(person), ...inPlaceOf(link, next, { thing, textVersion })],
      answer: { thing: whose.passedOn ? undefined : thing, replayed: false },
    };
  });
}

/** The answers and the way to them, in one commit with the end of those before. */
function inPlaceOf(
  link: DemographicsLink | undefined,
  next: DemographicsLink,
  { thing, textVersion }: { readonly thing: Demographics; readonly textVersion: number },
): readonly Write[] {
  const { name, areaId } = thing;
  const linked: DemographicsLink = { ...next, answers: { name, areaId, textVersion } };
  return link
    ? [saveDemographicsLink(linked), ...demographicsRemovals(link), addDemographics(thing)]
    : [addDemographicsLink(linked), addDemographics(thing)];
}

/**
 * Wipes the answers and the way to them, in one commit. To a broker who passes the wish on it looks
 * the same whether there were any, so that nobody finds out by it who has answered.
 */
export async function removeDemographics(
  context: Context,
  input: z.output<typeof RemoveDemographics>,
) {
  const { viewer, table } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "removeDemographics", input);
  return attempt<Answer, WhoseCode | "IDEMPOTENCY_KEY_REUSED">(table, async () => {
    const whose = await whoseAnswers(context, input.passedOn);
    if (isRefusal(whose)) return whose;
    const { personId, passedOn } = whose;
    const link = personId === undefined ? undefined : await findDemographicsLink(table, personId);
    const replayed = isReplay(link?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: await seenBy(table, whose, link), replayed } };
    if (personId === undefined || !(link?.answers || passedOn)) return notFound();
    const next = nextLink(personId, link, request);
    return {
      writes: link
        ? [saveDemographicsLink(next), ...demographicsRemovals(link)]
        : [addDemographicsLink(next)],
      answer: { thing: undefined, replayed: false },
    };
  });
}

/** Whose answers they are: the viewer's own, or those of a member whose broker passes them on. */
type Whose = {
  readonly personId: string | undefined;
  readonly hubId?: string;
  readonly passedOn?: PassedOn;
};
type WhoseCode = "NOT_FOUND" | "FORBIDDEN";
type GiveCode = "IDEMPOTENCY_KEY_REUSED" | "NOT_FOR_CHILDREN" | "CONSENT_TEXT_CHANGED";
type SaidOn = z.output<typeof RemoveDemographics>["passedOn"];

async function whoseAnswers(
  { table, viewer, now }: Context,
  said: SaidOn,
): Promise<Whose | Refusal<WhoseCode>> {
  if (!said) return { personId: viewer.personId };
  const { memberId, ...how } = said;
  const member = await findMember(table, memberId);
  const tie = member && tieTo(viewer, member, now);
  const person = tie && (await findPerson(table, member.personId));
  if (!person) return notFound("passedOn.memberId");
  const passedOn = { ...how, byPersonId: callerOf(viewer) };
  return whyNotPassOn(tie, person) ?? { personId: person.id, hubId: member.hubId, passedOn };
}

const seenBy = (table: Table, { passedOn }: Whose, link: DemographicsLink | undefined) =>
  passedOn ? undefined : findDemographics(table, link);

/** Where somebody's answers are counted: the area of a hub they belong to or ask to join. */
async function placeOf(table: Table, { personId, hubId: only }: Whose, hubId: string) {
  // A broker names their own hub, and so learns of no other that the person belongs to.
  if (personId === undefined || (only !== undefined && only !== hubId)) return undefined;
  const [person, right, hub] = await Promise.all([
    findPerson(table, personId),
    findMembershipRight(table, personId, hubId),
    findHub(table, hubId),
  ]);
  if (!person || !hub || !right || right.standing === "LEFT") return undefined;
  return { person, areaId: hub.areaId };
}

/** A link that leads nowhere yet. It stays when the answers go, so that a retry is known again. */
const nextLink = (
  personId: string,
  link: DemographicsLink | undefined,
  request: Request,
): DemographicsLink => ({
  personId,
  version: (link?.version ?? 0) + 1,
  receipts: withReceipt(link?.receipts ?? [], request),
});

/**
 * A receipt holds a hash of what was asked. There are so few answers that each could be tried, so
 * here the hash is taken together with the caller's own key, which is stored nowhere.
 */
function sealed(
  { viewer }: Context,
  wish: {
    readonly hubId: string;
    readonly textVersion: number;
    readonly idempotencyKey: string;
    readonly passedOn: SaidOn;
    readonly answers: DemographicAnswers;
  },
): Request {
  const { hubId, textVersion, idempotencyKey, passedOn, answers } = wish;
  const said = Object.entries(answers)
    .map(([question, answer]) => `${question}=${answer}`)
    .sort();
  const how = JSON.stringify(passedOn ?? null);
  const seal = derivedId("dem", idempotencyKey, hubId, String(textVersion), how, ...said);
  return requestOf(callerOf(viewer), "giveDemographics", { idempotencyKey, ...{ seal } });
}
