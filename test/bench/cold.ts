import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openColdWorld, startCold } from "../../infra/bundling/cold-world.ts";
import { bundle } from "../../infra/bundling/index.ts";
import { median, millisOf, rounded } from "./stats.ts";

const rounds = 15;

/**
 * From nothing to the first answer with data: a process that loads the deployed graphql function
 * and asks it for a member's hub and balance, beside a process that does nothing. Each kind in
 * turn, so that all of them see the same machine.
 */
export async function showColdStart(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "corehours-cold-"));
  const [plain, kept] = [join(folder, "plain"), join(folder, "kept")];
  const world = await openColdWorld();
  const { bytes } = await bundle("graphql", plain);
  await bundle("graphql", kept);
  await startCold(kept, world, { keep: true });
  const kinds = {
    "node -e 0": () => promisify(execFile)(process.execPath, ["-e", "0"]),
    "first answer, nothing compiled before": () => startCold(plain, world),
    "first answer, with what was compiled": () => startCold(kept, world),
  };
  const millis = new Map(Object.keys(kinds).map((kind): [string, number[]] => [kind, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [kind, start] of Object.entries(kinds))
      millis.get(kind)?.push(await millisOf(start));
  }
  await world.stop();
  await rm(folder, { recursive: true });
  const bare = median(millis.get("node -e 0") ?? []);
  console.log(
    `A cold start of the graphql function, ${Math.round(bytes / 1000)} KB: from nothing to the first answer.`,
  );
  console.table(
    [...millis].map(([kind, all]) => ({
      kind,
      "median ms": rounded(median(all), 0),
      "times bare node": rounded(median(all) / bare),
    })),
  );
}
