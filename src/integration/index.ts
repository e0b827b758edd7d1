export { isLoopbackUrl, isPublicAddress } from "./decide/index.ts";
export { nodes, resolvers } from "./resolvers.ts";
export {
  deliver,
  type Handled,
  type Post,
  type Sender,
  type Spread,
  spreadFacts,
  waitingIn,
} from "./service/index.ts";
