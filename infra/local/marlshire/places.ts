/** The hubs of Marlshire, each with its broker. All keep the usual floor of five hours. */
export const hubs = [
  { code: "BRA", name: "Brackenford Time Bank", broker: "priya" },
  { code: "SAL", name: "Saltmere Time Bank", broker: "rob" },
  { code: "THO", name: "Thornley Vale Time Bank", broker: "lucy" },
] as const;

export type HubCode = (typeof hubs)[number]["code"];

export const brokerOf = (code: HubCode): string =>
  hubs.find((hub) => hub.code === code)?.broker ?? "";

/** What each hub decided on at its start. */
export const policy = {
  ...{ floorMinutes: -300, weeklyCareMinutes: 180, goodsAllowed: false },
  // A year, so that whoever looks around can still read how an incident went.
  clearedIncidentDays: 365,
};

/** Pairs of hubs that agreed to help each other's members, five hours each way. */
export const agreements: readonly (readonly [HubCode, HubCode])[] = [
  ["BRA", "SAL"],
  ["THO", "SAL"],
  ["BRA", "THO"],
];
export const agreedLimitMinutes = 300;

/** The tree that listings are sorted into. The regulated one can never be listed. */
export const categories = [
  { slug: "other", name: "Something else" },
  { slug: "home", name: "At home", essential: true },
  { slug: "garden", name: "Garden" },
  { slug: "lifts", name: "Lifts and errands", essential: true },
  { slug: "minding", name: "Minding children", essential: true },
  { slug: "company", name: "Company and stories" },
  { slug: "learning", name: "Learning and mentoring" },
  { slug: "languages", name: "Languages and signing" },
  { slug: "repairs", name: "Repairs" },
  { slug: "computers", name: "Computers and phones" },
  { slug: "arts", name: "Art and music" },
  { slug: "food", name: "Cooking and food" },
  { slug: "caring", name: "A break for carers", essential: true },
  { slug: "outreach", name: "Reaching out to families" },
  { slug: "nursing", name: "Nursing and wound care", regulated: true },
] as const;

export type Slug = (typeof categories)[number]["slug"];

/** What the circles let their hubs credit in the first quarter. */
export const mandates = [
  { hub: "BRA", purpose: "LEARNING", hours: 20, on: "2026-01-12", decision: "D1" },
  { hub: "BRA", purpose: "PARTICIPATION", hours: 16, on: "2026-01-12", decision: "D1" },
  { hub: "BRA", purpose: "CARE", hours: 24, on: "2026-01-12", decision: "D1" },
  { hub: "THO", purpose: "CARE", hours: 12, on: "2026-03-09", decision: "T1" },
  { hub: "THO", purpose: "TRAINING", hours: 6, on: "2026-03-09", decision: "T1" },
] as const;
