import * as z from "zod";
import { machineScopes } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

/** A machine that may ask for a place: another system, for one purpose, for a time. */
export const ClientApp = z
  .object({
    id: z.string(),
    /** The name that the issuer of tokens knows it by. */
    clientId: z.string(),
    name: z.string(),
    purpose: z.string(),
    scopes: z.array(z.enum(machineScopes)).readonly(),
    /** The hub, or the area with all its hubs. */
    placeId: z.string(),
    /** The first moment it may not ask any more. */
    until: z.string(),
    reason: z.string(),
    registeredBy: z.string(),
    endedAt: z.string().optional(),
    endedBy: z.string().optional(),
    endReason: z.string().optional(),
    ...kept,
  })
  .readonly();
export type ClientApp = z.infer<typeof ClientApp>;

/** What a machine may do, kept under its login so that one read tells who is asking. */
export const ClientLine = z
  .object({
    login: z.string(),
    clientAppId: z.string(),
    scopes: z.array(z.enum(machineScopes)).readonly(),
    placeId: z.string(),
    until: z.string(),
    version: z.int(),
  })
  .readonly();
export type ClientLine = z.infer<typeof ClientLine>;
