import { ageOn, dateOf } from "../../kernel/index.ts";
import { type AccountRef, accountOf } from "../../ledger/index.ts";
import { guardedAge } from "../decide/index.ts";
import type { HubPolicy, Party } from "../model/index.ts";

/** A party's account with the limits that hold for it at this moment. */
export const accountRefOf = (party: Party, policy: HubPolicy, now: string): AccountRef => ({
  id: accountOf(party.id),
  hubId: party.hubId,
  kind: party.kind,
  floorMinutes: isUnder13(party, now) ? 0 : policy.floorMinutes,
  ceilingMinutes: policy.ceilingMinutes,
});

/** A young child cannot promise help they have not given yet. */
const isUnder13 = (party: Party, now: string): boolean =>
  party.bornOn !== undefined && ageOn(party.bornOn, dateOf(now)) < guardedAge;
