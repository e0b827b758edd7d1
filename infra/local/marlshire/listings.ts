import type { Slug } from "./places.ts";

type Channel = "IN_PERSON" | "PHONE" | "ONLINE";
type Words = readonly [title: string, category: Slug, minutes: number, channel?: Channel];

type Skill = readonly [level: "HAVE" | "WANT" | "LEARNING" | "CAN_TEACH", category: Slug];

/** What everybody offers, asks for and can do: in a time bank each has all three. */
export const listings: {
  readonly [member: string]: {
    readonly offer: Words;
    readonly request: Words;
    readonly skill: Skill;
  };
} = {
  amina: {
    offer: ["Signing with Makaton, for beginners", "languages", 60],
    request: ["A lift to the clinic", "lifts", 150],
    skill: ["CAN_TEACH", "languages"],
  },
  idris: {
    offer: ["Trying out picture symbols", "learning", 60],
    request: ["Somebody to draw with", "arts", 60],
    skill: ["LEARNING", "languages"],
  },
  walter: {
    offer: ["Talking through sums and engines", "learning", 60],
    request: ["The front lawn cut", "garden", 120],
    skill: ["CAN_TEACH", "learning"],
  },
  grace: {
    offer: ["Lawns and hedges", "garden", 120],
    request: ["Advice on starting a business", "learning", 120],
    skill: ["HAVE", "garden"],
  },
  tom: {
    offer: ["Lifts in a car with room for a wheelchair", "lifts", 150],
    request: ["A bicycle looked at", "repairs", 60],
    skill: ["HAVE", "lifts"],
  },
  sandra: {
    offer: ["Minding a child at the child's own home", "minding", 120],
    request: ["First signs of Makaton", "languages", 60],
    skill: ["LEARNING", "languages"],
  },
  ellie: {
    offer: ["Reading aloud to somebody", "company", 30],
    request: ["An art workshop", "arts", 120],
    skill: ["WANT", "arts"],
  },
  jack: {
    offer: ["Reading with younger children at school", "learning", 60],
    request: ["Maths for engineering", "learning", 120],
    skill: ["LEARNING", "computers"],
  },
  dilys: {
    offer: ["A story hour on the phone", "company", 60, "PHONE"],
    request: ["The flat cleaned", "home", 120],
    skill: ["HAVE", "company"],
  },
  kofi: {
    offer: ["Bicycles mended", "repairs", 90],
    request: ["Stories to listen to", "company", 60, "PHONE"],
    skill: ["HAVE", "repairs"],
  },
  maria: {
    offer: ["Interpreting on the phone, Bengali and Portuguese", "languages", 60, "PHONE"],
    request: ["My bicycle mended", "repairs", 90],
    skill: ["HAVE", "languages"],
  },
  nadia: {
    offer: ["Cooking together, as at home in Sylhet", "food", 120],
    request: ["An interpreter for meetings", "languages", 60, "PHONE"],
    skill: ["CAN_TEACH", "food"],
  },
  beth: {
    offer: ["Letters written by hand", "company", 60],
    request: ["Somebody to walk with", "company", 60],
    skill: ["HAVE", "company"],
  },
  helen: {
    offer: ["A break for whoever cares for somebody", "caring", 120],
    request: ["My phone set up", "computers", 60],
    skill: ["CAN_TEACH", "caring"],
  },
  sam: {
    offer: ["Computers, phones and weeding", "computers", 60],
    request: ["Practice before a job interview", "learning", 60],
    skill: ["HAVE", "computers"],
  },
  arthur: {
    offer: ["How steam engines work", "learning", 30],
    request: ["Company while Joan is out", "caring", 120],
    skill: ["HAVE", "learning"],
  },
  joan: {
    offer: ["Jam making for beginners", "food", 60],
    request: ["Help with the tablet and the garden", "computers", 60],
    skill: ["CAN_TEACH", "food"],
  },
  olu: {
    offer: ["Coming along as a second person", "company", 60],
    request: ["A bookcase put up", "repairs", 60],
    skill: ["HAVE", "company"],
  },
};

/** The café's spare tables on quiet mornings. */
export const carersTable = {
  title: "Carers' table",
  description: "A table, tea and somebody to talk to, on a quiet morning.",
  askedMinutes: 90,
  slots: ["2026-02-10T10:00:00Z", "2026-02-17T10:00:00Z", "2026-03-03T10:00:00Z"],
  capacity: 6,
} as const;
