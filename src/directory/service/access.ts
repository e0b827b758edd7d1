import { forbidden, type Refusal, refuse } from "../../kernel/index.ts";

export const notYours = (): Refusal<"FORBIDDEN"> =>
  forbidden(
    "Only the person themselves, their guardian or their broker can do this.",
    "Ask one of them to do it.",
  );

export const changedSince = (): Refusal<"CONFLICT_VERSION"> =>
  refuse(
    "CONFLICT_VERSION",
    "Somebody changed this after you last looked.",
    "Read it again, then decide.",
    "version",
  );
