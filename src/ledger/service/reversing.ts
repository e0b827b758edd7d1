import type * as z from "zod";
import {
  callerOf,
  type Done,
  dateOf,
  firstOf,
  forbidden,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { attempt, type Context, create } from "../../table/index.ts";
import { isParty, mayRead } from "../access.ts";
import { type LedgerCode, mirrored, partOf, whyNotMend, whyNotReverse } from "../decide/index.ts";
import type { Head, ReverseEntry } from "../model.ts";
import { packJournal, sharedBy } from "../model-packed.ts";
import { planPosting } from "../planning.ts";
import { readJournalEntry, type VisibleJournalEntry } from "../reading.ts";
import { type Act, actKey, findAct, findHead, markReversed } from "../repository.ts";
import { replayOf } from "./replay.ts";

type ReversalCode =
  | LedgerCode
  | "ALREADY_REVERSED"
  | "BUSY_TRY_AGAIN"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOT_DIVISIBLE"
  | "NOT_FOUND"
  | "NOT_REVERSIBLE"
  | "SIGN_IN_REQUIRED"
  | "VALIDATION_FAILED";

/** Takes a journal entry back, whole or in part, once. Both stay, linked to each other. */
export async function reverseEntry(
  context: Context,
  wish: z.output<typeof ReverseEntry>,
): Promise<Done<VisibleJournalEntry> | Refusal<ReversalCode>> {
  const { table, viewer } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "reverseEntry", wish);
  const id = idFor("jrn", request);
  const done = await attempt(table, async () => {
    const act = await findAct(table, wish.journalEntryId);
    const heads = act && (await headsOf(context, act));
    if (!act || !heads?.some((head) => mayRead(viewer, head.account))) {
      return notFound("journalEntryId");
    }
    const refusal = whyNotDecide(context, heads);
    if (refusal) return refusal;
    const replay = replayOf(await table.get(actKey(id)), request);
    if (isRefusal(replay)) return replay;
    if (replay) return { answer: { replayed: true } };
    return (
      whyNotReverse(act.entry, wish.minutes) ??
      planReversal(context, { act, heads, id, request, wish })
    );
  });
  if (isRefusal(done)) return done;
  const thing = await readJournalEntry(context, id);
  invariant(thing, "the reversal just written can be read by who wrote it");
  return { thing, replayed: done.replayed };
}

function whyNotDecide(context: Context, heads: readonly Head[]): Refusal<"FORBIDDEN"> | undefined {
  const { viewer } = context;
  if (!heads.some((head) => isBroker(viewer, head.account.hubId))) {
    return forbidden("Only a broker can take an entry back.", "Ask the broker of your hub.");
  }
  if (heads.some((head) => isParty(viewer, head.account))) {
    return forbidden(
      "You have a part in this entry yourself, so you cannot take it back.",
      "Ask another broker of the hub.",
    );
  }
  return undefined;
}

/**
 * Plans to take a whole journal entry back, for a room that has decided that it may be. The same
 * rules hold as for a broker who does it, and the entry itself says that it was done, so once.
 */
export async function planTakingBack(
  context: Context,
  {
    journalEntryId,
    reason,
    request,
  }: { readonly journalEntryId: string; readonly reason: string; readonly request: Request },
) {
  const act = await findAct(context.table, journalEntryId);
  invariant(act, "what has settled has its journal entry");
  const refusal = whyNotReverse(act.entry, undefined);
  if (refusal) return refusal;
  const heads = await headsOf(context, act);
  const id = idFor("jrn", request);
  const planned = await planReversal(context, { act, heads, id, request, wish: { reason } });
  return isRefusal(planned) ? planned : { reversalId: id, writes: planned.writes };
}

async function planReversal(
  context: Context,
  plan: {
    readonly act: Act;
    readonly heads: readonly Head[];
    readonly id: string;
    readonly request: Request;
    readonly wish: Pick<z.output<typeof ReverseEntry>, "reason" | "minutes">;
  },
) {
  const { act, heads, id, request, wish } = plan;
  const accounts = new Map(heads.map((head) => [head.account.id, head.account]));
  const part = partOf(act.entry, wish.minutes);
  const movements = mirrored(act.entry, accounts, part);
  const posting = await planPosting(context.table, {
    actId: id,
    kind: "REVERSAL",
    movements,
    happenedOn: dateOf(context.now),
    now: context.now,
    heads,
    inOneGo: sharedBy(act.entry.movements) !== undefined,
  });
  if (isRefusal(posting)) return forBroker(posting);
  const refusal = whyNotMend(new Map(heads.map((head) => [head.account.id, head])), movements);
  if (refusal) return refusal;
  const item = {
    id,
    reversesId: act.entry.id,
    reason: wish.reason,
    byPersonId: callerOf(context.viewer),
    journal: packJournal(posting.journal),
    ...firstOf(request),
  };
  const reversed = markReversed(act, { id, part });
  const writes = [create({ ...actKey(id), ...item }), reversed, ...posting.writes];
  return { writes, answer: { replayed: false } };
}

/** The reader is the broker, so "ask your broker" would lead nowhere. */
function forBroker(refusal: Refusal<LedgerCode>): Refusal<LedgerCode> {
  const path = ["input", "journalEntryId"];
  switch (refusal.code) {
    case "ACCOUNT_CLOSED":
      return {
        ...refusal,
        path,
        remedy:
          "This entry stays as it is. Where hours are missing, the community pot can give them.",
      };
    case "ACCOUNT_FROZEN":
      return {
        ...refusal,
        path,
        remedy: "Let the account go on with unfreezeAccount, then take the entry back.",
      };
    default:
      return refusal;
  }
}

async function headsOf(context: Context, act: Act): Promise<readonly Head[]> {
  const ids = new Set(act.entry.movements.flatMap(({ from, to }) => [from, to]));
  const heads = await Promise.all([...ids].map((id) => findHead(context.table, id)));
  return heads.filter((head) => head !== undefined);
}
