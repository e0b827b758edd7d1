import * as z from "zod";
import type { Ask } from "../asking.ts";
import { noAnswer } from "./service.ts";

/** What one member gave another, as the hub has it. */
export type Given = {
  readonly status: string;
  readonly minutes: number;
  readonly what: string;
  readonly happenedOn: string | null;
  readonly recipientIds: readonly string[];
};

/** All that a member gave or is to give, read once. */
export type GivenBy = (providerId: string) => Promise<readonly Given[]>;

const Exchanges = z.object({
  nodes: z.array(
    z.object({
      ...{ status: z.string(), minutes: z.int(), what: z.string() },
      happenedOn: z.string().nullable(),
      provider: z.object({ partyId: z.string() }),
      recipients: z.array(z.object({ partyId: z.string() })),
    }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

/** Null of somebody whose exchanges are not for this broker; the check of names tells of them. */
const Page = z.object({ exchanges: Exchanges.nullable() });

export function givenIn(ask: Ask): GivenBy {
  const known = new Map<string, Promise<readonly Given[]>>();
  return (providerId) => {
    const given = known.get(providerId) ?? allGivenBy(ask, providerId);
    known.set(providerId, given);
    return given;
  };
}

async function allGivenBy(ask: Ask, providerId: string): Promise<readonly Given[]> {
  const found: Given[] = [];
  let after: string | undefined;
  do {
    const said = await ask(
      `query ($partyId: ID!, $after: String) {
        exchanges(partyId: $partyId, first: 50, after: $after) {
          nodes { status minutes what happenedOn provider { partyId } recipients { partyId } }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      { partyId: providerId, after },
    );
    const page = Page.safeParse(said.data);
    if (!page.success) throw noAnswer(said);
    if (!page.data.exchanges) break;
    const { nodes, pageInfo } = page.data.exchanges;
    for (const { provider, recipients, ...help } of nodes) {
      if (provider.partyId !== providerId) continue;
      found.push({ ...help, recipientIds: recipients.map(({ partyId }) => partyId) });
    }
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found;
}
