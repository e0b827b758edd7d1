import type * as z from "zod";
import {
  callerOf,
  type Done,
  derivedId,
  isRefusal,
  isReplay,
  newId,
  notFound,
  type Request,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import { whyNotCount } from "../decide/index.ts";
import type {
  DemographicAnswers,
  Demographics,
  DemographicsLink,
  GiveDemographics,
  RemoveDemographics,
} from "../model/index.ts";
import {
  addDemographics,
  addDemographicsLink,
  demographicsRemovals,
  findDemographics,
  findDemographicsLink,
  findHub,
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

/** Answers some questions about oneself, in place of what was answered before. */
export async function giveDemographics(context: Context, input: z.output<typeof GiveDemographics>) {
  const { viewer, table, now } = context;
  const { login, personId } = viewer;
  if (login === undefined) return signInFirst();
  const { hubId, textVersion, idempotencyKey, ...answers } = input;
  const request = sealed(context, { hubId, textVersion, idempotencyKey, answers });
  return attempt<
    Answer,
    "NOT_FOUND" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOR_CHILDREN" | "CONSENT_TEXT_CHANGED"
  >(table, async () => {
    const place = personId === undefined ? undefined : await placeOf(table, personId, hubId);
    if (!place) return notFound("hubId");
    const { person, areaId } = place;
    const link = await findDemographicsLink(table, person.id);
    const replayed = isReplay(link?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: await findDemographics(table, link), replayed } };
    const wrong = whyNotCount(person, textVersion, now);
    if (wrong) return wrong;
    const thing: Demographics = { name: newId("dem"), areaId, month: now.slice(0, 7), ...answers };
    const next = nextLink(person.id, link, request);
    const { name } = thing;
    const linked: DemographicsLink = { ...next, answers: { name, areaId, textVersion } };
    return {
      writes: [
        keepPerson(person),
        link ? saveDemographicsLink(linked) : addDemographicsLink(linked),
        ...(link ? demographicsRemovals(link) : []),
        addDemographics(thing),
      ],
      answer: { thing, replayed: false },
    };
  });
}

/** Wipes the answers and the way to them, in one commit. */
export async function removeDemographics(
  context: Context,
  input: z.output<typeof RemoveDemographics>,
) {
  const { viewer, table } = context;
  const { login, personId } = viewer;
  if (login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "removeDemographics", input);
  return attempt<Answer, "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND">(table, async () => {
    const link = personId === undefined ? undefined : await findDemographicsLink(table, personId);
    const replayed = isReplay(link?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: await findDemographics(table, link), replayed } };
    if (!link?.answers) return notFound();
    const next = nextLink(link.personId, link, request);
    return {
      writes: [saveDemographicsLink(next), ...demographicsRemovals(link)],
      answer: { thing: undefined, replayed: false },
    };
  });
}

/** Where somebody's answers are counted: the area of a hub they belong to or ask to join. */
async function placeOf(table: Table, personId: string, hubId: string) {
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
    readonly answers: DemographicAnswers;
  },
): Request {
  const { hubId, textVersion, idempotencyKey, answers } = wish;
  const said = Object.entries(answers)
    .map(([question, answer]) => `${question}=${answer}`)
    .sort();
  const seal = derivedId("dem", idempotencyKey, hubId, String(textVersion), ...said);
  return requestOf(callerOf(viewer), "giveDemographics", { idempotencyKey, ...{ seal } });
}
