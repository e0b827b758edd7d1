import { giveRole, person } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { lead, type Place, proposed } from "./setting.ts";

/* What the tests of a second reader share: sunita is a lead of SAL, and no member anywhere. */

export const personOf = async ({ bank }: Place, persona: string): Promise<string> =>
  textAt(await bank.as(persona).must("{ me { person { id } } }"), "me.person.id");

export const daysPass = ({ bank }: Place, days: number): void =>
  bank.at(new Date(Date.parse(bank.now()) + days * 86_400_000).toISOString());

export const reason = "I am the only lead of our hub.";
export const signing = { agrees: true, noTie: true };

export const whom = async (its: Place, persona = "sunita") => ({
  ...{ personId: await personOf(its, persona), hubId: its.sal, reason },
});

/** Leena has concluded it, and somebody is to read it. */
export async function named(its: Place, persona = "sunita"): Promise<string> {
  const id = await proposed(its);
  await lead(its, "leena", ["nameSecondReader", id, await whom(its, persona)]);
  return id;
}

const fields = "id version status account subject { partyId } proposal { reasons } visit { status }";

export async function reads({ bank }: Place, persona: string, id: string): Promise<Json> {
  const query = `query ($id: ID!) { incident(id: $id) { ${fields} } node(id: $id) { id } }`;
  const data = await bank.as(persona).must(query, { id });
  if ((at(data, "node") === null) !== (at(data, "incident") === null)) {
    throw new Error("Found in one way and not in the other.");
  }
  return at(data, "incident");
}

export async function toRead({ bank }: Place, persona: string): Promise<readonly Json[]> {
  const data = await bank.as(persona).must("{ incidentsToRead { nodes { id } } }");
  const nodes = at(data, "incidentsToRead.nodes");
  return Array.isArray(nodes) ? nodes.map((one) => at(one, "id")) : [];
}

/** Somebody who becomes a lead of SAL, with the grant of the role. */
export async function newLead(its: Place, name: string): Promise<readonly [string, string]> {
  const who = await person(its.bank, name);
  const role = { role: "SAFEGUARDING_LEAD", scopeId: its.sal } as const;
  const granted = await giveRole(its.bank, who, role);
  return [who, textAt(granted, "grantRole.role.id")];
}
