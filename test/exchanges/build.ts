import {
  type Asking,
  propose,
  type Roles,
  seenIn,
  standingIn,
} from "../../src/exchanges/decide/index.ts";
import type {
  AgreedExchange,
  ExchangePolicy,
  Mark,
  PartyFacts,
  ProposedExchange,
  ProposeExchange,
} from "../../src/exchanges/model/index.ts";
import { type ActsFor, anonymous, type Role, type Viewer } from "../../src/kernel/index.ts";

export const noon = "2026-02-09T12:00:00.000Z";
export const later = "2026-02-10T12:00:00.000Z";
export const hub = "hub_BRA";

export const policy: ExchangePolicy = {
  stepMinutes: 15,
  longestExchangeMinutes: 480,
  childDailyLearningMinutes: 120,
  proposalExpiryDays: 14,
  agreedExpiryDays: 30,
  confirmReminderDays: 7,
  confirmByBrokerDays: 14,
  latestEntryDays: 31,
};

const adult = { kind: "MEMBER", hubId: hub, status: "ACTIVE", bornOn: "1985-05-05" } as const;
export const amina: PartyFacts = { ...adult, id: "mem_amina" };
export const grace: PartyFacts = { ...adult, id: "mem_grace" };
export const walter: PartyFacts = { ...adult, id: "mem_walter" };
export const ellie: PartyFacts = { ...adult, id: "mem_ellie", bornOn: "2017-05-05" };
export const jack: PartyFacts = { ...adult, id: "mem_jack", bornOn: "2010-06-01" };
export const school: PartyFacts = {
  id: "org_school",
  kind: "ORGANISATION",
  hubId: hub,
  status: "ACTIVE",
};

/** A login that speaks for these parties and holds these roles. */
export const viewer = (
  name: string,
  voices: readonly (readonly [PartyFacts, ActsFor["as"]])[] = [],
  roles: readonly (readonly [Role, string])[] = [],
): Viewer => ({
  ...anonymous,
  login: `per_${name}`,
  personId: `per_${name}`,
  actsFor: voices.map(([party, as]) => ({ id: party.id, hubId: party.hubId, as })),
  roles: roles.map(([role, scopeId]) => ({ role, scopeId })),
});

export const asAmina = viewer("amina", [[amina, "SELF"]]);
export const asGrace = viewer("grace", [[grace, "SELF"]]);
export const asWalter = viewer("walter", [[walter, "SELF"]]);
export const asPriya = viewer("priya", [], [["BROKER", hub]]);

/** Grace helps Amina, who pays, unless said otherwise. */
export const rolesOf = (wish: Partial<Roles> = {}): Roles => ({
  hubId: hub,
  providerHubId: hub,
  provider: grace,
  payer: amina,
  recipients: [amina],
  ...wish,
});

export const asking = (
  who: Viewer,
  { roles = rolesOf(), now = noon }: { readonly roles?: Roles; readonly now?: string } = {},
): Asking => ({ viewer: who, now, roles, policy, standing: standingIn(who, seenIn(roles)) });

export const wishOf = (wish: Partial<ProposeExchange> = {}): ProposeExchange => ({
  idempotencyKey: "a-key-of-mine",
  providerId: grace.id,
  recipientIds: [amina.id],
  minutes: 60,
  what: "Cleaning",
  ...wish,
});

export const stored = { id: "exc_1", version: 1, receipts: [] };

/** What a proposal comes to, or a failed test when it is refused. */
export function proposal(
  who: Viewer = asAmina,
  {
    roles = rolesOf(),
    wish = {},
  }: { readonly roles?: Roles; readonly wish?: Partial<ProposeExchange> } = {},
): ProposedExchange {
  const made = propose(wishOf(wish), asking(who, { roles }), stored);
  if ("kind" in made) throw new Error(JSON.stringify(made));
  return made;
}

export const mark = (by: string, as: Mark["as"], at = noon): Mark => ({ by: `per_${by}`, at, as });

export const agreement = (wish: Partial<AgreedExchange> = {}): AgreedExchange => {
  const { dueAt: _dueAt, status: _status, agreed: _agreed, ...made } = proposal();
  return {
    ...made,
    status: "AGREED",
    agreed: { PAYER: mark("amina", "PAYER"), PROVIDER: mark("grace", "PROVIDER") },
    dueAt: "2026-03-11T12:00:00.000Z",
    ...wish,
  };
};
