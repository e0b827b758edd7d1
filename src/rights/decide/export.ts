import type { Taker } from "../model/index.ts";

/** From this age on, a young person has the first word about their own data. */
const ageOfOwnWord = 13;

/** Does it need the person's own word that they want it? */
export const needsTheirWord = (by: Taker, age: number): boolean =>
  by === "BROKER" || (by === "GUARDIAN" && age >= ageOfOwnWord);

/** What is held and not told, and what says so. */
export const withheld = [
  {
    what: "What referees said before you joined, and who they were.",
    why: "It was given in confidence: Data Protection Act 2018, Schedule 2, paragraph 24.",
  },
  {
    what: "Who of the hub's staff wrote a note, and what was seen of a guardian.",
    why: "It is about somebody else: Data Protection Act 2018, Schedule 2, paragraph 16. The log of reads names who read.",
  },
  {
    what: "Whom you spoke of in a referral that you sent, and how to reach them.",
    why: "It is about somebody else: Data Protection Act 2018, Schedule 2, paragraph 16.",
  },
  {
    what: "Who else came to a group activity, and whom you read about.",
    why: "It is about somebody else: Data Protection Act 2018, Schedule 2, paragraph 16.",
  },
  {
    what: "Who gave to the pot that helped you.",
    why: "It is about somebody else, and nobody can find it out: gifts to a pot lead to no one.",
  },
] as const;

/** The same for what a broker hands over on paper. */
export const withheldByHub = {
  what: "What you told other hubs, and your logins and roles.",
  why: "This hub does not know it. Ask with your own login, or ask the other hub.",
} as const;
