import { dateOf, invalid, type Refusal, wrongState } from "../../kernel/index.ts";
import type { AddCover, Cover } from "../model/index.ts";

type Birth = Pick<Cover, "id" | "createdAt" | "version" | "receipts">;

/** Insurance that somebody has seen. It can have begun before it was noted here. */
export function addCover(
  wish: AddCover,
  birth: Birth,
  by: { readonly hubId: string; readonly addedBy: string },
): Cover | Refusal<"VALIDATION_FAILED"> {
  const { idempotencyKey: _key, ...said } = wish;
  if (said.until < dateOf(birth.createdAt)) {
    return invalid("This has run out already.", "Note the insurance that holds now.", "until");
  }
  return { ...birth, ...said, ...by };
}

export function endCover(
  cover: Cover,
  endReason: string,
  now: string,
): Cover | Refusal<"STATE_TRANSITION_INVALID"> {
  if (cover.endedAt !== undefined || cover.until < dateOf(now)) {
    return wrongState("This has ended already.", "Nothing more needs to be done.");
  }
  return { ...cover, endedAt: now, endReason };
}
