import { invariant } from "../kernel/index.ts";
import { decodeFields, type Stored } from "./codec.ts";
import type { Item } from "./table.ts";

/** What a commit did to one item, as the table's stream tells it. */
export type Change = { readonly before?: Item; readonly after?: Item };

/** The images of a stream record, as this project's nouns are stored. */
export function changeOf(images: {
  readonly OldImage?: unknown;
  readonly NewImage?: unknown;
}): Change {
  const [before, after] = [itemIn(images.OldImage), itemIn(images.NewImage)];
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

function itemIn(image: unknown): Item | undefined {
  if (typeof image !== "object" || image === null) return undefined;
  const fields = decodeFields(image as Stored);
  const { pk, sk } = fields;
  invariant(typeof pk === "string" && typeof sk === "string", "an item has its keys");
  return { ...fields, pk, sk };
}
