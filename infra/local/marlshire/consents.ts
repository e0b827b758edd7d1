import { type StoryMember, voiceOf } from "./people.ts";
import { brokerOf } from "./places.ts";
import type { Step } from "./step.ts";

const contact = "SHARE_CONTACT_AFTER_AGREEMENT";
const talking = "SHARE_COMMUNICATION_AFTER_AGREEMENT";
const asGuardian = "SHARE_CONTACT_AS_GUARDIAN";
const suggested = "SUGGEST_MATCHES";

/** Who has said yes to what; all others have said nothing, so nothing of them is shared. */
const consents: { readonly [member: string]: readonly string[] } = {
  amina: [contact, asGuardian, suggested],
  idris: [talking],
  grace: [contact, suggested],
  sandra: [suggested],
  kofi: [talking, suggested],
  maria: [suggested],
  nadia: [talking, suggested],
  sam: [suggested],
};

/** A member's answers: their own, a guardian's for a child under 13, or heard on the phone. */
export function answering(member: StoryMember): readonly Step[] {
  const { id, hub, joins } = member;
  const heard =
    joins.how === "ASSISTED"
      ? { spoken: { channel: "PHONE", note: "Each question read out; they said yes." } }
      : {};
  return (consents[id] ?? []).map(
    (purpose): Step => ({
      ...{ at: "2026-01-09T13:00:00Z", as: voiceOf(member, brokerOf(hub)), does: "giveConsent" },
      about: `${id}-${purpose}`,
      input: (idOf) => ({ memberId: idOf(id), purpose, textVersion: 1, ...heard }),
    }),
  );
}
