import type { Story } from "./story.ts";
import { account, inHand, member, said, whoIs } from "./words.ts";

export const reading: Story = {
  id: "statement",
  title: "Read a statement",
  about: "Every line of an account, newest first, page after page, and the balance of any day.",
  steps: [
    {
      as: "joan",
      says: "I look up my account.",
      does: whoIs("WhoIsJoan"),
      tells: inHand,
      keeps: { accountId: account },
    },
    {
      as: "joan",
      says: "The last three lines, and where the next page begins.",
      does: `
query FirstPage($accountId: ID!) {
  account(id: $accountId) {
    balanceMinutes
    statement(first: 3) {
      nodes { happenedOn minutes balanceMinutes counterpart { name } exchange { what } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
      tells: "{account.balanceMinutes hours} in hand today.",
      keeps: { after: "account.statement.pageInfo.endCursor" },
    },
    {
      as: "joan",
      says: "The next page.",
      does: `
query NextPage($accountId: ID!, $after: String) {
  account(id: $accountId) {
    statement(first: 3, after: $after) {
      nodes { happenedOn minutes balanceMinutes counterpart { name } exchange { what } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
    },
    {
      as: "joan",
      says: "What I had in the middle of March.",
      does: `
query BalanceThen($accountId: ID!) {
  account(id: $accountId) { balanceAt(at: "2026-03-14T00:00:00Z") }
}`,
      tells: "{account.balanceAt hours} in hand then.",
    },
  ],
};

export const giving: Story = {
  id: "gift",
  title: "Give and receive",
  about:
    "The café gives to the pot; Walter asks it for a quarter of an hour, and never learns who gave.",
  steps: [
    {
      as: "cafe",
      says: "I look up the café.",
      does: `
query WhoIsTheCafe {
  me { organisations { id name hub { id } account { balanceMinutes } } }
}`,
      tells: "{me.organisations.0.account.balanceMinutes hours} in hand.",
      keeps: { cafeId: "me.organisations.0.id", hubId: "me.organisations.0.hub.id" },
    },
    {
      as: "cafe",
      says: "The café gives a quarter of an hour to the community pot.",
      does: `
mutation GiveToThePot($cafeId: ID!, $hubId: ID!, $giveKey: String!) {
  giveCredits(
    input: {
      fromId: $cafeId
      to: { potOfHubId: $hubId }
      minutes: 15
      note: "For whoever needs it."
      idempotencyKey: $giveKey
    }
  ) {
    gift { minutes giver { name } potOfHub { name } }
    ${said}
  }
}`,
    },
    {
      as: "walter",
      says: "I look up my hours.",
      does: whoIs("WhoIsWalter"),
      tells: inHand,
      keeps: { memberId: member, accountId: account },
    },
    {
      as: "walter",
      says: "I ask the pot for a quarter of an hour.",
      does: `
mutation AskThePot($memberId: ID!, $askKey: String!) {
  requestPotSupport(
    input: {
      memberId: $memberId
      minutes: 15
      reason: "A lift to the library."
      idempotencyKey: $askKey
    }
  ) {
    potRequest { id minutes }
    ${said}
  }
}`,
      keeps: { potRequestId: "requestPotSupport.potRequest.id" },
    },
    {
      as: "priya",
      says: "As the broker I say yes.",
      does: `
mutation SayYes($potRequestId: ID!, $decideKey: String!) {
  decidePotSupport(
    input: {
      potRequestId: $potRequestId
      approve: true
      note: "With pleasure."
      idempotencyKey: $decideKey
    }
  ) {
    potRequest { givenMinutes decisionNote }
    ${said}
  }
}`,
    },
    {
      as: "walter",
      says: "It is there, and it came from the pot: nobody can ask who gave.",
      does: `
query WhatCame($accountId: ID!) {
  account(id: $accountId) {
    balanceMinutes
    statement(first: 1) { nodes { kind minutes counterpart { name } } }
  }
}`,
      tells: "{account.balanceMinutes hours} in hand.",
    },
  ],
};
