import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { printSchema } from "graphql";
import { build } from "vite";
import { writeClient } from "./client.ts";
import { readSchema, writeManual } from "./manual/index.ts";

/*
 * `npm run build`: all static pages, into `dist/web`. The folder holds everything they need and
 * can be served by anything that serves files. Beside it, in `dist/client`, what programs need.
 */
const here = import.meta.dirname;
const folder = join(here, "../../dist/web");
const manual = join(folder, "manual");

await build({ configFile: join(here, "vite.config.ts") });
mkdirSync(manual, { recursive: true });
writeManual(manual);
for (const name of ["page.css", "manual.css", "icon.svg"]) {
  copyFileSync(join(here, "styles", name), join(manual, name));
}
await bundle({
  entryPoints: [
    { in: join(here, "theme/switch.ts"), out: "theme" },
    { in: join(here, "manual/browser/search.ts"), out: "manual/search" },
  ],
  outdir: folder,
  ...{ bundle: true, minify: true, format: "iife", logLevel: "error" },
});
writeFileSync(join(folder, "schema.graphql"), `${printSchema(readSchema())}\n`);
writeFileSync(
  join(folder, "config.json"),
  `${JSON.stringify({ graphqlUrl: "/graphql", isDemo: false, canReset: false })}\n`,
);
const client = join(here, "../../dist/client");
rmSync(client, { recursive: true, force: true });
await writeClient(client, readSchema());
