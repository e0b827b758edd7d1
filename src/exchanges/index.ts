export type { Visit } from "./model/index.ts";
export {
  AgreeExchange,
  ConfirmExchange,
  MarkDelivered,
  ProposeExchange,
} from "./model/index.ts";
export { categoryIn, type ExchangeMoved, exchangeMoved } from "./repository/moved.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export { whoIsThere } from "./service/children.ts";
export {
  erasers,
  exporters,
  raiseVisitAlarms,
  runDeadlines,
  visitOf,
} from "./service/index.ts";
export {
  planObjectionToConfirmation,
  planObjectionToSeries,
  planObjectionToYes,
  type Undone,
} from "./service/objecting.ts";
export { planObjectionToPlace } from "./service/objecting-group.ts";
export { exchangeById, groupById, seriesById } from "./service/read.ts";
