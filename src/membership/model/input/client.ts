import * as z from "zod";
import {
  areaScopes,
  hasPrefix,
  id,
  idempotencyKey,
  line,
  type MachineScope,
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
  .refine(({ placeId, scopes }) => hasPrefix(placeId, "hub") || fitsArea(placeId, scopes), {
    path: ["placeId"],
    message:
      "This scope does not fit this place.|Name a hub. Only sums and counts can be of an area.",
  });

const fitsArea = (placeId: string, scopes: readonly MachineScope[]): boolean =>
  hasPrefix(placeId, "are") && scopes.every((scope) => areaScopes.includes(scope));

export const EndClient = z.object({ clientAppId: id, reason: note(), idempotencyKey });
