import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

const never = (what: string) =>
  `throw new Error(${JSON.stringify(`${what} is not part of the bundle.`)});`;

/**
 * Parts of packages that no request of ours reaches, and what stands in for them. Each is here
 * because it was measured; the bundle itself is called by a test, which says if one is missed.
 */
const replaced: readonly {
  readonly filter: RegExp;
  readonly from?: RegExp;
  readonly by: string;
}[] = [
  // Apollo's own reports, pages and caching hints are switched off in `server.ts`.
  {
    filter:
      /\/plugin\/(cacheControl|inlineTrace|landingPage\/default|schemaReporting|usageReporting|disableSuggestions)\/index\.js$/,
    from: /@apollo\/server\//,
    by: never("This plugin of Apollo"),
  },
  { filter: /^@apollo\/usage-reporting-protobuf$/, by: "export const Trace = {};" },
  // The schema is given ready made, the log is ours, and hashes are Node's.
  {
    filter: /^@graphql-tools\/schema$/,
    by: `export const makeExecutableSchema = () => { ${never("Reading SDL")} };`,
  },
  { filter: /^loglevel$/, by: `export default { getLogger() { ${never("A log of its own")} } };` },
  {
    filter: /^@apollo\/utils\.createhash$/,
    by: 'export const createHash = process.getBuiltinModule("node:crypto").createHash;',
  },
  // It looks whether this is graphql 17, and so keeps all of graphql from being shaken.
  {
    filter: /^graphql$/,
    from: /incrementalDeliveryPolyfill\.js$/,
    by: 'export { execute } from "graphql/execution/execute.mjs";\nexport const version = "16";',
  },
  // Lambda puts credentials into the environment, so nothing has to go and look for them.
  {
    filter: /^@aws-sdk\/credential-provider-node$/,
    by: `export const defaultProvider = () => async () => {
      const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
      return {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
      };
    };`,
  },
  // Checksums that nobody asks for until an answer carries one.
  {
    filter: /^node:zlib$/,
    from: /@smithy\/core\//,
    by: 'export const crc32 = (...given) => process.getBuiltinModule("node:zlib").crc32(...given);',
  },
  // Tables have one endpoint, so there is none to be discovered and kept.
  { filter: /^@aws-sdk\/endpoint-cache$/, by: "export class EndpointCache {}" },
  // Nobody is told of our inputs as JSON Schema: the GraphQL schema says what they are.
  {
    filter: /\/json-schema-processors\.js$/,
    from: /\/zod\//,
    by: "export const allProcessors = {}, toJSONSchema = undefined;",
  },
  {
    filter: /\/to-json-schema\.js$/,
    from: /\/zod\//,
    by: `export const createToJSONSchemaMethod = () => () => { ${never("JSON Schema")} };
      export const createStandardJSONSchemaMethod = createToJSONSchemaMethod;`,
  },
  {
    filter: /\/(json-schema-generator|from-json-schema)\.js$/,
    from: /\/zod\//,
    by: "export const JSONSchemaGenerator = undefined, fromJSONSchema = undefined;",
  },
];

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Leaves out of packages what is never reached. */
export const withoutDeadWeight: Plugin = {
  name: "without-dead-weight",
  setup({ onResolve, onLoad }) {
    for (const [place, { filter, from, by }] of replaced.entries()) {
      onResolve({ filter }, ({ importer }) =>
        importer !== "" && (from === undefined || from.test(importer))
          ? { path: String(place), namespace: "replaced", pluginData: by }
          : undefined,
      );
    }
    onLoad({ filter: /./, namespace: "replaced" }, ({ pluginData }) => ({
      contents: pluginData,
      resolveDir: root,
    }));
  },
};
