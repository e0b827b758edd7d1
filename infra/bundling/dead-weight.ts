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
  // It would look whether this is graphql 17, and so keep all of graphql from being shaken.
  {
    filter: /\/incrementalDeliveryPolyfill\.js$/,
    by: `import { execute } from "graphql";
      export const executeIncrementally = async ({
        useLegacyIncremental, legacyExperimentalExecuteIncrementally, ...args
      }) => execute(args);`,
  },
  // Parsed documents are all that Apollo keeps; that what was asked last stays is enough.
  {
    filter: /^@apollo\/utils\.keyvaluecache$/,
    by: `export class InMemoryLRUCache {
      kept = new Map();
      async get(key) {
        const found = this.kept.get(key);
        if (found !== undefined) this.kept.delete(key), this.kept.set(key, found);
        return found;
      }
      async set(key, value) {
        this.kept.delete(key);
        this.kept.set(key, value);
        if (this.kept.size > 100) this.kept.delete(this.kept.keys().next().value);
      }
    }
    export class PrefixingKeyValueCache { constructor() { ${never("Persisted queries")} } }`,
  },
  // What is negotiated is the media type alone.
  {
    filter: /^\.\/lib\/(charset|encoding|language)$/,
    from: /\/negotiator\//,
    by: `module.exports = () => { ${never("Negotiating this")} };`,
  },
  // The schema is taken as valid, as a test says whether it is, and none is ever read or printed.
  {
    filter: /\/type\/validate\.mjs$/,
    from: /\/graphql\//,
    by: "export const validateSchema = () => [], assertValidSchema = () => {};",
  },
  {
    filter: /^\.\/validate\.mjs$/,
    from: /\/graphql\/type\//,
    by: "export const validateSchema = () => [], assertValidSchema = () => {};",
  },
  {
    filter: /\/printSchema\.mjs$/,
    from: /\/graphql\//,
    by: `export const printSchema = () => { ${never("Printing SDL")} }, printType = printSchema,
      printIntrospectionSchema = printSchema;`,
  },
  {
    filter:
      /\/(LoneSchemaDefinition|PossibleTypeExtensions|Unique(ArgumentDefinitionNames|DirectiveNames|EnumValueNames|FieldDefinitionNames|OperationTypes|TypeNames))Rule\.mjs$/,
    from: /\/graphql\//,
    by: `export const LoneSchemaDefinitionRule = () => { ${never("A rule for SDL")} },
      PossibleTypeExtensionsRule = LoneSchemaDefinitionRule,
      UniqueArgumentDefinitionNamesRule = LoneSchemaDefinitionRule,
      UniqueDirectiveNamesRule = LoneSchemaDefinitionRule,
      UniqueEnumValueNamesRule = LoneSchemaDefinitionRule,
      UniqueFieldDefinitionNamesRule = LoneSchemaDefinitionRule,
      UniqueOperationTypesRule = LoneSchemaDefinitionRule,
      UniqueTypeNamesRule = LoneSchemaDefinitionRule;`,
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
  // Nor are there files in a home folder with settings for it.
  {
    filter: /\/loadSharedConfigFiles$/,
    from: /\/fromSharedConfigFiles\.js$/,
    by: "export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });",
  },
  // The table answers nothing as a stream of events, and S3 asks for those by itself.
  {
    filter: /^@smithy\/core\/event-streams$/,
    from: /\/HttpProtocol\.js$/,
    by: never("A stream of events"),
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
