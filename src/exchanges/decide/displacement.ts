import { type Refusal, wrongState } from "../../kernel/index.ts";
import type { Exchange } from "../model/index.ts";
import { type Asking, markOf } from "./standing.ts";

/** A broker has looked: nobody's paid work is lost by this. It holds for the proposal as it is. */
export function clearDisplacement(
  exchange: Exchange,
  reason: string,
  { viewer, now }: Pick<Asking, "viewer" | "now">,
): Exchange | Refusal<"STATE_TRANSITION_INVALID"> {
  if (exchange.status !== "PROPOSED") {
    return wrongState(
      "This is not waiting for a yes any more.",
      "Look at it again when it is proposed anew.",
    );
  }
  return { ...exchange, displacement: { ...markOf(viewer, now, { as: "BROKER" }), reason } };
}
