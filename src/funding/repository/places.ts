import type { Row } from "../../kernel/index.ts";
import type { IndexLine, Item, Table } from "../../table/index.ts";

/** A page of a list kept in an index. */
export type Place = {
  readonly after?: string;
  readonly backwards: boolean;
  readonly limit: number;
};

/** Orders a list by time. A few letters of the id keep two of one moment apart. */
export const placeOf = (act: { readonly id: string; readonly createdAt: string }): string =>
  `${act.createdAt}#${act.id.slice(4, 10)}`;

/** The things at these lines, read together from the base table. */
export async function nodesOf<Node>(
  table: Table,
  lines: readonly IndexLine[],
  read: (item: Item) => Node,
): Promise<readonly Row<Node>[]> {
  const items = await Promise.all(lines.map(({ pk, sk }) => table.get({ pk, sk })));
  return lines.flatMap(({ indexSk }, at) => {
    const item = items[at];
    return item ? [{ node: read(item), place: indexSk }] : [];
  });
}
