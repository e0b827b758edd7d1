import { exchangeMoved } from "../../exchanges/index.ts";
import { derivedId, isOfWhatIsStored } from "../../kernel/index.ts";
import { journalIn } from "../../ledger/index.ts";
import { memberMoved } from "../../membership/index.ts";
import type { Change, Table } from "../../table/index.ts";
import { factsOfExchange, factsOfJournal, factsOfMember } from "../decide/index.ts";
import type { Backlog, Delivery, Fact, Listener } from "../model/index.ts";
import {
  createDelivery,
  findBacklog,
  findWebhook,
  listenersOf,
  movedBacklog,
  resumedWebhook,
  saveBacklog,
  startedDelivery,
  waitingFor,
} from "../repository.ts";

/** What came of spreading some changes. Places are those in the list that was heard. */
export type Spread = {
  /** Deliveries that a message has to be sent for, each with the place that brought it. */
  readonly started: readonly { readonly deliveryId: string; readonly place: number }[];
  readonly made: number;
  /** What cannot be understood by anybody, by its key: to come again does not help. */
  readonly unreadable: readonly string[];
  readonly failed: readonly number[];
  readonly faults: readonly unknown[];
};

/** More than a hub may have; those that ended count too, long after. */
const mostWebhooks = 500;

/**
 * Makes a delivery of each fact for each webhook that asked for it, and names the deliveries that
 * were put on their way, by this or by somebody who replays. A delivery's id comes from webhook and
 * fact and it is only ever created, so a fact that is heard twice is one delivery. A webhook that nobody
 * can read gets a delivery of each fact: whether it asked for it is looked at once it can be read.
 */
export async function spreadFacts(
  { table, now }: { readonly table: Table; readonly now: string },
  changes: readonly Change[],
): Promise<Spread> {
  const listeners = askedOnce((hubId: string) => listening(table, hubId));
  const started: { readonly deliveryId: string; readonly place: number }[] = [];
  const [unreadable, failed]: [Set<string>, number[]] = [new Set(), []];
  const faults: unknown[] = [];
  let made = 0;
  const spreadOne = async (place: number, change: Change) => {
    const facts = unlessUnreadable(() => factsIn(change, now));
    if (facts === "UNREADABLE") unreadable.add(keyOf(change));
    else {
      const spread = await deliverFacts({ table, now }, facts, listeners);
      made += spread.made;
      for (const webhookId of spread.unreadable) unreadable.add(webhookId);
    }
    for (const deliveryId of await startedBy(table, change)) started.push({ deliveryId, place });
  };
  for (const [place, change] of changes.entries()) {
    try {
      await spreadOne(place, change);
    } catch (fault) {
      // A webhook or a delivery that nobody can read must not keep all others waiting.
      if (isOfWhatIsStored(fault)) unreadable.add(keyOf(change));
      else failed.push(place);
      faults.push(fault);
    }
  }
  return { started, made, unreadable: [...unreadable], failed, faults };
}

const keyOf = ({ before, after }: Change): string => (after ?? before)?.pk ?? "";

/** What happened, as a commit to one item tells it. */
function factsIn(change: Change, now: string): readonly Fact[] {
  const moved = exchangeMoved(change);
  const member = memberMoved(change);
  const journal = change.after && !change.before?.["journal"] ? journalIn(change.after) : undefined;
  return [
    ...(moved ? factsOfExchange(moved, now) : []),
    ...(member ? factsOfMember(member) : []),
    ...(journal ? factsOfJournal(journal) : []),
  ];
}

function unlessUnreadable<Answer>(read: () => Answer): Answer | "UNREADABLE" {
  try {
    return read();
  } catch {
    return "UNREADABLE";
  }
}

/** Those of a hub that want to be told, now or once they go on. */
const listening = async (table: Table, hubId: string): Promise<readonly Listener[]> =>
  (await listenersOf(table, hubId, mostWebhooks)).filter(
    ({ isEnded, isOff }) => !isEnded && !isOff,
  );

function askedOnce<Answer>(ask: (key: string) => Promise<Answer>) {
  const answers = new Map<string, Promise<Answer>>();
  return (key: string) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}

async function deliverFacts(
  { table, now }: { readonly table: Table; readonly now: string },
  facts: readonly Fact[],
  listeners: (hubId: string) => Promise<readonly Listener[]>,
): Promise<{ readonly made: number; readonly unreadable: readonly string[] }> {
  let made = 0;
  const unreadable: string[] = [];
  for (const fact of facts) {
    for (const listener of await listeners(fact.hubId)) {
      if (listener.facts?.includes(fact.type) === false) continue;
      if (!listener.facts) unreadable.push(listener.id);
      const outcome = await table.commit([createDelivery(deliveryOf(fact, listener, now))]);
      if (outcome === "COMMITTED") made += 1;
    }
  }
  return { made, unreadable };
}

const deliveryOf = ({ type, at, data, key }: Fact, { id }: Listener, now: string): Delivery => ({
  ...{ id: derivedId("del", id, key), webhookId: id, type, at, data },
  ...{ status: "PENDING", attempts: [], nextAt: now, createdAt: now, version: 1, receipts: [] },
});

/** Deliveries that are on their way since this commit: one, or some that waited for a webhook. */
async function startedBy(table: Table, change: Change): Promise<readonly string[]> {
  const started = startedDelivery(change);
  if (started !== undefined) return [started];
  const webhookId = resumedWebhook(change);
  if (webhookId !== undefined) {
    const { version } = await findBacklog(table, webhookId);
    return nextWaiting(table, { webhookId, version });
  }
  const backlog = movedBacklog(change);
  return backlog ? nextWaiting(table, backlog) : [];
}

/** So many of what waited go on their way at once: about as many as endpoints are called in a second. */
const waitingAtOnce = 200;

/**
 * Some of what waited, and a note of how far that is. The note is a commit, so it is heard in its
 * turn and brings the next ones, until there are none: a webhook that was paused for a month goes on
 * in many small steps. What is heard again names the same ones again; where a webhook goes on
 * anew meanwhile, the notes of before meet another version, and end.
 */
async function nextWaiting(
  table: Table,
  { webhookId, after, version }: Backlog & { readonly webhookId: string },
): Promise<readonly string[]> {
  const webhook = await findWebhook(table, webhookId);
  if (webhook?.status !== "ACTIVE") return [];
  const rows = await waitingFor(table, webhookId, { after, limit: waitingAtOnce });
  const last = rows.at(-1);
  if (last) {
    await table.commit([saveBacklog(webhookId, { after: last.place, version: version + 1 })]);
  }
  return rows.map(({ node }) => node);
}

/** All deliveries of a hub's webhooks that wait: for whoever has lost the messages about them. */
export async function waitingIn(table: Table, hubId: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id } of await listening(table, hubId)) {
    let after: string | undefined;
    do {
      const rows = await waitingFor(table, id, { after, limit: waitingAtOnce });
      found.push(...rows.map(({ node }) => node));
      after = rows.at(-1)?.place;
    } while (after !== undefined);
  }
  return found;
}
