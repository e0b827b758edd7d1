import { change, mustTell, tell } from "../federation/hubs.ts";
import { type Answer, at, codesOf, type Json, type TestBank, textAt } from "../support/api.ts";
import type { StoredItem } from "../support/books/stored.ts";

export type Input = { readonly [field: string]: unknown };

/** Does something that has to succeed; answers with the id of the thing where it is asked for. */
export async function does(
  bank: TestBank,
  persona: string,
  [mutation, input]: readonly [string, Input],
  field?: string,
): Promise<string> {
  const fields = field === undefined ? "" : `${field} { id }`;
  const data: Json = await mustTell(bank.as(persona), change(mutation, fields), input);
  return field === undefined ? "" : textAt(data, `${mutation}.${field}.id`);
}

export const personIdOf = async (bank: TestBank, persona: string): Promise<string> =>
  textAt(await bank.as(persona).must("{ me { person { id } } }"), "me.person.id");

const erasureFields = `erasure {
  id status askedBy spokenOver startedAt finishedAt erased { kind count }
}`;

const yes = { understood: true };

/** Asks for an erasure, as it comes: refused or done. */
export const askErasure = (bank: TestBank, persona: string, input: Input = {}): Promise<Answer> =>
  tell(bank.as(persona), change("erasePerson", erasureFields), { ...yes, ...input });

/** The codes of a refusal. */
export async function refusedErasure(bank: TestBank, persona: string, input: Input = {}) {
  const answer = await askErasure(bank, persona, input);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  return codesOf(answer);
}

/** Erases somebody; answers with the erasure. */
export async function erase(bank: TestBank, persona: string, input: Input = {}): Promise<Json> {
  const wish = { ...yes, ...input };
  const data = await mustTell(bank.as(persona), change("erasePerson", erasureFields), wish);
  return at(data, "erasePerson.erasure");
}

/** How often each kind of thing was erased. */
export function countsOf(erasure: Json): { readonly [kind: string]: Json } {
  const list = at(erasure, "erased");
  const counts: readonly Json[] = Array.isArray(list) ? list : [];
  return Object.fromEntries(counts.map((one) => [textAt(one, "kind"), at(one, "count")]));
}

/** Items of the table in which these words stand, whatever their letters. */
export const traces = (items: readonly StoredItem[], words: string): readonly StoredItem[] =>
  items.filter((item) => JSON.stringify(item).toLowerCase().includes(words.toLowerCase()));
