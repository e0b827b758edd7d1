import { BadRequest } from "../../kernel/index.ts";

const defaultRows = 20;
const mostRows = 100;

/** How many rows a page holds, as every list of the service counts them. */
export function rowsAsked(first: number | null | undefined): number {
  const rows = first ?? defaultRows;
  if (rows >= 1 && rows <= mostRows) return rows;
  throw new BadRequest(
    `A page cannot have ${rows} rows.`,
    `Ask for 1 to ${mostRows}, then use the cursor for the next page.`,
  );
}
