import { writeFile } from "node:fs/promises";
import { accessTown } from "../../access/town.ts";
import { stopTestEngine } from "../../support/engine.ts";
import { keptFile, recorded } from "../../support/stored.ts";

/* A part of `npm run keep-schema`: keeps what a release stores, for later ones to read. */

try {
  await writeFile(keptFile, `${JSON.stringify(await recorded(await accessTown()))}\n`);
  process.stdout.write("test/conformance/stored/released.json is what this release stores.\n");
} finally {
  await stopTestEngine();
}
