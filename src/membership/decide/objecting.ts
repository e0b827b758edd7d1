import { isRefusal } from "../../kernel/index.ts";
import type { AssistedRecord, Member, Objection } from "../model/index.ts";
import { leave, pause } from "./belonging.ts";
import { isWaiting, resume } from "./onboarding.ts";
import { changedBy, putBack } from "./profile.ts";

/** Records of what was done to a membership itself. */
export const membershipKinds = [
  "JOINING",
  "CODE_OF_CONDUCT",
  "PROFILE",
  "PAUSE",
  "RETURN",
  "LEAVING",
] as const;
type MembershipKind = (typeof membershipKinds)[number];

/** Who objects and when. */
type Objecting = { readonly at: string; readonly by: string; readonly byBroker: boolean };

type Outcome = { readonly outcome: Objection["outcome"]; readonly member?: Member };

const nothingLeft: Outcome = { outcome: "NOTHING_LEFT" };
const brokerLooks: Outcome = { outcome: "BROKER_LOOKS" };
const undone = (member: Member): Outcome => ({ outcome: "UNDONE", member });

/**
 * The membership as it is once somebody objects to what was done to it in their name. Only what
 * this very act made is undone: whatever the member, or anyone else, has said since stays.
 */
export function undoing(
  member: Member,
  record: AssistedRecord & { readonly kind: MembershipKind },
  objecting: Objecting,
): Outcome {
  if (record.kind === "LEAVING") return brokerLooks;
  if (member.status === "LEFT") return nothingLeft;
  return undo[record.kind](member, record, objecting);
}

type Undo = (member: Member, record: AssistedRecord, objecting: Objecting) => Outcome;

const undo: { readonly [kind in Exclude<MembershipKind, "LEAVING">]: Undo } = {
  /** An application is taken back. Who takes part already has an account, so a broker looks. */
  JOINING: (member, _record, { at, by, byBroker }) => {
    if (!isWaiting(member)) return brokerLooks;
    const left = leave(member, { at, leftBy: by, byBroker });
    return isRefusal(left) ? nothingLeft : undone(left);
  },
  /** Nobody is let in on a yes that was not theirs; who is in already hears from a broker. */
  CODE_OF_CONDUCT: (member, { createdAt }) => {
    if (member.codeOfConduct?.acceptedAt !== createdAt) return nothingLeft;
    return isWaiting(member) ? undone({ ...member, codeOfConduct: undefined }) : brokerLooks;
  },
  /** Put back where nobody edited since; what somebody said later is not overwritten. */
  PROFILE: (member, { thingVersion, before = {}, changed = [] }, objecting) =>
    member.profileChange?.version === thingVersion
      ? undone(changedBy(putBack(member, { before, changed }), objecting))
      : brokerLooks,
  PAUSE: (member, { createdAt, byPersonId }, { at }) => {
    if (member.status !== "PAUSED") return nothingLeft;
    if (member.pausedAt !== createdAt || member.pausedBy !== byPersonId) return nothingLeft;
    const back = resume(member, at);
    return isRefusal(back) ? brokerLooks : undone(back);
  },
  RETURN: (member, _record, { at, by, byBroker }) => {
    const paused = pause(member, { at, pausedBy: by, byBroker });
    return isRefusal(paused) ? nothingLeft : undone(paused);
  },
};
