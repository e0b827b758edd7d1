import { Journal } from "../../../src/ledger/index.ts";
import type { Chain } from "./chains.ts";
import { type StoredItem, textOf } from "./stored.ts";

/** An act whose credits have moved. */
type Act = { readonly body: string; readonly item: StoredItem; readonly journal: Journal };

const bodyOf = (id: string): string => id.slice(4);

/** What the journal says each entry adds: minutes by act, account and number. */
type Told = Map<string, number>;

const placeOf = (body: string, accountId: string, seq: number) => `${body} ${accountId} ${seq}`;

/** What is wrong between the acts' journal entries and the entries of the accounts. */
export function wrongInJournals(
  items: readonly StoredItem[],
  chains: ReadonlyMap<string, Chain>,
): readonly string[] {
  const wrong: string[] = [];
  const acts = new Map<string, Act>();
  const told: Told = new Map();
  for (const item of items) {
    if (item["sk"] !== "ACT" || item["journal"] === undefined) continue;
    const body = textOf(item, "pk");
    const { data: journal } = Journal.safeParse(item["journal"]);
    if (!journal) wrong.push(`The journal entry of ${body} cannot be read.`);
    else acts.set(body, { body, item, journal });
  }
  for (const act of acts.values()) wrong.push(...tellAct(act, chains, told));
  for (const chain of chains.values()) wrong.push(...wrongEntries(chain, acts, told));
  for (const [place, minutes] of told) wrong.push(`No entry has ${minutes} of ${place}.`);
  return [...wrong, ...wrongReversals(acts)];
}

/** Adds an act's movements to what was told; each has to stay in one hub. */
function tellAct(act: Act, chains: ReadonlyMap<string, Chain>, told: Told): readonly string[] {
  const wrong: string[] = [];
  for (const { hubId, from, fromSeq, to, toSeq, minutes } of act.journal.movements) {
    if (!(minutes > 0)) wrong.push(`A movement of ${act.body} has ${minutes} minutes.`);
    for (const [accountId, seq, signed] of [
      [from, fromSeq, -minutes],
      [to, toSeq, minutes],
    ] as const) {
      const place = placeOf(act.body, accountId, seq);
      told.set(place, (told.get(place) ?? 0) + signed);
      const is = chains.get(accountId)?.[seq - 1]?.hubId;
      if (is !== hubId) wrong.push(`A movement of ${act.body} is in ${hubId}, not in ${is}.`);
    }
  }
  return wrong;
}

/** Takes from what was told all that the entries of a chain account for. */
function wrongEntries(chain: Chain, acts: ReadonlyMap<string, Act>, told: Told): readonly string[] {
  const wrong: string[] = [];
  for (const { accountId, seq, kind, actId, minutes, recordedAt } of chain) {
    const place = placeOf(bodyOf(actId), accountId, seq);
    const said = told.get(place) ?? 0;
    told.delete(place);
    const where = `Entry ${seq} of ${accountId} (${kind}, ${actId})`;
    if (said !== minutes) wrong.push(`${where} adds ${minutes}, but its act says ${said}.`);
    const journal = acts.get(bodyOf(actId))?.journal;
    if (minutes !== 0 && (journal?.kind !== kind || journal.recordedAt !== recordedAt)) {
      wrong.push(`${where} rests on an act of ${journal?.kind} at ${journal?.recordedAt}.`);
    }
  }
  return wrong;
}

/** Taken back once, linked both ways, and never by more than was given. */
function wrongReversals(acts: ReadonlyMap<string, Act>): readonly string[] {
  return [...acts.values()].flatMap(({ body, item, journal }) => {
    const wrong: string[] = [];
    const reversesId = item["reversesId"];
    const { reversedById } = journal;
    if (reversedById !== undefined) {
      const back = acts.get(bodyOf(reversedById))?.item["reversesId"];
      if (bodyOf(String(back)) !== body)
        wrong.push(`${body} is not what ${reversedById} reverses.`);
    }
    if (reversesId !== undefined) {
      const original = acts.get(bodyOf(String(reversesId)))?.journal;
      if (bodyOf(original?.reversedById ?? "") !== body) {
        wrong.push(`${body} is not what reverses ${reversesId}.`);
      }
      if (!original || !isMirrored(original, journal)) {
        wrong.push(`${body} takes back other minutes than ${reversesId} moved.`);
      }
    }
    return wrong;
  });
}

/** All of it the other way, or the part of it that both sides name. */
function isMirrored(original: Journal, reversal: Journal): boolean {
  const part = original.reversedMinutes;
  const should = original.movements.map(
    ({ from, to, minutes }) => `${to} ${from} ${part ?? minutes}`,
  );
  const is = reversal.movements.map(({ from, to, minutes }) => `${from} ${to} ${minutes}`);
  return should.toSorted().join() === is.toSorted().join();
}
