import { firstOf, type IdPrefix, idFor, type Request } from "../../kernel/index.ts";

/** What a new thing of this request starts with. */
export const birthOf = (prefix: IdPrefix, request: Request, now: string) => ({
  id: idFor(prefix, request),
  createdAt: now,
  ...firstOf(request),
});
