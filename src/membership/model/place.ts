import * as z from "zod";
import { kept } from "./kept.ts";

/** Kinds of area, widest first. Hubs stand below local authorities. */
export const areaKinds = ["NATION", "REGION", "LOCAL_AUTHORITY"] as const;
export type AreaKind = (typeof areaKinds)[number];

/** A place in the tree of areas, named as the national statistics office names it. */
export const Area = z
  .object({
    id: z.string(),
    kind: z.enum(areaKinds),
    name: z.string(),
    /** The 9-character GSS code, such as `E10000030`. */
    code: z.string(),
    /** This area and all above it, nearest first. */
    path: z.array(z.string()).readonly(),
    ...kept,
  })
  .readonly();
export type Area = z.infer<typeof Area>;

/** A hub on its way to its end: OPEN until there is one, then CLOSING, and CLOSED at last. */
const HubClosing = z
  .object({
    successorHubId: z.string(),
    /** Why, in words that the members read. */
    reason: z.string(),
    announcedAt: z.string(),
    announcedBy: z.string(),
    /** From here on its people and their hours are carried over. */
    movesFrom: z.string(),
    /** When carrying over began; until then it can be called off. */
    begunAt: z.string().optional(),
    closedAt: z.string().optional(),
  })
  .readonly();
export type HubClosing = z.infer<typeof HubClosing>;
/** A hub's end, with the hub it is about. */
export type HubEnd = HubClosing & { readonly hubId: string };
export type HubStatus = "OPEN" | "CLOSING" | "CLOSED";

/** A local time bank: the boundary of its members, its policy and its ledger. */
export const Hub = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Three capital letters, unique in its local authority. */
    code: z.string(),
    /** Its local authority. */
    areaId: z.string(),
    /** Its local authority and all areas above, nearest first. */
    areaPath: z.array(z.string()).readonly(),
    closing: HubClosing.optional(),
    /** Hubs that are closing into this one. */
    takesOverIds: z.array(z.string()).readonly().optional(),
    ...kept,
  })
  .readonly();
export type Hub = z.infer<typeof Hub>;
