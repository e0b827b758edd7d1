/** Pieces of operations that several stories share. */
export const said = "userErrors { code message remedy }";

/** Who the persona is: the member, their hub and their account. */
export const whoIs = (name: string) => `
query ${name} {
  me {
    memberships {
      id
      firstName
      hub { id name }
      account { id balanceMinutes availableMinutes }
    }
  }
}`;

/** Where `whoIs` puts what later steps need. */
export const member = "me.memberships.0.id";
export const hub = "me.memberships.0.hub.id";
export const account = "me.memberships.0.account.id";
export const inHand = "{me.memberships.0.account.balanceMinutes hours} in hand.";

export const balance = (name: string) => `
query ${name} {
  me { memberships { firstName account { balanceMinutes reservedMinutes } } }
}`;

export const propose = (
  name: string,
  what: { readonly words: string; readonly minutes: number },
) => `
mutation ${name}($providerId: ID!, $payerId: ID!, $proposeKey: String!) {
  proposeExchange(
    input: {
      providerId: $providerId
      recipientIds: [$payerId]
      what: "${what.words}"
      minutes: ${what.minutes}
      idempotencyKey: $proposeKey
    }
  ) {
    exchange { id version status minutes provider { name } payer { name } }
    ${said}
  }
}`;

export const agree = (name: string) => `
mutation ${name}($exchangeId: ID!, $version: Int!, $agreeKey: String!) {
  agreeExchange(
    input: { exchangeId: $exchangeId, version: $version, idempotencyKey: $agreeKey }
  ) {
    exchange { status agreedSides }
    ${said}
  }
}`;

export const deliver = (name: string, minutes: number) => `
mutation ${name}($exchangeId: ID!, $today: Date!, $deliverKey: String!) {
  markDelivered(
    input: {
      exchangeId: $exchangeId
      minutes: ${minutes}
      happenedOn: $today
      idempotencyKey: $deliverKey
    }
  ) {
    exchange { status deliveredMinutes }
    ${said}
  }
}`;

export const confirm = (name: string, minutes: number) => `
mutation ${name}($exchangeId: ID!, $confirmKey: String!) {
  confirmExchange(
    input: { exchangeId: $exchangeId, minutes: ${minutes}, idempotencyKey: $confirmKey }
  ) {
    exchange { status settledMinutes journalEntryId }
    ${said}
  }
}`;

export const decline = (name: string) => `
mutation ${name}($exchangeId: ID!, $declineKey: String!) {
  declineExchange(
    input: { exchangeId: $exchangeId, reason: "Another time.", idempotencyKey: $declineKey }
  ) {
    exchange { status }
    ${said}
  }
}`;

export const findOffer = (name: string, words: string) => `
query ${name}($hubId: ID!) {
  searchListings(place: { hubId: $hubId }, direction: OFFER, words: "${words}", first: 5) {
    nodes { id title usualMinutes category { name } by { partyId name hub { name } } }
  }
}`;

export const offered = "{searchListings.nodes.0.by.name} offers: {searchListings.nodes.0.title}.";
export const offeredBy = "searchListings.nodes.0.by.partyId";
export const exchangeKept = {
  exchangeId: "proposeExchange.exchange.id",
  version: "proposeExchange.exchange.version",
};
