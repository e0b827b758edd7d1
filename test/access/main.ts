import { writeFile } from "node:fs/promises";
import { stopTestEngine } from "../support/engine.ts";
import { matrixFile, matrixOf } from "./matrix.ts";
import { render } from "./table.ts";
import { accessTown } from "./town.ts";

/* `npm run matrix`: asks as everybody and writes down who may read and do what. */

try {
  await writeFile(matrixFile, render(await matrixOf(await accessTown())));
  console.log("Written to test/access/matrix.md. Read what changed before you commit it.");
} finally {
  await stopTestEngine();
}
