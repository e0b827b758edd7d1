// Lints schema/*.graphql and nothing else; Biome has the code. All recommended and all Relay rules
// are on. What is switched off or loosened says why.
import graphql from "@graphql-eslint/eslint-plugin";

const { "flat/schema-recommended": recommended, "flat/schema-relay": relay } = graphql.configs;

export default [
  {
    files: ["schema/*.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "schema/*.graphql" } },
    },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" },
    rules: {
      ...recommended.rules,
      ...relay.rules,
      // Layout only: a short sentence stands on one line, a long one in a block.
      "@graphql-eslint/description-style": "off",
      // It has no exceptions and takes `Me.memberships` for a field that repeats its type's name.
      "@graphql-eslint/no-typename-prefix": "off",
      // Payloads, totals, limits and reasons are values: nothing to fetch again, so nothing to name.
      "@graphql-eslint/strict-id-in-types": "off",
      "@graphql-eslint/relay-edge-types": [
        "error",
        {
          withEdgeSuffix: true,
          // A list that cannot grow is a plain one that says its bound; a test of ours sees to it.
          listTypeCanWrapOnlyEdgeType: false,
          // A line of a statement or a version of a policy is read with its list and never alone.
          shouldImplementNode: false,
        },
      ],
    },
  },
];
