import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

/** A request that is broken, not refused: answered as an error at the top of the response. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** A list field's paging arguments as GraphQL gives them. */
export type PageArgs = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** What to fetch for one page: walk from `after` on, at most `limit` rows. */
export type PageWalk = {
  readonly after?: string;
  /** Against the list's own order. */
  readonly backwards: boolean;
  readonly limit: number;
};

/** A row and its place in the list's order: text that `PageWalk.after` can go on from. */
export type Row<Node> = { readonly node: Node; readonly place: string };

export type Connection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

const defaultRows = 20;
const mostRows = 100;

type Asking = {
  readonly viewer: { readonly personId?: string; readonly login?: string };
  readonly cursorSecret: string;
};

/**
 * One page of a list, as Relay's connection specification describes it.
 *
 * `list` names the list with everything that selects its rows (the field, the hub, every filter):
 * a cursor is sealed for that list and this viewer, and opens for no other. `fetch` is asked for
 * one row more than the page holds, to know whether more follow.
 */
export async function connection<Node>(
  asking: Asking,
  { list, args }: { readonly list: string; readonly args: PageArgs },
  fetch: (walk: PageWalk) => Promise<readonly Row<Node>[]>,
): Promise<Connection<Node>> {
  const { size, backwards, cursor } = readArgs(args);
  const seal = sealFor(asking, list);
  const after = cursor === undefined ? undefined : seal.open(cursor);
  const found = await fetch({
    backwards,
    limit: size + 1,
    ...(after === undefined ? {} : { after }),
  });
  const rows = backwards ? found.slice(0, size).reverse() : found.slice(0, size);
  const more = found.length > size;
  const edges = rows.map((row) => ({ cursor: seal.close(row.place), node: row.node }));
  return {
    edges,
    nodes: rows.map((row) => row.node),
    pageInfo: {
      hasNextPage: backwards ? after !== undefined : more,
      hasPreviousPage: backwards ? more : after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function readArgs(args: PageArgs) {
  const { first, after, last, before } = args;
  const backwards = last !== undefined && last !== null;
  if (backwards && first !== undefined && first !== null) {
    throw new BadRequest("first and last were both given.", "Give one of them.");
  }
  if (backwards ? isSaid(after) : isSaid(before)) {
    throw new BadRequest(
      "This cursor does not fit the direction.",
      "Use first with after, or last with before.",
    );
  }
  const size = (backwards ? last : first) ?? defaultRows;
  if (size < 1 || size > mostRows) {
    throw new BadRequest(
      `A page cannot have ${size} rows.`,
      `Ask for 1 to ${mostRows}, then use the cursor for the next page.`,
    );
  }
  return { size, backwards, cursor: (backwards ? before : after) ?? undefined };
}

const isSaid = (value: unknown) => value !== undefined && value !== null;

/** Bytes of the initialisation vector and of the tag in front of the sealed text. */
const ivBytes = 12;
const tagBytes = 16;

/**
 * Sealing hides the place (it can hold ids and dates) and makes forging as hard as the cipher.
 * The initialisation vector is a hash of what is sealed, so the same row has the same cursor.
 */
export function sealFor(asking: Asking, list: string) {
  const key = createHash("sha256").update(asking.cursorSecret).digest();
  const bound = Buffer.from(
    `${list}\u0000${asking.viewer.personId ?? asking.viewer.login ?? "anonymous"}`,
  );
  return {
    close(place: string): string {
      const iv = createHash("sha256")
        .update(Buffer.concat([key, bound, Buffer.from(place)]))
        .digest()
        .subarray(0, ivBytes);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bound);
      const text = Buffer.concat([cipher.update(place, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url");
    },
    open(cursor: string): string {
      const bytes = Buffer.from(cursor, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes))
          .setAAD(bound)
          .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const text = decipher.update(bytes.subarray(ivBytes + tagBytes));
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        throw new BadRequest(
          "This cursor does not belong to this list.",
          "Start again without a cursor, and keep the filters the same from page to page.",
        );
      }
    },
  };
}
