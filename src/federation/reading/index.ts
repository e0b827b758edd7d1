export { actorOf } from "../../membership/index.ts";
export * from "./agreement.ts";
export * from "./closing.ts";
export * from "./move.ts";
