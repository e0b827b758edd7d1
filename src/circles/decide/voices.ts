import { actsFor, ageOn, dateOf, holdsRole, type Viewer } from "../../kernel/index.ts";
import type { VoiceRecord } from "../model/index.ts";

/** From this age on a young person's guardians read their voice only with their yes. */
const ownVoiceAge = 13;

/**
 * Who reads how somebody said something: they themselves, who wrote it down, and the facilitators
 * of the hub. A guardian reads a child's; from 13 on only where the young person lets them.
 */
export function maySeeVoice(
  viewer: Viewer,
  voice: VoiceRecord,
  { bornOn, now }: { readonly bornOn: string | undefined; readonly now: string },
): boolean {
  const { personId } = viewer;
  if (personId === undefined) return false;
  if (voice.recordedBy === personId || voice.personId === personId) return true;
  if (holdsRole(viewer, "FACILITATOR", voice.hubId)) return true;
  if (voice.memberId === undefined || bornOn === undefined) return false;
  const isOlder = ageOn(bornOn, dateOf(now)) >= ownVoiceAge;
  return actsFor(viewer, voice.memberId) && (!isOlder || voice.guardiansMayRead);
}
