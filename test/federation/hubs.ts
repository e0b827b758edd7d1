import type { Role } from "../../src/kernel/index.ts";
import { type Answer, type Caller, newRequestKey, type TestBank, textAt } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };

/** The text of a mutation that asks for these fields of the thing and everything around it. */
export const change = (name: string, fields: string): string => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return `mutation ($input: ${type}) {
    ${name}(input: $input) { ${fields} replayed userErrors { code message path remedy } }
  }`;
};

/** Asks for a change with a key of its own, unless the input brings one. */
export const tell = (caller: Caller, document: string, input: Input): Promise<Answer> =>
  caller.ask(document, { input: { idempotencyKey: newRequestKey(), ...input } });

/** The same for what must succeed, as in the set-up of a test. */
export const mustTell = (caller: Caller, document: string, input: Input) =>
  caller.must(document, { input: { idempotencyKey: newRequestKey(), ...input } });

/** A login that becomes a person. Answers with the person's id. */
export async function person(bank: TestBank, name: string): Promise<string> {
  const data = await mustTell(bank.as(name), change("registerPerson", "person { id }"), {
    firstName: name.charAt(0).toUpperCase() + name.slice(1),
    lastName: "Test",
    bornOn: "1980-05-05",
  });
  return textAt(data, "registerPerson.person.id");
}

/** Gives a persona who is a person already a role. */
export const giveRole = (
  bank: TestBank,
  personId: string,
  role: { readonly role: Role; readonly scopeId: string },
) =>
  mustTell(bank.steward, change("grantRole", "role { id }"), {
    personId,
    reason: "Chosen by the members.",
    ...role,
  });

/** A county without hubs. Answers with its id. */
export async function county(bank: TestBank): Promise<string> {
  const nation = await mustTell(bank.steward, change("createArea", "area { id }"), {
    kind: "NATION",
    name: "England",
    code: "E92000001",
  });
  const area = await mustTell(bank.steward, change("createArea", "area { id }"), {
    kind: "LOCAL_AUTHORITY",
    name: "Marlshire",
    code: "E10999999",
    parentId: textAt(nation, "createArea.area.id"),
  });
  return textAt(area, "createArea.area.id");
}

/** A hub whose broker is the persona named. Answers with its id. */
export async function hub(
  bank: TestBank,
  wish: { readonly areaId: string; readonly code: string; readonly broker: string },
): Promise<string> {
  const { areaId, code, broker } = wish;
  const data = await mustTell(bank.steward, change("createHub", "hub { id }"), {
    areaId,
    name: `Hub ${code}`,
    code,
  });
  const scopeId = textAt(data, "createHub.hub.id");
  await giveRole(bank, await person(bank, broker), { role: "BROKER", scopeId });
  return scopeId;
}
