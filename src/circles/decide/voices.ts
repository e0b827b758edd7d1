import { actsFor, ageOn, dateOf, holdsRole, type Viewer } from "../../kernel/index.ts";
import type { VoiceRecord } from "../model/index.ts";

/** From this age on a young person's guardians read their voice only with their yes. */
const ownVoiceAge = 13;

type Facts = {
  /** Did the viewer write it down? */
  readonly isWriter: boolean;
  readonly bornOn: string | undefined;
  readonly now: string;
};

/**
 * Who reads how somebody said something: they themselves, who wrote it down, and the facilitators
 * of the hub. A guardian reads a child's; from 13 on only where the young person lets them.
 */
export function maySeeVoice(
  viewer: Viewer,
  voice: VoiceRecord,
  { isWriter, bornOn, now }: Facts,
): boolean {
  const { personId } = viewer;
  if (personId === undefined) return false;
  if (isWriter || voice.personId === personId) return true;
  if (holdsRole(viewer, "FACILITATOR", voice.hubId)) return true;
  if (voice.memberId === undefined || bornOn === undefined) return false;
  const isOlder = ageOn(bornOn, dateOf(now)) >= ownVoiceAge;
  return actsFor(viewer, voice.memberId) && (!isOlder || voice.guardiansMayRead);
}
