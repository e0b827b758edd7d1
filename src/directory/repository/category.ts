import type { PageWalk, Row } from "../../kernel/index.ts";
import { create, rowsOf, type Table, type Write } from "../../table/index.ts";
import { Category, fold } from "../model/index.ts";

const keyOf = (id: string) => ({ pk: id, sk: "CATEGORY" });
const slugKey = (slug: string) => ({ pk: `SLUG#${slug}`, sk: "SLUG" });
const below = (parentId: string | undefined) => `CATEGORIES#${parentId ?? "TOP"}`;

export async function findCategory(table: Table, id: string): Promise<Category | undefined> {
  const item = await table.get(keyOf(id));
  return item && Category.parse(item);
}

export async function findCategoryBySlug(
  table: Table,
  slug: string,
): Promise<Category | undefined> {
  const guard = await table.get(slugKey(slug));
  return guard && findCategory(table, String(guard["categoryId"]));
}

/** A new category, and the guard that its slug is used once. */
export const addCategory = (category: Category): readonly Write[] => [
  create({
    ...keyOf(category.id),
    ...category,
    i1pk: below(category.parentId),
    i1sk: `${fold(category.name).join(" ")}#${category.id.slice(4, 10)}`,
  }),
  create({ ...slugKey(category.slug), categoryId: category.id, version: 1 }),
];

/** Categories right below one, by name; the top of the tree when none is given. */
export const categoriesBelow = (
  table: Table,
  parentId: string | undefined,
  walk: PageWalk,
): Promise<readonly Row<Category>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: below(parentId) }, (item) => Category.parse(item));
