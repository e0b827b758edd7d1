import { at, type Caller, type TestBank } from "../support/api.ts";
import { columns } from "./columns.ts";

/** What there is to be found: the id of each thing by its name, under the name of its type. */
export type Things = { readonly [type: string]: { readonly [name: string]: string } };

const callerOf = (bank: TestBank, persona: string | undefined): Caller =>
  persona === undefined ? bank.anonymous : bank.as(persona);

/** Finds the type of each thing by asking as everybody in turn what it is. */
export async function byType(
  bank: TestBank,
  named: { readonly [name: string]: string },
): Promise<Things> {
  const found: { [type: string]: { [name: string]: string } } = {};
  const types = await typesOf(bank, Object.values(named));
  for (const [name, id] of Object.entries(named)) {
    const type = types.get(id);
    if (type === undefined) {
      throw new Error(`Nobody can look up ${name} (${id}): see test/access/town.ts.`);
    }
    found[type] = { ...found[type], [name]: id };
  }
  return found;
}

async function typesOf(bank: TestBank, ids: readonly string[]) {
  const types = new Map<string, string>();
  for (const { persona } of columns) {
    const left = ids.filter((id) => !types.has(id));
    const document = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }";
    const nodes = at(await callerOf(bank, persona).must(document, { ids: left }), "nodes");
    left.forEach((id, place) => {
      const type = at(nodes, `${place}.__typename`);
      if (typeof type === "string") types.set(id, type);
    });
  }
  return types;
}
