export { createGraphqlHandler, type GraphqlHandler } from "./handler.ts";
