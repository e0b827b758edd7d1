import { at, type Json, type TestBank } from "../support/api.ts";

export type Line = { readonly kind: string; readonly [field: string]: Json };

const query = `query ($id: ID, $agreed: SpokenInput, $after: String) {
  personalDataExport(memberId: $id, agreed: $agreed, after: $after) { asOf lines next isComplete }
}`;

export type Asked = { readonly id?: string; readonly agreed?: object };

/** One page of an export as it comes. */
export const askPage = (bank: TestBank, persona: string, asked: Asked & { after?: Json } = {}) =>
  bank.as(persona).ask(query, asked);

/** All that is held on somebody, or null where whoever asks may not have it. */
export async function exported(
  bank: TestBank,
  persona: string,
  asked: Asked = {},
): Promise<readonly Line[] | null> {
  const lines: Line[] = [];
  let after: Json = null;
  for (;;) {
    const answer = await askPage(bank, persona, { ...asked, after });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    const page: Json = at(answer.data ?? null, "personalDataExport");
    if (page === null) return null;
    const some = at(page, "lines");
    for (const line of Array.isArray(some) ? some : []) lines.push(JSON.parse(String(line)));
    if (at(page, "isComplete") === true) return lines;
    after = at(page, "next") ?? null;
  }
}
