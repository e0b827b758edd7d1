import * as z from "zod";
import {
  hasPrefix,
  id,
  idempotencyKey,
  line,
  machineScopes,
  moment,
  note,
} from "../../../kernel/index.ts";

const clientId = z
  .string()
  .regex(
    /^[\w.@:-]{3,128}$/,
    "This cannot be the name of a client.|Copy the client id from the service that signs tokens.",
  );

export const RegisterClient = z
  .object({
    clientId,
    name: line(120),
    purpose: note(500),
    scopes: z.array(z.enum(machineScopes)).min(1, "It needs a scope.|Name what it may do.").max(10),
    placeId: id,
    until: moment,
    reason: note(),
    idempotencyKey,
  })
  .refine((wish) => hasPrefix(wish.placeId, "hub"), {
    path: ["placeId"],
    message: "This scope does not fit this place.|What it opens is of a hub: name one.",
  });

export const EndClient = z.object({ clientAppId: id, reason: note(), idempotencyKey });
