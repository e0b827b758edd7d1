import { exchangeMoved } from "../../exchanges/index.ts";
import { derivedId, isOfWhatIsStored } from "../../kernel/index.ts";
import { journalIn } from "../../ledger/index.ts";
import { memberMoved } from "../../membership/index.ts";
import type { Change, Table } from "../../table/index.ts";
import { factOfMember, factsOfExchange, factsOfJournal } from "../decide/index.ts";
import type { Delivery, Fact, Webhook } from "../model/index.ts";
import {
  createDelivery,
  deliveriesFor,
  resumedWebhook,
  startedDelivery,
  webhooksFor,
} from "../repository.ts";

/** What came of spreading some changes. Places are those in the list that was heard. */
export type Spread = {
  /** Deliveries that a message has to be sent for, each with the place that brought it. */
  readonly started: readonly { readonly deliveryId: string; readonly place: number }[];
  readonly made: number;
  /** What cannot be understood, by anybody: to come again does not help. */
  readonly unreadable: readonly number[];
  readonly failed: readonly number[];
  readonly faults: readonly unknown[];
};

/** More than a hub may have; those that ended count too, long after. */
const mostWebhooks = 500;

/**
 * Makes a delivery of each fact for each webhook that asked for it, and names the deliveries that
 * were put on their way, by this or by somebody who replays. A delivery's id comes from webhook and
 * fact and it is only ever created, so a fact that is heard twice is one delivery.
 */
export async function spreadFacts(
  { table, now }: { readonly table: Table; readonly now: string },
  changes: readonly Change[],
): Promise<Spread> {
  const webhooks = askedOnce((hubId: string) => listening(table, hubId));
  const started: { readonly deliveryId: string; readonly place: number }[] = [];
  const [unreadable, failed]: [number[], number[]] = [[], []];
  const faults: unknown[] = [];
  let made = 0;
  const spreadOne = async (place: number, change: Change) => {
    const facts = unlessUnreadable(() => factsIn(change, now));
    if (facts === "UNREADABLE") unreadable.push(place);
    else made += await deliverFacts({ table, now }, facts, webhooks);
    for (const deliveryId of await startedBy(table, change)) started.push({ deliveryId, place });
  };
  for (const [place, change] of changes.entries()) {
    try {
      await spreadOne(place, change);
    } catch (fault) {
      // A webhook or a delivery that nobody can read must not keep all others waiting.
      (isOfWhatIsStored(fault) ? unreadable : failed).push(place);
      faults.push(fault);
    }
  }
  return { started, made, unreadable, failed, faults };
}

/** What happened, as a commit to one item tells it. */
function factsIn(change: Change, now: string): readonly Fact[] {
  const moved = exchangeMoved(change);
  const member = memberMoved(change);
  const journal = change.after && !change.before?.["journal"] ? journalIn(change.after) : undefined;
  return [
    ...(moved ? factsOfExchange(moved, now) : []),
    ...(member ? [factOfMember(member)] : []),
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
async function listening(table: Table, hubId: string): Promise<readonly Webhook[]> {
  const rows = await webhooksFor(table, hubId, { backwards: true, limit: mostWebhooks });
  return rows
    .map(({ node }) => node)
    .filter(({ status }) => status === "ACTIVE" || status === "PAUSED");
}

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
  webhooks: (hubId: string) => Promise<readonly Webhook[]>,
): Promise<number> {
  let made = 0;
  for (const fact of facts) {
    for (const webhook of await webhooks(fact.hubId)) {
      if (!webhook.facts.includes(fact.type)) continue;
      const outcome = await table.commit([createDelivery(deliveryOf(fact, webhook, now))]);
      if (outcome === "COMMITTED") made += 1;
    }
  }
  return made;
}

const deliveryOf = ({ type, at, data, key }: Fact, webhook: Webhook, now: string): Delivery => ({
  ...{ id: derivedId("del", webhook.id, key), webhookId: webhook.id, type, at, data },
  ...{ status: "PENDING", attempts: [], nextAt: now, createdAt: now, version: 1, receipts: [] },
});

/** Deliveries that are on their way since this commit: one, or all that waited for a webhook. */
async function startedBy(table: Table, change: Change): Promise<readonly string[]> {
  const started = startedDelivery(change);
  if (started !== undefined) return [started];
  const webhookId = resumedWebhook(change);
  return webhookId === undefined ? [] : waitingFor(table, webhookId);
}

const pageSize = 500;

async function waitingFor(table: Table, webhookId: string): Promise<readonly string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const walk = { backwards: true, limit: pageSize, ...(after === undefined ? {} : { after }) };
    const rows = await deliveriesFor(table, { webhookId, status: "PENDING" }, walk);
    found.push(...rows.map(({ node }) => node.id));
    after = rows.length < pageSize ? undefined : rows.at(-1)?.place;
  } while (after !== undefined);
  return found;
}

/** All deliveries of a hub's webhooks that wait: for whoever has lost the messages about them. */
export async function waitingIn(table: Table, hubId: string): Promise<readonly string[]> {
  const webhooks = await listening(table, hubId);
  return (await Promise.all(webhooks.map(({ id }) => waitingFor(table, id)))).flat();
}
