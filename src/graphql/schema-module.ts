import { type GraphQLSchema, printSchema } from "graphql";

/** A codegen plugin: the whole schema as one module, so that the bundle reads no files. */
export const plugin = (schema: GraphQLSchema): string =>
  `export const typeDefs = ${JSON.stringify(printSchema(schema))};\n`;
