import {
  type Connection,
  connection,
  firstOf,
  forbidden,
  idFor,
  isBroker,
  isRefusal,
  notFound,
  type PageArgs,
  type Refusal,
  replayOf,
  type Viewer,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { type Asked, byRequest } from "../../table/index.ts";
import { grow, slugTaken } from "../decide/index.ts";
import type { Category, CreateCategory } from "../model/index.ts";
import {
  addCategory,
  categoriesBelow,
  findCategory,
  findCategoryBySlug,
} from "../repository/index.ts";

/** The tree grows by a category: everybody's by a steward, a hub's own leaf by its broker. */
export const createCategory = (context: Context, input: CreateCategory) =>
  byRequest(context, { operation: "createCategory", input }, creating);

async function creating(context: Context, { input, request }: Asked<CreateCategory>) {
  const { table, viewer, now } = context;
  const id = idFor("cat", request);
  const [grounds, found, sameSlug] = await Promise.all([
    groundsFor(context, input),
    findCategory(table, id),
    findCategoryBySlug(table, input.slug),
  ]);
  if (isRefusal(grounds)) return grounds;
  if (!mayGrow(viewer, input.hubId)) return notAGardener();
  const replay = replayOf(found, request);
  if (replay) return replay;
  const grown = grow(grounds.parent, input);
  if (isRefusal(grown)) return grown;
  if (sameSlug) return slugTaken();
  const category: Category = {
    ...grown,
    id,
    createdAt: now,
    ...firstOf(request),
  };
  return { writes: addCategory(category), answer: { thing: category, replayed: false } };
}

/** What the wish names has to be there. */
async function groundsFor(
  { table }: Context,
  { parentId, hubId }: CreateCategory,
): Promise<{ readonly parent: Category | undefined } | Refusal<"NOT_FOUND">> {
  const [parent, hub] = await Promise.all([
    parentId === undefined ? undefined : findCategory(table, parentId),
    hubId === undefined ? undefined : findHub(table, hubId),
  ]);
  if (parentId !== undefined && !parent) return notFound("parentId");
  if (hubId !== undefined && !hub) return notFound("hubId");
  return { parent };
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
