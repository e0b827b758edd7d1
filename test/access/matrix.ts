import { join } from "node:path";
import { whatIsDone } from "./changing.ts";
import { whatIsRead } from "./reading.ts";
import type { Row } from "./table.ts";
import type { AccessTown } from "./town.ts";

/** The table that was reviewed. */
export const matrixFile = join(import.meta.dirname, "matrix.md");

/** What everybody reads and does in this town. */
export async function matrixOf(town: AccessTown): Promise<readonly Row[]> {
  const { rows } = await whatIsRead(town);
  return [...rows, ...(await whatIsDone(town))];
}
