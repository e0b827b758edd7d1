import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { Ask, Said } from "../asking.ts";
import { CannotStart } from "../cannot-start.ts";

/** A no of the service, in its own words. */
export type Refused = {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly path: readonly string[];
};

export type Did =
  | { readonly id: string; readonly replayed: boolean }
  | { readonly refused: Refused };

const UserError = z.object({
  code: z.string(),
  message: z.string(),
  path: z.array(z.string()),
  remedy: z.string(),
});

const Payload = z.looseObject({ replayed: z.boolean(), userErrors: z.array(UserError) });

type Wish = {
  readonly mutation: string;
  readonly thing: string;
  readonly input: { readonly idempotencyKey: string; readonly [field: string]: unknown };
};

/** How often something is tried that many others change at that moment. */
const mostTries = 6;

/** Does one mutation, and reads the id of what came of it. */
export async function does(ask: Ask, wish: Wish): Promise<Did> {
  for (let tries = 1; ; tries++) {
    const did = await doesOnce(ask, wish);
    const isBusy = "refused" in did && did.refused.code === "BUSY_TRY_AGAIN";
    if (!isBusy || tries === mostTries) return did;
    await pause(250 * tries);
  }
}

async function doesOnce(ask: Ask, wish: Wish): Promise<Did> {
  const { mutation, thing, input } = wish;
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const said = await ask(
    `mutation ($input: ${type}!) {
      answer: ${mutation}(input: $input) {
        ${thing} { id } replayed userErrors { code message path remedy }
      }
    }`,
    { input },
  );
  const answer = Payload.safeParse(said.data?.["answer"]);
  if (!answer.success) throw noAnswer(said);
  const [no] = answer.data.userErrors;
  if (!no) return { id: String(Object(answer.data[thing]).id), replayed: answer.data.replayed };
  return { refused: no };
}

/**
 * The same row gets the same key on every run, so that the service finds what was done. A row that
 * was done and has been changed since is refused, and not done a second time.
 */
export function keyOf(...parts: readonly string[]): string {
  return `import-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}`;
}

/** The code of what the service says no to, when it does. */
export async function refusalOf(ask: Ask, wish: Wish): Promise<string | undefined> {
  const did = await does(ask, wish);
  return "refused" in did ? did.refused.code : undefined;
}

const most = z.int().nullable();
const periods = z.object({
  ...{ dayMinutes: most, weekMinutes: most, monthMinutes: most, yearMinutes: most },
});

const Hub = z.object({
  hub: z
    .object({
      name: z.string(),
      policy: z.object({
        stepMinutes: z.int(),
        longestExchangeMinutes: z.int(),
        latestEntryDays: z.int(),
        floorMinutes: z.int(),
        ceilingMinutes: z.int(),
        isCeilingHard: z.boolean(),
        leastGapMinutes: z.int(),
        givingLimits: periods,
        spendingLimits: periods,
      }),
    })
    .nullable(),
  members: z.object({ pageInfo: z.object({ hasNextPage: z.boolean() }) }).nullable(),
});

export type HubRules = NonNullable<z.output<typeof Hub>["hub"]>["policy"];

const limits = "{ dayMinutes weekMinutes monthMinutes yearMinutes }";

/** What the hub's policy says about hours; only for its broker, who alone may bring people in. */
export async function hubRules(ask: Ask, hubId: string): Promise<HubRules> {
  const said = await ask(
    `query ($hubId: ID!) {
      hub(id: $hubId) {
        name
        policy {
          stepMinutes longestExchangeMinutes latestEntryDays
          floorMinutes ceilingMinutes isCeilingHard leastGapMinutes
          givingLimits ${limits} spendingLimits ${limits}
        }
      }
      members(hubId: $hubId, first: 1) { pageInfo { hasNextPage } }
    }`,
    { hubId },
  );
  const answer = Hub.safeParse(said.data);
  if (answer.success && answer.data.hub && answer.data.members) return answer.data.hub.policy;
  if (said.error !== undefined) throw noAnswer(said);
  throw new CannotStart(
    "You are no broker of this hub, or there is no such hub.",
    "Be its broker, and check its id.",
  );
}

const Categories = z.object({
  categories: z.object({
    nodes: z.array(z.object({ id: z.string(), slug: z.string() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/** The ids of all kinds of help by their slugs, down the whole tree. */
export async function categoryIds(ask: Ask): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const open: (string | undefined)[] = [undefined];
  for (const parentId of open) {
    let after: string | undefined;
    do {
      const said = await ask(
        `query ($parentId: ID, $after: String) {
          categories(parentId: $parentId, first: 100, after: $after) {
            nodes { id slug } pageInfo { hasNextPage endCursor }
          }
        }`,
        { parentId, after },
      );
      const page = Categories.safeParse(said.data);
      if (!page.success) throw noAnswer(said);
      const { nodes, pageInfo } = page.data.categories;
      for (const { id, slug } of nodes) {
        found.set(slug, id);
        open.push(id);
      }
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    } while (after !== undefined);
  }
  return found;
}

const Member = z.object({ member: z.object({ status: z.string() }).nullable() });

/** Where a member of the hub is who is named by their id; nothing when there is none. */
export async function statusOf(ask: Ask, id: string): Promise<string | undefined> {
  const said = await ask("query ($id: ID!) { member(id: $id) { status } }", { id });
  const answer = Member.safeParse(said.data);
  if (answer.success) return answer.data.member?.status;
  throw noAnswer(said);
}

export const noAnswer = ({ error }: Said) =>
  new CannotStart(
    `The service says: ${error ?? "nothing that can be read."}`,
    "Mend that and start again: it goes on where it was.",
  );
