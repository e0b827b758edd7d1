import {
  type Connection,
  callerOf,
  connection,
  forbidden,
  idFor,
  isBroker,
  isRefusal,
  isReplay,
  notFound,
  type PageArgs,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { grow, slugTaken } from "../decide/index.ts";
import type { Category, CreateCategory } from "../model/index.ts";
import {
  addCategory,
  categoriesBelow,
  findCategory,
  findCategoryBySlug,
} from "../repository/index.ts";

/** The tree grows by a category: everybody's by a steward, a hub's own leaf by its broker. */
export async function createCategory(context: Context, input: CreateCategory) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "createCategory", input);
  const id = idFor("cat", request);
  return attempt(table, async () => {
    const { parentId, hubId } = input;
    const [parent, hub, found, sameSlug] = await Promise.all([
      parentId === undefined ? undefined : findCategory(table, parentId),
      hubId === undefined ? undefined : findHub(table, hubId),
      findCategory(table, id),
      findCategoryBySlug(table, input.slug),
    ]);
    if (parentId !== undefined && !parent) return notFound("parentId");
    if (hubId !== undefined && !hub) return notFound("hubId");
    if (!mayGrow(viewer, hubId)) return notAGardener();
    if (found) {
      const replay = isReplay(found.receipts, request);
      if (isRefusal(replay)) return replay;
      return { answer: { thing: found, replayed: true } };
    }
    const grown = grow(parent, input);
    if (isRefusal(grown)) return grown;
    if (sameSlug) return slugTaken();
    const category: Category = {
      ...grown,
      id,
      createdAt: now,
      version: 1,
      receipts: withReceipt([], request),
    };
    return { writes: addCategory(category), answer: { thing: category, replayed: false } };
  });
}

const mayGrow = (viewer: Viewer, hubId: string | undefined) =>
  hubId === undefined ? isAnySteward(viewer) : isBroker(viewer, hubId) || isAnySteward(viewer);

/** The tree belongs to all areas together, so a steward of any of them may tend it. */
const isAnySteward = (viewer: Viewer) =>
  viewer.isFirstSteward || viewer.roles.some((held) => held.role === "STEWARD");

const notAGardener = () =>
  forbidden(
    "Only a steward can add a category for everybody.",
    "A broker can add one for their own hub. Ask your broker.",
  );

export const categoryById = (context: Context, id: string) => findCategory(context.table, id);

export const categoriesUnder = (
  context: Context,
  { parentId, args }: { readonly parentId: string | undefined; readonly args: PageArgs },
): Promise<Connection<Category>> =>
  connection(context, { list: `categories ${parentId ?? ""}`, args }, (walk) =>
    categoriesBelow(context.table, parentId, walk),
  );
