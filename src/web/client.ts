import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GraphQLSchema, introspectionFromSchema, printSchema } from "graphql";
import { nameOf, stories } from "./stories/index.ts";

/** What a client program is made from, as a package ready to be published. */
export function writeClient(folder: string, schema: GraphQLSchema): void {
  const { version, license } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
  );
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "operations"), { recursive: true });
  write("package.json", `${JSON.stringify({ ...manifest, version, license }, null, 2)}\n`);
  write("README.md", readme);
  write("schema.graphql", `${printSchema(schema)}\n`);
  write("introspection.json", `${JSON.stringify(introspectionFromSchema(schema))}\n`);
  for (const step of stories.flatMap(({ steps }) => steps)) {
    write(`operations/${nameOf(step)}.graphql`, `# ${step.says}\n${step.does.trim()}\n`);
  }
}

const manifest = {
  name: "@corehours/schema",
  description: "The schema of Corehours, and operations to begin with.",
  type: "module",
  files: ["schema.graphql", "introspection.json", "operations"],
  exports: {
    "./schema.graphql": "./schema.graphql",
    "./introspection.json": "./introspection.json",
    "./operations/*": "./operations/*",
  },
};

const readme = `# The schema of Corehours

- \`schema.graphql\`: the whole schema, with every description. Point your code generator at it.
- \`introspection.json\`: the same as an answer to an introspection query, for tools that want that.
- \`operations/\`: operations that work against the demo, to begin with.
`;
