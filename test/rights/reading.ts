import { change, mustTell } from "../federation/hubs.ts";
import { at, type Json, type TestBank } from "../support/api.ts";

const lineFields =
  "day readerName readAs what why isReasonGiven times firstAt lastAt wasInList" as const;

/** The log of reads about a member as somebody sees it, or null where they may not. */
export async function logSeenBy(
  bank: TestBank,
  persona: string,
  memberId?: string,
): Promise<readonly Json[] | null> {
  const data = await bank
    .as(persona)
    .must(
      `query ($id: ID) { dataAccessLog(memberId: $id, first: 100) { nodes { ${lineFields} } } }`,
      { id: memberId ?? null },
    );
  const nodes = at(data, "dataAccessLog.nodes");
  return Array.isArray(nodes) ? nodes : null;
}

/** Asks with a reason in the header. */
export async function askBecause(
  bank: TestBank,
  { persona, reason }: { readonly persona: string; readonly reason: string },
  wish: { readonly query: string; readonly variables: object },
): Promise<{ readonly status: number; readonly body: Json }> {
  const { status, body } = await bank.send({
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await bank.tokenFor(persona)}`,
      "corehours-reason": reason,
    },
    body: JSON.stringify(wish),
  });
  return { status, body: JSON.parse(body) };
}

/** Makes somebody safeguarding lead of a hub. */
export async function makeLead(bank: TestBank, persona: string, scopeId: string): Promise<void> {
  const who = { firstName: persona, lastName: "Test", bornOn: "1970-05-05" };
  const made = await mustTell(bank.as(persona), change("registerPerson", "person { id }"), who);
  const personId = at(made, "registerPerson.person.id");
  const role = { personId, role: "SAFEGUARDING_LEAD", scopeId, reason: "Keeps people safe." };
  await mustTell(bank.as("steward"), change("grantRole", ""), role);
}
