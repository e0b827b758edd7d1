import type { Channel, Refusal, Viewer } from "../../kernel/index.ts";
import type { AgreedExchange } from "../model/index.ts";
import { whyNotPayGuardian } from "./acting.ts";
import { agreedNow, samePerson } from "./agreement.ts";
import { type Asking, markOf, notYours, voiceFor, whyNotActive, whyNotAlone } from "./standing.ts";

/** What a free place comes with. */
export type FreePlace = {
  readonly slotId: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly what: string;
  readonly channel: Channel;
};

/** Only who acts for a member books for them; a broker helps by writing down a proposal instead. */
export const whyNotBook = (viewer: Viewer, memberId: string) =>
  voiceFor(viewer, memberId, "SPEND") ? undefined : notYours(viewer);

/** A booked place: agreed at once, since the organisation said yes by opening it. */
export function book(
  place: FreePlace,
  { viewer, now, roles, standing, policy }: Asking,
  stored: Pick<AgreedExchange, "id" | "version" | "receipts">,
):
  | AgreedExchange
  | Refusal<
      "FORBIDDEN" | "GUARDIAN_APPROVAL_REQUIRED" | "PARTY_NOT_ACTIVE" | "SAME_PERSON_BOTH_SIDES"
    > {
  if (standing.gains) return samePerson();
  const refusal =
    whyNotAlone(viewer, roles.payer, now) ??
    whyNotPayGuardian(roles.payer, [roles.provider], now) ??
    whyNotActive([
      { ...roles.payer, at: "memberId" },
      { ...roles.provider, at: "slotId" },
    ]);
  if (refusal) return refusal;
  const booked = markOf(viewer, now, { as: "PAYER" });
  const opened = { by: roles.provider.id, at: now, as: "PROVIDER" } as const;
  return agreedNow(
    {
      status: "PROPOSED",
      ...stored,
      hubId: roles.hubId,
      providerHubId: roles.providerHubId,
      providerId: roles.provider.id,
      recipientIds: [roles.payer.id],
      payerId: roles.payer.id,
      sponsored: false,
      minutes: place.minutes,
      what: place.what,
      channel: place.channel,
      plannedFor: place.startsAt,
      slotId: place.slotId,
      proposed: booked,
      legs: [],
      agreed: {},
      dueAt: now,
    },
    { PAYER: booked, PROVIDER: opened },
    { policy, now },
  );
}
