import * as z from "zod";
import {
  hasPrefix,
  id,
  idempotencyKey,
  line,
  moment,
  note,
  roles,
  version,
} from "../../../kernel/index.ts";
import { areaKinds } from "../place.ts";
import { policyFields } from "../policy.ts";
import { reachOf } from "../role.ts";
import { gssCode, hubCode } from "./fields.ts";

export const CreateArea = z.object({
  kind: z.enum(areaKinds),
  name: line(120),
  code: gssCode,
  parentId: id.optional(),
  idempotencyKey,
});

const PolicyChange = z.object(policyFields).partial();
export type PolicyChange = z.output<typeof PolicyChange>;

export const CreateHub = z.object({
  areaId: id,
  name: line(120),
  code: hubCode,
  policy: PolicyChange.optional(),
  goodsNotice: note().optional(),
  idempotencyKey,
});

export const SetHubPolicy = z.object({
  hubId: id,
  version,
  effectiveFrom: moment.optional(),
  policy: PolicyChange,
  reason: note(),
  goodsNotice: note().optional(),
  idempotencyKey,
});

export const CloseHub = z
  .object({
    hubId: id,
    successorHubId: id,
    reason: note(),
    movesFrom: moment.optional(),
    idempotencyKey,
  })
  .refine((wish) => wish.hubId !== wish.successorHubId, {
    path: ["successorHubId"],
    message: "A hub cannot take over from itself.|Choose another hub as the successor.",
  });

export const CancelHubClosing = z.object({ hubId: id, reason: note(), idempotencyKey });

export const GrantRole = z
  .object({
    personId: id,
    role: z.enum(roles),
    scopeId: id,
    startsAt: moment.optional(),
    until: moment.optional(),
    reason: note(),
    idempotencyKey,
  })
  .refine((wish) => hasPrefix(wish.scopeId, ...reachOf(wish.role)), {
    path: ["scopeId"],
    message:
      "This role does not fit this place.|Stewards and commissioners have an area, brokers, safeguarding leads and auditors a hub.",
  });

export const EndRole = z.object({ roleId: id, reason: note(), idempotencyKey });
