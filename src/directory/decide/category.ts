import { type Refusal, refuse } from "../../kernel/index.ts";
import type { Category, CreateCategory } from "../model/index.ts";

/** Deep enough for any catalogue of help, and short enough to travel in an index line. */
const mostLevels = 6;

/** What a new category takes from where it stands; whatever lies under a regulated one is too. */
export function grow(
  parent: Category | undefined,
  wish: Pick<CreateCategory, "name" | "slug" | "hubId" | "regulated" | "essential">,
):
  | Pick<Category, "name" | "slug" | "path" | "parentId" | "hubId" | "regulated" | "essential">
  | Refusal<"CATEGORY_CANNOT_GROW"> {
  if (parent?.hubId !== undefined) {
    return cannotGrow("This category belongs to one hub, so nothing can be put under it.");
  }
  if (parent && parent.path.length >= mostLevels) {
    return cannotGrow("The tree of categories is already six levels deep here.");
  }
  return {
    name: wish.name,
    slug: wish.slug,
    path: [...(parent?.path ?? []), wish.slug],
    ...(parent ? { parentId: parent.id } : {}),
    ...(wish.hubId === undefined ? {} : { hubId: wish.hubId }),
    regulated: wish.regulated || parent?.regulated === true,
    essential: wish.essential,
  };
}

const cannotGrow = (message: string) =>
  refuse("CATEGORY_CANNOT_GROW", message, "Choose a category higher up as the parent.", "parentId");

export const slugTaken = (): Refusal<"SLUG_TAKEN"> =>
  refuse(
    "SLUG_TAKEN",
    "Another category already has this short name.",
    "Use that category, or choose another slug.",
    "slug",
  );
