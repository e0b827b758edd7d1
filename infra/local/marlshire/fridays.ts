import * as z from "zod";
import type { LocalBank } from "../bank.ts";
import { carersTable } from "./listings.ts";
import { documentOf } from "./step.ts";

/*
 * The story lies in the past, so nothing of it can be booked any more. The café therefore opens
 * its table on the coming Fridays too, at each start and each Friday once.
 */

const friday = 5;
const opensAt = 10;
const howMany = 4;
const day = 86_400_000;

/** When the table is free on the next four Fridays: those that have not begun. */
export function nextFridays(now: string): readonly string[] {
  const today = new Date(now);
  const wait = (friday - today.getUTCDay() + 7) % 7;
  const first = today.setUTCHours(opensAt, 0, 0, 0) + wait * day;
  const next = first > Date.parse(now) ? first : first + 7 * day;
  return Array.from({ length: howMany }, (_, week) =>
    new Date(next + week * 7 * day).toISOString(),
  );
}

/** Adds what is missing of them. A visitor may have closed the table: then it stays closed. */
export async function openFridays(bank: LocalBank, now: string): Promise<void> {
  const spendOptionId = await tableOf(bank, now);
  if (spendOptionId === undefined) return;
  for (const startsAt of nextFridays(now)) {
    const idempotencyKey = `marlshire-friday-${startsAt.slice(0, 10)}`;
    const input = { spendOptionId, startsAt, capacity: carersTable.capacity, idempotencyKey };
    const { data, errors } = await bank.call("cafe", now, documentOf("addSlot"), { input });
    if (Object(data?.["addSlot"]).thing) continue;
    throw new Error(`The café cannot open on ${startsAt}: ${JSON.stringify(errors ?? data)}`);
  }
}

const whose = "{ me { organisations { id hub { id } } } }";
const Whose = z.object({
  me: z.object({
    organisations: z.array(z.object({ id: z.string(), hub: z.object({ id: z.string() }) })),
  }),
});

const options = `query ($hubId: ID!) {
  spendOptions(hubId: $hubId, first: 100) { nodes { id title organisation { partyId } } }
}`;
const Options = z.object({
  spendOptions: z.object({
    nodes: z.array(
      z.object({ id: z.string(), title: z.string(), organisation: z.object({ partyId: z.string() }) }),
    ),
  }),
});

/** The café's open table, unless somebody has closed it. */
async function tableOf(bank: LocalBank, now: string): Promise<string | undefined> {
  const [cafe] = Whose.parse((await bank.call("cafe", now, whose)).data).me.organisations;
  if (!cafe) return undefined;
  const { data } = await bank.call("cafe", now, options, { hubId: cafe.hub.id });
  const table = Options.parse(data).spendOptions.nodes.find(
    ({ title, organisation }) => title === carersTable.title && organisation.partyId === cafe.id,
  );
  return table?.id;
}
