import type * as z from "zod";
import {
  callerOf,
  type Done,
  firstOf,
  forbidden,
  hasPrefix,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  notFound,
  type Refusal,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { attempt, type Context, create, type Write } from "../../table/index.ts";
import { isParty, mayRead } from "../access.ts";
import { changeFreeze } from "../decide/index.ts";
import type { ChangeFreeze, Head } from "../model.ts";
import { actKey, appendEntries, findHead } from "../repository.ts";
import { replayOf } from "./replay.ts";

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
    const head = hasPrefix(wish.accountId, "acc")
      ? await findHead(table, wish.accountId)
      : undefined;
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
        ...firstOf(request),
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
