import {
  callerOf,
  type Done,
  erasedWords,
  hasPrefix,
  notFound,
  type Refusal,
  replayOf,
  sameIdAs,
  withReceipt,
} from "../../kernel/index.ts";
import { byRequest, type Context } from "../../table/index.ts";
import { handles, isToAnswer, repliesOf, reply } from "../decide/index.ts";
import type { Incident, Reply, ReplyToIncident } from "../model/index.ts";
import { findIncident, saveIncident } from "../repository.ts";
import { isCoded } from "./change.ts";

/**
 * The subject's right of reply: in their own words, a guardian's, or those that a safeguarding
 * lead heard from somebody who does not use the service themselves.
 */
export async function replyToIncident(
  context: Context,
  input: ReplyToIncident,
): Promise<Done<Reply> | Refusal<Code | "BUSY_TRY_AGAIN" | "SIGN_IN_REQUIRED">> {
  const by = callerOf(context.viewer);
  const done = await replying(context, input);
  if (isCoded<Code | "BUSY_TRY_AGAIN" | "SIGN_IN_REQUIRED">(done)) return done;
  const said = repliesOf(done.thing).findLast((one) => one.by === by && one.text === input.text);
  // A retry after the words were wiped: it was said, and that is all that is known.
  const gone: Reply = { text: erasedWords, by, at: done.thing.reportedAt, as: "SUBJECT" };
  return { thing: said ?? gone, replayed: done.replayed };
}

const replying = (context: Context, input: ReplyToIncident) =>
  byRequest<ReplyToIncident, Incident, Code>(
    context,
    { operation: "replyToIncident", input },
    async ({ table, viewer, now }, { request }) => {
      const incident = await findIncident(table, sameIdAs(input.incidentId, "inc"));
      // A receipt is the caller's own, so a retry is answered whatever has become of it since.
      const replay = replayOf(incident, request);
      if (replay && "answer" in replay) return replay;
      const as = incident && voiceIn(context, incident, input);
      if (!incident || !as) return notFound("incidentId");
      if (replay) return replay;
      const next = reply(incident, input, { viewer, now, as });
      if (isCoded<"STATE_TRANSITION_INVALID" | "TOO_MANY_REPLIES">(next)) return next;
      const receipts = withReceipt(incident.receipts, request);
      const thing: Incident = { ...next, version: incident.version + 1, receipts };
      return { writes: [saveIncident(thing)], answer: { thing, replayed: false } };
    },
  );

type Code =
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOT_FOUND"
  | "STATE_TRANSITION_INVALID"
  | "TOO_MANY_REPLIES";

/** As what the viewer may reply under this id, if at all: each knows it under an id of their own. */
function voiceIn(
  { viewer }: Context,
  incident: Incident,
  { incidentId, spoken }: ReplyToIncident,
): Reply["as"] | undefined {
  if (hasPrefix(incidentId, "inc")) {
    return spoken && handles(viewer, incident) ? "SAFEGUARDING_LEAD" : undefined;
  }
  const isTheirs = hasPrefix(incidentId, "ans") && spoken === undefined;
  if (!isTheirs || !isToAnswer(viewer, incident)) return undefined;
  return incident.subjectPersonId === viewer.personId ? "SUBJECT" : "GUARDIAN";
}
