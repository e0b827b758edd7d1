import type { Story } from "./story.ts";
import {
  agree,
  balance,
  confirm,
  decline,
  deliver,
  exchangeKept,
  findOffer,
  hub,
  inHand,
  member,
  offered,
  offeredBy,
  propose,
  said,
  whoIs,
} from "./words.ts";

export const looking: Story = {
  id: "look",
  title: "Look around",
  about: "What anybody may know, without signing in: places, hubs and kinds of help.",
  steps: [
    {
      says: "Which places and which time banks are there?",
      does: `
query Places {
  areas(first: 5) {
    nodes { name children(first: 5) { nodes { id name code } } }
  }
}`,
      keeps: { areaId: "areas.nodes.0.children.nodes.0.id" },
    },
    {
      says: "Which time banks does Marlshire have?",
      does: `
query TimeBanks($areaId: ID!) {
  hubs(areaId: $areaId, first: 5) { nodes { id code name area { name } } }
}`,
      keeps: { hubId: "hubs.nodes.0.id" },
    },
    {
      says: "Nobody is told about a member: what you may not see looks like what is not there.",
      does: `
query OffersOfStrangers($hubId: ID!) {
  searchListings(place: { hubId: $hubId }, direction: OFFER, first: 5) { nodes { title } }
  me { person { firstName } }
}`,
    },
  ],
};

export const helping: Story = {
  id: "help",
  title: "Get help",
  about: "Amina finds help with her lawn; Grace gives it; an hour moves from one to the other.",
  steps: [
    {
      as: "amina",
      says: "I look up my time bank and my hours.",
      does: whoIs("WhoIsAmina"),
      tells: inHand,
      keeps: { hubId: hub, payerId: member },
    },
    {
      as: "amina",
      says: "I look for help with a lawn.",
      does: findOffer("FindHelp", "lawns"),
      tells: offered,
      keeps: { providerId: offeredBy },
    },
    {
      as: "amina",
      says: "I ask Grace for an hour.",
      does: propose("Propose", { words: "The lawn, before the party", minutes: 60 }),
      keeps: exchangeKept,
    },
    {
      as: "grace",
      says: "I say yes. From now on Amina's hour is set aside for me.",
      does: agree("Agree"),
    },
    { as: "grace", says: "I have done it: it took an hour.", does: deliver("Deliver", 60) },
    { as: "amina", says: "I confirm the hour, and it moves.", does: confirm("Confirm", 60) },
    { as: "amina", says: "I have an hour less.", does: balance("AminasBalance"), tells: inHand },
    { as: "grace", says: "I have an hour more.", does: balance("GracesBalance"), tells: inHand },
  ],
};

export const refusing: Story = {
  id: "refused",
  title: "Be refused",
  about: "A no is an answer: it says what stands in the way, what you can do, and changes nothing.",
  steps: [
    {
      as: "kofi",
      says: "I look up my time bank and my hours.",
      does: whoIs("WhoIsKofi"),
      tells: inHand,
      keeps: { hubId: hub, payerId: member },
    },
    {
      as: "kofi",
      says: "I look for an interpreter.",
      does: findOffer("FindInterpreter", "interpreting"),
      tells: offered,
      keeps: { providerId: offeredBy },
    },
    {
      as: "kofi",
      says: "I ask Maria for eleven hours, which is more than I can give.",
      does: propose("AskForMuch", { words: "Interpreting for a long day", minutes: 660 }),
      keeps: exchangeKept,
    },
    {
      as: "maria",
      says: "I say yes, and hear why it cannot be.",
      does: agree("AgreeToMuch"),
      refused: "INSUFFICIENT_CREDIT",
    },
    { as: "kofi", says: "Nothing was changed.", does: balance("KofisBalance"), tells: inHand },
    { as: "maria", says: "I decline, so that it does not lie open.", does: decline("Decline") },
  ],
};

const give = (name: string, minutes: number) => `
mutation ${name}($fromId: ID!, $hubId: ID!, $giveKey: String!) {
  giveCredits(
    input: {
      fromId: $fromId
      to: { potOfHubId: $hubId }
      minutes: ${minutes}
      idempotencyKey: $giveKey
    }
  ) {
    gift { id minutes createdAt }
    replayed
    ${said}
  }
}`;

export const replaying: Story = {
  id: "replay",
  title: "Try again safely",
  about: "The same request sent twice is done once, so a lost answer is no reason to worry.",
  steps: [
    {
      as: "tom",
      says: "I look up my hours.",
      does: whoIs("WhoIsTom"),
      tells: inHand,
      keeps: { hubId: hub, fromId: member },
    },
    {
      as: "tom",
      says: "I give a quarter of an hour to the community pot.",
      does: give("GiveOnce", 15),
    },
    {
      as: "tom",
      says: "The answer got lost, so I send the same again: `replayed` says it was done before.",
      does: give("GiveAgain", 15),
      tells: "Done once. `replayed` is {giveCredits.replayed}.",
    },
    { as: "tom", says: "I gave it once.", does: balance("TomsBalance"), tells: inHand },
    {
      as: "tom",
      says: "The same key with another figure is refused: that would be another gift.",
      does: give("GiveOther", 30),
      refused: "IDEMPOTENCY_KEY_REUSED",
    },
  ],
};
