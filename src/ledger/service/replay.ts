import { isReplay, type Request } from "../../kernel/index.ts";
import type { Item } from "../../table/index.ts";

/** Was this very request done before? Asked of the act it would make. */
export function replayOf(act: Item | undefined, request: Request) {
  const receipts = act?.["receipts"];
  return Array.isArray(receipts) ? isReplay(receipts.map(String), request) : false;
}
