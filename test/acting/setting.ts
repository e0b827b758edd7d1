import { idOf, must, type Setting } from "../exchanges/setting.ts";
import { at, codesOf, type Json, newRequestKey, type TestBank, textAt } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };

export const said = {
  channel: "PHONE",
  note: "Yes please, said Nadia.",
  readBack: true,
  slip: "SLIP-0042",
};
export const objected = { channel: "PHONE", note: "No, I never wanted that.", readBack: true };

const recordFields = `id kind by as madeAt channel note readBack slip objectUntil mayObject
  howToObject actingFor { partyId name } listing { id status } exchange { id status } series { id status }
  objection { by as reason channel note outcome reversalId }`;

/** Another broker of Brackenford, who hears what Priya wrote down wrongly. */
export async function secondBroker({ bank, bra }: Setting): Promise<string> {
  const personId = textAt(
    await bank.as("bela").must(
      `mutation ($input: RegisterPersonInput!) {
        registerPerson(input: $input) { person { id } userErrors { code } }
      }`,
      {
        input: {
          firstName: "Bela",
          lastName: "Test",
          bornOn: "1980-01-01",
          idempotencyKey: newRequestKey(),
        },
      },
    ),
    "registerPerson.person.id",
  );
  await bank.steward.must(
    `mutation ($input: GrantRoleInput!) {
      grantRole(input: $input) { role { id } userErrors { code } }
    }`,
    {
      input: {
        personId,
        role: "BROKER",
        scopeId: bra,
        reason: "Helps out.",
        idempotencyKey: newRequestKey(),
      },
    },
  );
  return "bela";
}

export async function records(bank: TestBank, persona: string, memberId: string): Promise<Json> {
  const answer = await bank.as(persona).must(
    `query ($memberId: ID!) {
      recordsMadeFor(memberId: $memberId, first: 20) { nodes { ${recordFields} } }
    }`,
    { memberId },
  );
  return at(answer, "recordsMadeFor.nodes") ?? at(answer, "recordsMadeFor");
}

/** The newest record of a member. */
export async function newest(bank: TestBank, persona: string, memberId: string): Promise<Json> {
  return at(await records(bank, persona, memberId), "0");
}

const objecting = `mutation ($input: ObjectToRecordInput!) {
  objectToRecord(input: $input) {
    record { ${recordFields} version } replayed userErrors { code message remedy }
  }
}`;

/** Objects, and answers with the codes of the refusal and the record. */
export async function object(bank: TestBank, persona: string, input: Input) {
  const answer = await bank.as(persona).ask(objecting, {
    input: { idempotencyKey: newRequestKey(), ...input },
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  const done = answer.data?.["objectToRecord"];
  return {
    codes: codesOf(answer),
    record: at(done, "record"),
    replayed: at(done, "replayed"),
  };
}

/** Later by a minute, so that what is done next is the newest. */
export function tick(bank: TestBank): string {
  bank.at(new Date(Date.parse(bank.now()) + 60_000).toISOString());
  return bank.now();
}

/** Priya writes down that Nadia says yes to help by Grace; answers with the exchange's id. */
export async function heardYes(its: Setting, minutes = 60): Promise<string> {
  const wish = { providerId: its.grace, recipientIds: [its.nadia], minutes, what: "Reading" };
  const exchangeId = idOf(await must(its.bank, "grace", ["proposeExchange", wish]));
  tick(its.bank);
  const yes = { exchangeId, version: 1, onBehalfOfId: its.nadia, spoken: said };
  await must(its.bank, "priya", ["agreeExchange", yes]);
  return exchangeId;
}

/** The same, delivered, and confirmed by what Nadia said on the phone. */
export async function heardConfirmation(its: Setting, minutes = 60): Promise<string> {
  const exchangeId = await heardYes(its, minutes);
  const happenedOn = its.bank.now().slice(0, 10);
  await must(its.bank, "grace", ["markDelivered", { exchangeId, minutes, happenedOn }]);
  tick(its.bank);
  const heard = { exchangeId, minutes, onBehalfOfId: its.nadia, spoken: said };
  await must(its.bank, "priya", ["confirmExchange", heard]);
  return exchangeId;
}
