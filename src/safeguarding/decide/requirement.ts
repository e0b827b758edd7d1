import { invalid, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import { mostRequirements, type Requirement, type SetRequirement } from "../model/index.ts";

type Birth = Pick<Requirement, "id" | "createdAt" | "version" | "receipts">;

/** A hub asks for something from a moment on, never back in time. */
export function setRequirement(
  wish: SetRequirement,
  birth: Birth,
  by: { readonly setBy: string; readonly alreadyInForce: number },
): Requirement | Refusal<"LIST_FULL" | "VALIDATION_FAILED"> {
  const { idempotencyKey: _key, from = birth.createdAt, ...asked } = wish;
  if (from < birth.createdAt) {
    return invalid("This lies in the past.", "Leave it out, or say a time to come.", "from");
  }
  if (by.alreadyInForce >= mostRequirements) {
    return refuse(
      "LIST_FULL",
      `This hub asks for ${mostRequirements} things already.`,
      "End one of them first, or ask for it higher up in the tree of categories.",
    );
  }
  return { ...birth, ...asked, from, setBy: by.setBy };
}

export function endRequirement(
  requirement: Requirement,
  ending: { readonly reason: string; readonly by: string },
  now: string,
): Requirement | Refusal<"STATE_TRANSITION_INVALID"> {
  if (requirement.endedAt !== undefined) {
    return wrongState("This has ended already.", "Nothing more needs to be done.");
  }
  return { ...requirement, endedAt: now, endReason: ending.reason, endedBy: ending.by };
}
