import { openColdWorld, startCold } from "./cold-world.ts";
import { bundle, entryNamed } from "./index.ts";

/*
 * `node infra/bundling/main.ts graphql FOLDER` makes what is deployed as the graphql function.
 *
 * With `--compiled`, or by itself on the kind of machine that Lambda runs it on, it is started
 * once against the engine, and what V8 compiled meanwhile is kept beside it. On another
 * kind of machine that would be of no use. `--map` adds the map for places in the stack of a fault.
 */
const [name = "", folder = "", ...words] = process.argv.slice(2);
const entry = entryNamed(name);
if (entry === undefined || folder === "") {
  process.stderr.write(
    "Say which function, and into which folder: graphql dist/graphql [--compiled]\n",
  );
  process.exit(1);
}
await bundle(entry, folder, { map: words.includes("--map") });

const isLikeLambda = process.platform === "linux" && process.arch === "arm64";
if (entry === "graphql" && (isLikeLambda || words.includes("--compiled"))) await keepCompiled();

/** A start without it only takes longer, so whatever goes wrong here is told and passes. */
async function keepCompiled(): Promise<void> {
  try {
    const world = await openColdWorld();
    await startCold(folder, world, { keep: true }).finally(world.stop);
  } catch (error) {
    process.stderr.write(
      `What was compiled could not be kept, so cold starts take longer: ${error}\n`,
    );
  }
}
