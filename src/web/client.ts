import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generate } from "@graphql-codegen/cli";
import { type GraphQLSchema, introspectionFromSchema, parse, printSchema } from "graphql";
import { nameOf, type Step, stories } from "./stories/index.ts";

/** What a client program is made from, as a package ready to be published. */
export async function writeClient(folder: string, schema: GraphQLSchema): Promise<void> {
  const { version, license } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
  );
  const steps = stories.flatMap((story) => story.steps);
  const operations = steps.map((step) => [`operations/${nameOf(step)}.graphql`, textOf(step)]);
  const files: { readonly [name: string]: string } = {
    "package.json": `${JSON.stringify({ ...manifest, version, license }, null, 2)}\n`,
    "README.md": readmeOf(version),
    "schema.graphql": `${printSchema(schema)}\n`,
    "introspection.json": `${JSON.stringify(introspectionFromSchema(schema))}\n`,
    "index.js": steps.map(inJavaScript).join(""),
    ...(await typesOf(schema, steps)),
    ...Object.fromEntries(operations),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const textOf = (step: Step) => `# ${step.says}\n${step.does.trim()}\n`;

const inJavaScript = (step: Step) =>
  `export const ${nameOf(step)}Document = ${JSON.stringify(parse(step.does, { noLocation: true }))};\n`;

/** Types of the whole schema, and of each operation with what it is sent and answered. */
async function typesOf(schema: GraphQLSchema, steps: readonly Step[]) {
  const config = {
    ...{ enumsAsTypes: true, useTypeImports: true, immutableTypes: true },
    scalars: { ID: "string", DateTime: "string", Date: "string" },
  };
  const documents = steps.map(({ does }) => does).join("\n");
  const made: readonly { readonly filename: string; readonly content: string }[] = await generate(
    {
      ...{ schema: printSchema(schema), documents, silent: true, config },
      generates: {
        "types.d.ts": { plugins: ["typescript"] },
        "index.d.ts": { plugins: ["typescript-operations"] },
      },
    },
    false,
  );
  const [types = "", index = ""] = ["types.d.ts", "index.d.ts"].map(
    (name) => made.find(({ filename }) => filename.endsWith(name))?.content,
  );
  const declared = steps.map(declaration).join("");
  return { "types.d.ts": types, "index.d.ts": `${documentType}${index}\n${declared}` };
}

const documentType =
  'import type { TypedDocumentNode } from "@graphql-typed-document-node/core";\n\n';

function declaration(step: Step): string {
  const name = nameOf(step);
  const type = `${name}${/^\s*mutation/.test(step.does) ? "Mutation" : "Query"}`;
  return `export declare const ${name}Document: TypedDocumentNode<${type}, ${type}Variables>;\n`;
}

const manifest = {
  name: "@corehours/schema",
  description: "The schema of Corehours, its types, and operations to begin with.",
  type: "module",
  files: [
    ...["index.js", "index.d.ts", "types.d.ts"],
    ...["schema.graphql", "introspection.json", "operations"],
  ],
  exports: {
    ".": { types: "./index.d.ts", default: "./index.js" },
    "./types": { types: "./types.d.ts" },
    "./schema.graphql": "./schema.graphql",
    "./introspection.json": "./introspection.json",
    "./operations/*": "./operations/*",
  },
  dependencies: { "@graphql-typed-document-node/core": "^3.2.0" },
  peerDependencies: { graphql: ">=16" },
};

const readmeOf = (version: string): string => `# The schema of Corehours

- \`schema.graphql\`: the whole schema, with every description. Point your code generator at it.
- \`introspection.json\`: the same as an answer to an introspection query, for tools that want that.
- \`operations/\`: operations that work against the demo, to begin with.

Made by \`npm run build\` in Corehours. \`npm pack ./dist/client\` there makes one file of it; in your own program:

\`\`\`sh
npm install PATH/TO/corehours-schema-${version}.tgz graphql
\`\`\`

The same operations with their types, for any client that takes typed documents (urql, Apollo and others):

\`\`\`ts
import { ProposeDocument, type ProposeMutation } from "@corehours/schema";
import type { ErrorCode } from "@corehours/schema/types";
\`\`\`
`;
