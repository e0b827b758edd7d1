import {
  type ActsFor,
  ageOn,
  callerOf,
  dateOf,
  forbidden,
  isBroker,
  isTiedTo,
  type Power,
  type Refusal,
  refuse,
  type Spoken,
  standsFor,
  supportsIn,
  type Viewer,
} from "../../kernel/index.ts";
import {
  type Actor,
  type Exchange,
  type ExchangePolicy,
  type Mark,
  type PartyFacts,
  partyIdsOf,
  type Side,
} from "../model/index.ts";

const adultAge = 18;

export const isUnderAge = (party: PartyFacts, now: string, age = adultAge): boolean =>
  party.bornOn !== undefined && ageOn(party.bornOn, dateOf(now)) < age;

/** Who takes part, where they belong. */
export type Roles = {
  readonly hubId: string;
  readonly providerHubId: string;
  readonly provider: PartyFacts;
  readonly payer: PartyFacts;
  readonly recipients: readonly PartyFacts[];
};

/** What the viewer is to an exchange. */
export type Standing = {
  readonly provider: boolean;
  readonly payer: boolean;
  readonly recipient: boolean;
  /** Speaks for the payer in spending too. */
  readonly spends: boolean;
  /** Is the provider, or acts for the provider in however little: then they gain from minutes. */
  readonly gains: boolean;
  /** Takes part or has any tie to someone who does. A broker who does is no neutral broker. */
  readonly party: boolean;
  /** Broker of the payer's or the provider's hub. */
  readonly broker: boolean;
  /** Broker of the payer's hub, who decides about what is set aside. */
  readonly hubBroker: boolean;
};

/** As what the viewer may act for this party, if at all: a supporter where the power is theirs. */
export const voiceFor = (
  viewer: Viewer,
  partyId: string,
  power: Power = "ARRANGE_HELP",
): ActsFor["as"] | "SUPPORTER" | undefined =>
  viewer.actsFor.find((voice) => voice.id === partyId)?.as ??
  (supportsIn(viewer, partyId, power) ? "SUPPORTER" : undefined);

/** Who asks, when, and what they are to the exchange. */
export type Standpoint = {
  readonly viewer: Viewer;
  readonly now: string;
  readonly standing: Standing;
};

/** The same, with what has to be known of those who take part. */
export type Asking = Standpoint & { readonly roles: Roles; readonly policy: ExchangePolicy };

/** The ids of who takes part, as an exchange keeps them. */
type Seen = Pick<Exchange, "hubId" | "providerHubId" | "providerId" | "payerId" | "recipientIds">;

/** The same ids, of a pair that is not an exchange yet. */
export const seenIn = ({ hubId, providerHubId, provider, payer, recipients }: Roles): Seen => ({
  hubId,
  providerHubId,
  providerId: provider.id,
  payerId: payer.id,
  recipientIds: recipients.map((recipient) => recipient.id),
});

/** What the viewer is to it, and in which of this a supporter's scope gives them a say. */
export function standingIn(viewer: Viewer, seen: Seen, power: Power = "ARRANGE_HELP"): Standing {
  const speaksFor = (partyId: string) => standsFor(viewer, partyId, power);
  const ids = partyIdsOf(seen);
  const supports = ids.some((id) => isTiedTo(viewer, id) && !standsFor(viewer, id));
  const hubBroker = isBroker(viewer, seen.hubId) && !supports;
  return {
    provider: speaksFor(seen.providerId),
    payer: speaksFor(seen.payerId),
    recipient: seen.recipientIds.some(speaksFor),
    spends: standsFor(viewer, seen.payerId, "SPEND"),
    gains: isTiedTo(viewer, seen.providerId),
    party: ids.some((id) => isTiedTo(viewer, id)),
    hubBroker,
    broker: hubBroker || (isBroker(viewer, seen.providerHubId) && !supports),
  };
}

/** Those who take part or act for them, and the brokers of its hubs, know of an exchange. */
export const maySee = (viewer: Viewer, exchange: Seen): boolean =>
  isBroker(viewer, exchange.hubId) ||
  isBroker(viewer, exchange.providerHubId) ||
  partyIdsOf(exchange).some((partyId) => standsFor(viewer, partyId, "READ"));

/** The side the viewer speaks for: the one named where they speak for both. */
export function ownSide(standing: Standing, named?: Side): Side | undefined {
  if (standing.payer && (named ?? "PAYER") === "PAYER") return "PAYER";
  if (standing.provider && (named ?? "PROVIDER") === "PROVIDER") return "PROVIDER";
  return undefined;
}

/** The part the viewer is noted with. A broker who takes part acts as the party they are. */
export function actorOf(standing: Standing): Actor {
  if (standing.provider) return "PROVIDER";
  if (standing.payer) return "PAYER";
  return standing.recipient ? "RECIPIENT" : "BROKER";
}

export const markOf = (
  viewer: Viewer,
  now: string,
  seen: { readonly as: Actor; readonly spoken?: Spoken | undefined },
): Mark => ({
  by: callerOf(viewer),
  at: now,
  as: seen.as,
  ...(seen.spoken === undefined ? {} : { spoken: seen.spoken }),
});

/** A young person from 13 may ask for much, but a guardian has to agree. */
export function whyNotAlone(
  viewer: Viewer,
  party: PartyFacts,
  now: string,
): Refusal<"GUARDIAN_APPROVAL_REQUIRED"> | undefined {
  if (!isUnderAge(party, now) || voiceFor(viewer, party.id) !== "SELF") return undefined;
  return refuse(
    "GUARDIAN_APPROVAL_REQUIRED",
    "You are under 18, so a parent or guardian has to agree to this.",
    "Ask your parent or guardian to agree in their own name.",
  );
}

export function whyNotActive(
  parties: readonly (PartyFacts & { readonly at?: string })[],
): Refusal<"PARTY_NOT_ACTIVE"> | undefined {
  const resting = parties.find((party) => party.status !== "ACTIVE");
  if (!resting) return undefined;
  return refuse(
    "PARTY_NOT_ACTIVE",
    "Someone who should take part is not active in their time bank right now.",
    "Ask them or their broker, or choose someone else.",
    resting.at,
  );
}

/** A viewer who is given and belongs nowhere yet hears how to begin. */
export const notYours = (viewer?: Viewer) =>
  viewer && viewer.actsFor.length + (viewer.supports ?? []).length + viewer.roles.length === 0
    ? forbidden(
        "You are in no time bank yet, so you cannot do this.",
        "Join one first: apply to a hub. If you have applied, wait until a broker lets you in.",
      )
    : forbidden(
        "You do not speak for anyone who can do this.",
        "Ask the person it is about, their guardian, or your broker.",
      );

/** Anyone who takes part or speaks for someone who does, and the brokers of the hubs. */
export const whyNotTakePart = ({ standing }: Pick<Asking, "standing">) =>
  standing.provider || standing.payer || standing.recipient || standing.broker
    ? undefined
    : notYours();

export const brokersOnly = () =>
  forbidden(
    "Only a broker of the hub who takes no part in this can do it.",
    "Ask a broker of the payer's hub.",
  );
