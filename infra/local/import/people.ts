import * as z from "zod";
import type { Ask } from "../asking.ts";
import type { Problem } from "./csv.ts";
import type { Everything } from "./read.ts";
import { keyOf, noAnswer, refusalOf } from "./service.ts";
import type { HoursRow, MemberRow } from "./tables.ts";

/* Who is in the hub already, and which rows an earlier run has brought in. */

const Page = z.object({
  members: z.object({
    nodes: z.array(
      z.object({
        ...{ id: z.string(), status: z.string() },
        ...{ firstName: z.string(), lastName: z.string(), bornOn: z.string() },
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

type Named = Pick<MemberRow, "firstName" | "lastName" | "bornOn">;

/** The same name and day of birth is one person. */
export const personIn = ({ firstName, lastName, bornOn }: Named): string =>
  [firstName, lastName, bornOn].join("|").toLowerCase();

/** The ids of everybody in the hub, by who they are. Who has left may come again. */
async function peopleThere(ask: Ask, hubId: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let after: string | undefined;
  do {
    const said = await ask(
      `query ($hubId: ID!, $after: String) {
        members(hubId: $hubId, first: 100, after: $after) {
          nodes { id status firstName lastName bornOn } pageInfo { hasNextPage endCursor }
        }
      }`,
      { hubId, after },
    );
    const page = Page.safeParse(said.data);
    if (!page.success) throw noAnswer(said);
    const { nodes, pageInfo } = page.data.members;
    for (const one of nodes) if (one.status !== "LEFT") found.set(personIn(one), one.id);
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found;
}

/** What of the files is there already. */
export type There = {
  /** The ids of members of the file whom an earlier run brought in, by their refs. */
  readonly ids: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
};

/** Whoever is in the hub already is a problem, unless it was this very row that brought them in. */
export async function alreadyThere(
  all: Everything,
  { ask, hubId }: { readonly ask: Ask; readonly hubId: string },
): Promise<There> {
  const ids = new Map<string, string>();
  const problems: Problem[] = [];
  if (all.members.length === 0) return { ids, problems };
  const people = await peopleThere(ask, hubId);
  for (const { row, ...at } of all.members) {
    const id = people.get(personIn(row));
    if (id === undefined) continue;
    if (await wasEntered(ask, hubId, row)) ids.set(row.ref, id);
    else problems.push({ ...at, column: "lastName", message: isThere(row, id) });
  }
  return { ids, problems };
}

const isThere = ({ firstName, lastName }: Named, id: string) =>
  `${firstName} ${lastName}, born that day, is in the hub already. Take this row out, and in the other files name them by their id: ${id}`;

/*
 * Was a row done by an earlier run? Its key tells, sent with something that cannot be: keys are
 * looked at before that, and nothing can come of it.
 */
const wasUsed = (code: string | undefined): boolean => code === "IDEMPOTENCY_KEY_REUSED";

async function wasEntered(ask: Ask, hubId: string, row: MemberRow): Promise<boolean> {
  const { firstName, lastName, channel, consentNote } = row;
  const idempotencyKey = keyOf(hubId, "members", row.ref, "registerAssisted", "");
  const bornOn = "2999-12-31";
  return wasUsed(
    await refusalOf(ask, {
      ...{ mutation: "registerAssisted", thing: "member" },
      input: { hubId, firstName, lastName, bornOn, channel, consentNote, idempotencyKey },
    }),
  );
}

/** Was help between these two proposed for this row? It is asked for with nobody but the helper. */
export async function wasProposed(
  ask: Ask,
  wish: { readonly hubId: string; readonly providerId: string; readonly row: HoursRow },
): Promise<boolean> {
  const { hubId, providerId, row } = wish;
  const idempotencyKey = keyOf(hubId, "hours", row.ref, "proposeExchange", "");
  const { minutes, what } = row;
  return wasUsed(
    await refusalOf(ask, {
      ...{ mutation: "proposeExchange", thing: "exchange" },
      input: { providerId, recipientIds: [providerId], minutes, what, idempotencyKey },
    }),
  );
}
