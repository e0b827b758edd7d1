import { at } from "../support/api.ts";
import type { Setting } from "./town.ts";
import { make } from "./town.ts";

/** All that is ever seen of how to reach somebody and how to talk with them. */
export const seen =
  "contact { way reach of firstName } communication { languages speakingWays isPhoneOnly }";

export const contact = "SHARE_CONTACT_AFTER_AGREEMENT";
export const talking = "SHARE_COMMUNICATION_AFTER_AGREEMENT";
export const asGuardian = "SHARE_CONTACT_AS_GUARDIAN";

type Who = readonly [persona: string, memberId: string];

/** Somebody says yes to a purpose. */
export const says = ({ bank }: Setting, [persona, memberId]: Who, purpose: string) =>
  make(bank, persona, ["giveConsent", "member", { memberId, purpose, textVersion: 1 }]);

/** Somebody takes a yes back. */
export const takesBack = ({ bank }: Setting, [persona, memberId]: Who, purpose: string) =>
  make(bank, persona, ["withdrawConsent", "member", { memberId, purpose }]);

/** Somebody tells their hub a number, for texts, and that they speak with a device. */
export async function reachable(
  { bank }: Setting,
  [persona, memberId]: Who,
  phone: string,
): Promise<void> {
  const version = async () =>
    at(
      await bank
        .as(persona)
        .must("query ($id: ID!) { member(id: $id) { version } }", { id: memberId }),
      "member.version",
    );
  const told = { memberId, version: await version(), phone };
  await make(bank, persona, ["updateMember", "member", told]);
  const profile = { preferredContact: "TEXT", speakingWays: ["AAC"] };
  await make(bank, persona, [
    "setCommunicationProfile",
    "member",
    { memberId, version: await version(), ...profile },
  ]);
}
