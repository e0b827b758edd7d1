import * as z from "zod";
import { Channel, id, placeKinds } from "../../kernel/index.ts";
import type { Gap } from "./meeting.ts";

/** The kinds of facts that a counterpart may be told. */
export type CheckedFact = {
  readonly kind: "REFERENCES" | "CLEARANCE" | "COVER";
  readonly words: string;
  readonly until?: string;
};

/** What somebody could do, told in general: with no one in particular. */
export const CanDoWish = z.object({
  memberId: id,
  categoryId: id.optional(),
  placeKind: z.enum(placeKinds).optional(),
  channel: Channel.optional(),
  minutes: z.int().min(15).max(1440).optional(),
  childAged: z.int().min(0).max(17).optional(),
  withAdultAtRisk: z.boolean().optional(),
  forBusiness: z.boolean().optional(),
  handlesMoney: z.boolean().optional(),
});
export type CanDoWish = z.output<typeof CanDoWish>;

export type CanDo = {
  /** Who could, and in which hub. */
  readonly memberId: string;
  readonly hubId: string;
  readonly isYes: boolean;
  readonly gaps: readonly Gap[];
};
