import { type Json, newRequestKey, type TestBank } from "../support/api.ts";
import type { Setting } from "./town.ts";

export type Appointment = {
  readonly member: string;
  readonly helper: string;
  readonly scope: readonly string[];
  readonly kind?: string;
  readonly broker?: string;
};

const document = `mutation ($input: AppointSupporterInput!) {
  appointSupporter(input: $input) { member { id } userErrors { code message } }
}`;

export async function personIdOf(bank: TestBank, persona: string): Promise<string> {
  const answer = await bank.as(persona).must("{ me { person { id } } }");
  return JSON.parse(JSON.stringify(answer)).me.person.id;
}

/** A broker notes that somebody may act for a member. */
export async function appoint(
  { bank }: Pick<Setting, "bank">,
  { member, helper, scope, kind = "ATTORNEY", broker = "priya" }: Appointment,
): Promise<Json> {
  const isSupporter = kind === "SUPPORTER";
  return bank.as(broker).must(document, {
    input: {
      idempotencyKey: newRequestKey(),
      memberId: member,
      personId: await personIdOf(bank, helper),
      kind,
      scope,
      evidence: { seen: "Order 12-34", seenOn: bank.now().slice(0, 10), channel: "IN_PERSON" },
      ...(isSupporter
        ? {
            until: `${Number(bank.now().slice(0, 4))}-12-31`,
            spoken: { channel: "PHONE", note: "Yes, I want her help." },
          }
        : {}),
    },
  });
}
