import type { Story } from "./story.ts";
import {
  agree,
  balance,
  confirm,
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

export const learning: Story = {
  id: "learning",
  title: "Sponsor learning",
  about: "A child earns for learning: the school gives the minutes, from what a circle granted it.",
  steps: [
    {
      as: "sandra",
      says: "I am Ellie's mother and act for her: I look her up.",
      does: `
query WhoIsEllie {
  me { wards { id firstName hub { id } account { id balanceMinutes } } }
}`,
      tells: "{me.wards.0.firstName} has {me.wards.0.account.balanceMinutes hours} in hand.",
      keeps: {
        learnerId: "me.wards.0.id",
        hubId: "me.wards.0.hub.id",
        accountId: "me.wards.0.account.id",
      },
    },
    {
      as: "school",
      says: "I speak for the school: I look it up.",
      does: `
query WhoIsTheSchool {
  me { organisations { id name account { balanceMinutes } } }
}`,
      tells: "{me.organisations.0.name}.",
      keeps: { schoolId: "me.organisations.0.id" },
    },
    {
      as: "sandra",
      says: "I write down a day on which Ellie read aloud for a quarter of an hour.",
      does: `
mutation WriteDown($learnerId: ID!, $schoolId: ID!, $someDay: Date!, $recordKey: String!) {
  recordLearning(
    input: {
      learnerId: $learnerId
      organisationId: $schoolId
      what: "Reading aloud"
      sessions: [{ on: $someDay, minutes: 15 }]
      idempotencyKey: $recordKey
    }
  ) {
    record { id status minutes }
    ${said}
  }
}`,
      keeps: { recordId: "recordLearning.record.id" },
    },
    {
      as: "school",
      says: "The school was there: it verifies, and the minutes move.",
      does: `
mutation Verify($recordId: ID!, $verifyKey: String!) {
  verifyLearning(input: { recordId: $recordId, idempotencyKey: $verifyKey }) {
    record { status minutes organisation { name } }
    ${said}
  }
}`,
    },
    {
      as: "sandra",
      says: "The minutes are Ellie's own. I can see them, and not spend them on myself.",
      does: `
query ElliesBalance($accountId: ID!) {
  account(id: $accountId) {
    balanceMinutes
    statement(first: 1) { nodes { kind minutes counterpart { name } } }
  }
}`,
      tells: "Ellie has {account.balanceMinutes hours} in hand.",
    },
  ],
};

export const crossing: Story = {
  id: "across",
  title: "Help across hubs",
  about: "Maria in Saltmere gets help from Amina in Brackenford, within what both hubs agreed.",
  steps: [
    {
      as: "amina",
      says: "I look up my time bank.",
      does: whoIs("WhoIsAminaHere"),
      keeps: { hubId: hub },
    },
    {
      as: "maria",
      says: "I look up my hours.",
      does: whoIs("WhoIsMaria"),
      tells: inHand,
      keeps: { payerId: member },
    },
    {
      as: "maria",
      says: "I look for a signing lesson in Amina's time bank.",
      does: findOffer("FindLesson", "makaton"),
      tells: offered,
      keeps: { providerId: offeredBy },
    },
    {
      as: "maria",
      says: "I ask Amina for a quarter of an hour.",
      does: propose("AskAcross", { words: "First signs", minutes: 15 }),
      keeps: exchangeKept,
    },
    { as: "amina", says: "I say yes.", does: agree("AgreeAcross") },
    { as: "amina", says: "It is done.", does: deliver("DeliverAcross", 15) },
    {
      as: "maria",
      says: "I confirm. Each hub still adds up to zero: clearing accounts stand in between.",
      does: confirm("ConfirmAcross", 15),
    },
    { as: "amina", says: "It is in my account.", does: balance("AminasHours"), tells: inHand },
  ],
};

export const verifying: Story = {
  id: "verify",
  title: "Check the books",
  about: "An auditor checks every chain and sum of a hub; anybody may keep its daily digest.",
  steps: [
    {
      as: "ines",
      says: "I am the auditor: I look up which hub I may check.",
      does: `
query WhatMayICheck {
  me { roles { role hub { id name } } }
}`,
      keeps: { hubId: "me.roles.0.hub.id" },
    },
    {
      as: "ines",
      says: "All accounts of the hub together come to zero.",
      does: `
query DoesItAddUp($hubId: ID!) {
  hubTrialBalance(hubId: $hubId) { sumMinutes totals { kind minutes } belowFloorCount }
}`,
      tells: "All together: {hubTrialBalance.sumMinutes} minutes.",
    },
    {
      as: "ines",
      says: "Every entry follows from the one before and rests on something that happened.",
      does: `
query IsItWhole($hubId: ID!) {
  ledgerVerification(hubId: $hubId) {
    asOf
    accountCount
    entryCount
    sumMinutes
    problemCount
    isComplete
  }
}`,
      tells: "{ledgerVerification.entryCount} entries, {ledgerVerification.problemCount} problems.",
    },
    {
      says: "Anybody may keep a day's digest and compare it later. There is one after each night.",
      does: `
query Digests($hubId: ID!) {
  ledgerDigests(hubId: $hubId, first: 3) { nodes { day hash } }
}`,
    },
    {
      as: "ines",
      says: "I may read the books and nothing else: a gift in somebody's name is refused.",
      does: `
mutation NotMine($hubId: ID!, $tryKey: String!) {
  giveCredits(
    input: { fromId: $hubId, to: { potOfHubId: $hubId }, minutes: 15, idempotencyKey: $tryKey }
  ) {
    gift { id }
    ${said}
  }
}`,
      refused: "NOT_FOUND",
    },
  ],
};
