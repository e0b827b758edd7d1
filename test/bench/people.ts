import { loadMadeUp } from "../../infra/local/generate.ts";
import { makeUp } from "../../infra/local/made-up.ts";
import { type Bank, now } from "./bank.ts";

export type Persona = { readonly persona: string; readonly id: string; readonly hubId: string };
export type People = {
  readonly hubs: readonly { readonly broker: string; readonly members: readonly Persona[] }[];
};

/** Hubs with members who have nothing in hand yet. */
export async function moveIn(
  bank: Bank,
  size: { readonly hubs: number; readonly members: number },
): Promise<People> {
  const community = makeUp({ ...size, exchanges: 0, seed: 1 });
  await loadMadeUp(bank.story, community, () => undefined);
  return meet(bank, size);
}

/** The same people again, on a bank that began with a copy of where they moved in. */
export async function meet(
  bank: Bank,
  size: { readonly hubs: number; readonly members: number },
): Promise<People> {
  const community = makeUp({ ...size, exchanges: 0, seed: 1 });
  const hubs = await Promise.all(
    community.hubs.map(async ({ broker, members }) => ({
      broker,
      members: await Promise.all(members.map(({ persona }) => whoIs(bank, persona))),
    })),
  );
  return { hubs };
}

async function whoIs(bank: Bank, persona: string): Promise<Persona> {
  const { data } = await bank.ask(persona, "{ me { memberships { id hub { id } } } }");
  const [membership] = Object(data?.["me"]).memberships;
  return { persona, id: String(membership.id), hubId: String(membership.hub.id) };
}

/** Lets the first two hubs share hours. */
export async function link(bank: Bank, { hubs }: People): Promise<void> {
  const [one, other] = hubs;
  const [hubId, partnerHubId] = [one?.members[0]?.hubId, other?.members[0]?.hubId];
  const agreement = async (persona: string, name: string, input: object) => {
    const document = `mutation($input: ${name}Input!) {
      answer: ${name.charAt(0).toLowerCase()}${name.slice(1)}(input: $input) {
        agreement { id } userErrors { code message }
      }
    }`;
    const key = { idempotencyKey: `bench-${name}` };
    const { data } = await bank.story.call(persona, now, document, { input: { ...input, ...key } });
    return String(Object(data?.["answer"]).agreement.id);
  };
  const wish = { hubId, partnerHubId, limitMinutes: 12_000 };
  const agreementId = await agreement(one?.broker ?? "", "ProposeInterHub", wish);
  await agreement(other?.broker ?? "", "AgreeInterHub", { agreementId, version: 1 });
}
