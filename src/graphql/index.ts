export { createGraphqlHandler, type GraphqlHandler, type HandlerOptions } from "./handler.ts";
export type { Settings } from "./settings.ts";
