import { forbidden, type Refusal } from "../../kernel/index.ts";
import type { Party } from "../../membership/index.ts";

/** To someone who may see what a member or an organisation lists but may not change it. */
export const notYours = (holder: Pick<Party, "kind">): Refusal<"FORBIDDEN"> =>
  forbidden(
    holder.kind === "MEMBER"
      ? "Only the person themselves, their guardian or their broker can do this."
      : "Only someone who speaks for the organisation, or a broker of its hub, can do this.",
    "Ask one of them to do it.",
  );
