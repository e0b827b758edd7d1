export { type Reading, type Verdict, verifyFile, wrongMirrors } from "./decide/index.ts";
export type { Digest, DigestStore } from "./model.ts";
export { nodes, resolvers } from "./resolvers.ts";
export { runChecks } from "./service/index.ts";
