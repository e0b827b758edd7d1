import { writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { withoutDeadWeight } from "./dead-weight.ts";
import { shapesWhenNeeded } from "./shapes-when-needed.ts";

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));

/** The entries of `functions/` that are deployed. */
export type Entry = (typeof entries)[number];
const entries = ["graphql", "schedule", "stream", "webhook"] as const;

export const entryNamed = (name: string): Entry | undefined =>
  entries.find((entry) => entry === name);

/** What a bundle is made of: bytes by file, as esbuild tells them. */
export type Bundle = {
  readonly bytes: number;
  readonly inputs: Metafile["outputs"][string]["inputs"];
};

/**
 * One function as it is deployed: `index.mjs`, which Lambda loads, `main.cjs` with everything in
 * it, packages too, and words that are read when somebody asks for them. What is tested and
 * measured is what runs, because everybody makes it here.
 *
 * No name is kept and no map travels along: a place in a fault's stack is looked up in the map that
 * `map` asks for, which anybody can make again from the same commit.
 */
export async function bundle(
  entry: Entry,
  folder: string,
  { map = false }: { readonly map?: boolean } = {},
): Promise<Bundle> {
  const { metafile } = await build({
    ...common,
    entryPoints: { main: pathOf(`../../functions/${entry}.ts`) },
    outdir: folder,
    // Written down as the function that the loader calls, so that nobody has to copy it into one.
    banner: { js: "(function (exports, require, module) {" },
    footer: { js: "})" },
    plugins: [withoutDeadWeight, builtinsWithoutImport, wordsApart, shapesWhenNeeded],
    sourcemap: map ? "external" : false,
    sourcesContent: false,
    metafile: true,
  });
  if (entry === "graphql") {
    const words = pathOf("../../src/graphql/generated/descriptions.ts");
    await build({ ...common, entryPoints: { descriptions: words }, outdir: folder });
  }
  writeFileSync(join(folder, "index.mjs"), await loader());
  const made = Object.entries(metafile.outputs).find(([name]) => name.endsWith("main.cjs"))?.[1];
  return { bytes: made?.bytes ?? 0, inputs: made?.inputs ?? {} };
}

const common = {
  bundle: true,
  platform: "node",
  // A script and not a module, because only a script can bring along what was compiled of it.
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  target: "node24",
  minify: true,
  // Without these Apollo and zod are bundled twice, once as modules and once as CommonJS.
  conditions: ["module", "import", "node"],
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  logLevel: "error",
  absWorkingDir: pathOf("../.."),
} satisfies BuildOptions;

/** The file that Lambda loads is our own, made small. */
async function loader(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [pathOf("../../functions/loader.ts")],
    format: "esm",
    target: "node24",
    minify: true,
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** An `import` of a builtin would load it, and what it needs, even where it is never used. */
const builtinsWithoutImport: Plugin = {
  name: "builtins-without-import",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z_:/0-9]+$/ }, ({ path, kind }) =>
      kind !== "entry-point" && isBuiltin(path) ? { path, namespace: "builtin" } : undefined,
    );
    onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/** The schema's words are most of the schema, and no answer but one about the schema needs them. */
const wordsApart: Plugin = {
  name: "words-apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/generated\/descriptions\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./descriptions.cjs", external: true },
    );
  },
};
