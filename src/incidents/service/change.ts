import {
  changedSince,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  replayOf,
  withReceipt,
} from "../../kernel/index.ts";
import { byRequest, type Context, type Write } from "../../table/index.ts";
import { handles, hasEnded, readsSecond, withoutWords } from "../decide/index.ts";
import type { Incident } from "../model/index.ts";
import { findIncident, saveIncident } from "../repository.ts";

type Wish = {
  readonly incidentId: string;
  readonly idempotencyKey: string;
  readonly version: number;
};

/** What a change comes to: the incident as it is then, and what else is written with it. */
export type Planned = { readonly next: Incident; readonly writes?: readonly Write[] };

type Change<Code extends string> = {
  readonly operation: string;
  readonly input: Wish;
  /** Set for what a second reader from another hub may do too: whether it is to end it. */
  readonly signing?: { readonly agrees: boolean };
  readonly plan: (
    incident: Incident,
    request: Request,
  ) => Planned | Refusal<Code> | Promise<Planned | Refusal<Code>>;
};

type CommonCode = "CONFLICT_VERSION" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND";

/**
 * Every change by a safeguarding lead goes this way. It replaces the incident at the version that
 * was read, so of two leads at once one finds that it has changed.
 */
export const changeIncident = <Code extends string>(
  context: Context,
  { operation, input, signing, plan }: Change<Code>,
) =>
  byRequest<Wish, Incident, Code | CommonCode>(
    context,
    { operation, input },
    async (here, { request }) => {
      const incident = await findIncident(here.table, input.incidentId);
      const sees = seenBy(here, signing);
      const replay = replayOf(incident, request);
      if (!incident || !sees(incident)) {
        return lastWord(signing, replay) ?? notFound("incidentId");
      }
      if (replay) return replay;
      if (input.version !== incident.version) return changedSince();
      const planned = await plan(incident, request);
      if (isCoded<Code>(planned)) return planned;
      const receipts = withReceipt(incident.receipts, request);
      const thing: Incident = { ...planned.next, version: incident.version + 1, receipts };
      const writes = [saveIncident(thing), ...(planned.writes ?? [])];
      return { writes, answer: { thing: sees(thing) ? thing : toldOf(thing), replayed: false } };
    },
  );

/** Leads who have no part in it, and for signing its second reader too. */
const seenBy =
  ({ viewer, now }: Context, signing: object | undefined) =>
  (incident: Incident): boolean =>
    handles(viewer, incident) || (signing !== undefined && readsSecond(viewer, incident, now));

/** A second reader's own signature ends what they may read, and its receipt is still theirs. */
function lastWord(
  signing: { readonly agrees: boolean } | undefined,
  replay: ReturnType<typeof replayOf<Incident>>,
) {
  if (!signing?.agrees || !replay || isRefusal(replay)) return undefined;
  const { thing, replayed } = replay.answer;
  return hasEnded(thing) ? { answer: { thing: withoutWords(thing), replayed } } : undefined;
}

const toldOf = (incident: Incident): Incident =>
  hasEnded(incident) ? withoutWords(incident) : incident;

/** A change of the incident alone. */
export const alone = <Code extends string>(
  next: Incident | Refusal<Code>,
): Planned | Refusal<Code> => (isCoded<Code>(next) ? next : { next });

// The kernel's test forgets which codes a refusal can have; nothing else here has this kind.
export const isCoded = <Code extends string>(value: object): value is Refusal<Code> =>
  isRefusal(value);
