import { actsFor, forbidden, isTiedTo, type Refusal, type Viewer } from "../../kernel/index.ts";
import type { GroupActivity, GroupRole, PartyFacts, Side } from "../model/index.ts";
import { isUnderAge, type Roles, type Standing } from "./standing.ts";

/*
 * Who acts for someone must not gain from it. A child's hours never become its guardian's, whoever
 * says yes; a supporter never says yes for the member where they gain themselves.
 */

/** Does a child pay its own guardian? No yes of anybody makes that right. */
export function whyNotPayGuardian(
  payer: PartyFacts,
  providers: readonly PartyFacts[],
  now: string,
): Refusal<"FORBIDDEN"> | undefined {
  if (!isUnderAge(payer, now)) return undefined;
  const guardians = payer.guardianPersonIds ?? [];
  const gains = providers.some(
    ({ personId }) => personId !== undefined && guardians.includes(personId),
  );
  if (!gains) return undefined;
  return forbidden(
    "A child's hours are never used to pay the child's own guardian.",
    "Use other hours for this, or let someone else help.",
  );
}

/** The same where several give and several pay, whoever joins last. A sponsor's hours are its own. */
export function whyNotPayGuardianIn(
  activity: GroupActivity,
  { party, role }: { readonly party: PartyFacts; readonly role: GroupRole },
  { parties, now }: { readonly parties: ReadonlyMap<string, PartyFacts>; readonly now: string },
): Refusal<"FORBIDDEN"> | undefined {
  if (activity.receiverMinutes === undefined) return undefined;
  const others = (wanted: GroupRole) =>
    activity.parts
      .filter((part) => part.role === wanted && part.partyId !== party.id)
      .flatMap((part) => parties.get(part.partyId) ?? []);
  if (role === "RECEIVER") return whyNotPayGuardian(party, others("GIVER"), now);
  return others("RECEIVER")
    .map((payer) => whyNotPayGuardian(payer, [party], now))
    .find((refusal) => refusal !== undefined);
}

/** The same once it is known who was there, because guardians can have become so since the yes. */
export function whyNotPayGuardianThere(
  activity: GroupActivity,
  attendeeIds: readonly string[],
  { parties, now }: { readonly parties: ReadonlyMap<string, PartyFacts>; readonly now: string },
): Refusal<"FORBIDDEN"> | undefined {
  const there = activity.parts.filter(({ partyId }) => attendeeIds.includes(partyId));
  return there
    .flatMap(({ partyId, role }) => {
      const party = parties.get(partyId);
      return party
        ? [whyNotPayGuardianIn({ ...activity, parts: there }, { party, role }, { parties, now })]
        : [];
    })
    .find((refusal) => refusal !== undefined);
}

/** Does the viewer speak for this party as a supporter and in no other way? */
const onlySupports = (viewer: Viewer, partyId: string): boolean =>
  !actsFor(viewer, partyId) && isTiedTo(viewer, partyId);

/** May this supporter say that the member's hours are used for this? */
export function whyNotSpendFor(
  {
    viewer,
    standing,
    roles,
  }: { readonly viewer: Viewer; readonly standing: Standing; readonly roles: Roles },
  side: Side,
): Refusal<"FORBIDDEN"> | undefined {
  const { payer, recipients } = roles;
  if (side !== "PAYER" || !onlySupports(viewer, payer.id)) return undefined;
  if (standing.gains || recipients.some(({ id }) => id !== payer.id)) return notForYourself();
  if (standing.spends) return undefined;
  return forbidden(
    "You support this person, but you have no say over their hours.",
    "Ask the person themselves, or their broker.",
  );
}

/** The same where several give: nobody of theirs may be among them. */
export const whyNotSpendOn = (
  viewer: Viewer,
  payerId: string,
  providerIds: readonly string[],
): Refusal<"FORBIDDEN"> | undefined =>
  onlySupports(viewer, payerId) && providerIds.some((id) => isTiedTo(viewer, id))
    ? notForYourself()
    : undefined;

const notForYourself = () =>
  forbidden(
    "The hours of someone you support are only for help to them, and never for you or your own.",
    "Use your own hours, or ask the person themselves.",
  );
