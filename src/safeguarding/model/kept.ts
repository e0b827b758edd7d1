import * as z from "zod";

/** What every stored thing carries: when it began, how often it changed and which requests did. */
export const kept = {
  createdAt: z.string(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};
