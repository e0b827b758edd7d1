import type * as z from "zod";
import {
  callerOf,
  type Done,
  dateOf,
  forbidden,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  type Request,
  refuse,
  requestOf,
  signInFirst,
  withReceipt,
} from "../kernel/index.ts";
import { attempt, type Context, create, type Key, type Write } from "../table/index.ts";
import { isParty, mayRead } from "./access.ts";
import { changeFreeze, type LedgerCode } from "./decide/index.ts";
import type { AccountRef, ChangeFreeze, Head, Journal, Movement, ReverseEntry } from "./model.ts";
import { planPosting } from "./planning.ts";
import { readJournalEntry, type VisibleJournalEntry } from "./reading.ts";
import { type Act, actKey, appendEntries, findAct, findHead, markReversed } from "./repository.ts";

type ReversalCode =
  | LedgerCode
  | "ALREADY_REVERSED"
  | "BUSY_TRY_AGAIN"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOT_FOUND"
  | "NOT_REVERSIBLE"
  | "SIGN_IN_REQUIRED";

/** Takes a journal entry back, whole, by its mirror image. Both stay, linked to each other. */
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
    return planReversal(context, { act, heads, id, request, reason: wish.reason });
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

async function planReversal(
  context: Context,
  plan: {
    readonly act: Act;
    readonly heads: readonly Head[];
    readonly id: string;
    readonly request: Request;
    readonly reason: string;
  },
) {
  const { act, id, request, reason } = plan;
  if (act.entry.kind === "REVERSAL" || act.entry.kind === "CLOSURE") {
    return refuse(
      "NOT_REVERSIBLE",
      "This entry mends or ends something, so it cannot be taken back itself.",
      "Record what really happened as a new entry.",
      "journalEntryId",
    );
  }
  if (act.entry.reversedById !== undefined) {
    return refuse(
      "ALREADY_REVERSED",
      "This entry was taken back before.",
      "There is nothing more to do. Open the entry to see who took it back and why.",
      "journalEntryId",
    );
  }
  const accounts = new Map(plan.heads.map((head) => [head.account.id, head.account]));
  const posting = await planPosting(context.table, {
    actId: id,
    kind: "REVERSAL",
    movements: mirrored(act.entry, accounts),
    happenedOn: dateOf(context.now),
    now: context.now,
  });
  if (isRefusal(posting)) return posting;
  const item = {
    id,
    reversesId: act.entry.id,
    reason,
    byPersonId: callerOf(context.viewer),
    journal: posting.journal,
    version: 1,
    receipts: withReceipt([], request),
  };
  const writes = [create({ ...actKey(id), ...item }), markReversed(act, id), ...posting.writes];
  return { writes, answer: { replayed: false } };
}

/** Each movement the other way, last first. */
const mirrored = (journal: Journal, accounts: ReadonlyMap<string, AccountRef>): Movement[] =>
  journal.movements.toReversed().map(({ from, to, minutes }) => {
    const giver = accounts.get(to);
    const receiver = accounts.get(from);
    invariant(giver && receiver, "the accounts of a journal entry exist");
    return { from: giver, to: receiver, minutes };
  });

async function headsOf(context: Context, act: Act): Promise<readonly Head[]> {
  const ids = new Set(act.entry.movements.flatMap(({ from, to }) => [from, to]));
  const heads = await Promise.all([...ids].map((id) => findHead(context.table, id)));
  return heads.filter((head) => head !== undefined);
}

type FreezeCode =
  | "BUSY_TRY_AGAIN"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOT_FOUND"
  | "SIGN_IN_REQUIRED"
  | "STATE_TRANSITION_INVALID";

export const freezeAccount = (context: Context, wish: z.output<typeof ChangeFreeze>) =>
  setFreeze(context, { wish, kind: "FREEZE" });

export const unfreezeAccount = (context: Context, wish: z.output<typeof ChangeFreeze>) =>
  setFreeze(context, { wish, kind: "UNFREEZE" });

async function setFreeze(
  context: Context,
  { wish, kind }: { wish: z.output<typeof ChangeFreeze>; kind: "FREEZE" | "UNFREEZE" },
): Promise<Done<Head> | Refusal<FreezeCode>> {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), kind, wish);
  const id = idFor("jrn", request);
  const done = await attempt(table, async () => {
    const head = await findHead(table, wish.accountId);
    if (!head || !mayRead(viewer, head.account)) return notFound("accountId");
    if (!isBroker(viewer, head.account.hubId) || isParty(viewer, head.account)) {
      return forbidden(
        "Only a broker can do this, and not to an account of their own.",
        "Ask another broker of the hub.",
      );
    }
    const replay = replayOf(await table.get(actKey(id)), request);
    if (isRefusal(replay)) return replay;
    if (replay) return { answer: { replayed: true } };
    const draft = changeFreeze(head, kind, { actId: id, now });
    if (isRefusal(draft)) return draft;
    const writes: Write[] = [
      create({
        ...actKey(id),
        id,
        reason: wish.reason,
        byPersonId: callerOf(viewer),
        version: 1,
        receipts: withReceipt([], request),
      }),
      ...appendEntries(new Map([[head.account.id, head]]), [draft]),
    ];
    return { writes, answer: { replayed: false } };
  });
  if (isRefusal(done)) return done;
  const thing = await findHead(table, wish.accountId);
  invariant(thing, "an account that was stopped has entries");
  return { thing, replayed: done.replayed };
}

function replayOf(
  item: (Key & { readonly [name: string]: unknown }) | undefined,
  request: Request,
) {
  const receipts = item?.["receipts"];
  return Array.isArray(receipts) ? isReplay(receipts.map(String), request) : false;
}
