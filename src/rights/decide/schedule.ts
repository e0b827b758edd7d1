/** How long what is known of people is kept. The clock goes by `months`; people read the words. */
export const schedule = [
  {
    kind: "LEFT_MEMBER",
    months: 72,
    what: "Somebody who left. Not while they take part in another hub, have a role, speak for an organisation, or are there for a child or a member they support.",
    countedFrom: "The day they left, or their 18th birthday when that is later.",
    becomes:
      "The person is erased, as if they had asked for it. Hours stay in the books without them.",
    why: "Until then a claim can be made: Limitation Act 1980, sections 5 and 28. After that there is no need: UK GDPR Article 5(1)(e).",
  },
  {
    kind: "APPLICATION",
    months: 12,
    what: "An application of somebody who was not let in.",
    countedFrom: "The last step of joining that was noted.",
    becomes:
      "The person is erased, as if they had asked for it. Who takes part in another hub, or is needed for somebody who does, stays there, and only the application goes.",
    why: "There is no need to keep it: UK GDPR Article 5(1)(e). They can ask again.",
  },
  {
    kind: "REFERRAL",
    months: 12,
    what: "A referral that led nowhere. What it said of the person is wiped when it is closed.",
    countedFrom: "The day it was closed; where nobody closed it, the day it was sent.",
    becomes: "Removed.",
    why: "There is no need to keep it: UK GDPR Article 5(1)(e).",
  },
  {
    kind: "CORRECTION",
    months: 72,
    what: "A request to correct something, and the hub's answer.",
    countedFrom: "The day of the answer.",
    becomes: "Removed. It goes with the person when they are erased before.",
    why: "It shows that the hub answered, while a claim can be made: UK GDPR Article 5(2), Limitation Act 1980, section 9.",
  },
  {
    kind: "OBJECTION",
    months: 72,
    what: "An objection to what was done in a member's name.",
    countedFrom: "The day they objected.",
    becomes: "Removed. It goes with the person when they are erased before.",
    why: "It shows what was put right, while a claim can be made: Limitation Act 1980, section 5.",
  },
  {
    kind: "CLEARANCE",
    months: 36,
    what: "That a safeguarding lead saw a training or a check of somebody, when it counts no more.",
    countedFrom: "The day after which it did not count: its last day, or when it was taken back.",
    becomes: "Removed. It goes with the person when they are erased before.",
    why: "It shows that who helped had been checked, while a claim for an injury can be made: Limitation Act 1980, section 11.",
  },
  {
    kind: "INTERIM_MEASURE",
    months: 12,
    what: "Something that a member did not do for a while. It says no reason.",
    countedFrom: "The moment it ended.",
    becomes: "Removed. After an outcome that clears somebody it is removed at once.",
    why: "Long enough to look again at whether it was fair: UK GDPR Article 5(1)(d) and (e).",
  },
  {
    kind: "AT_RISK_NOTE",
    months: 12,
    what: "That more care was to be taken of an adult for a while, when it counts no more. It says no reason.",
    countedFrom: "The day after which it did not count: its last day, or when it was ended.",
    becomes: "Removed. It goes with the person when they are erased before.",
    why: "Long enough to look again at whether care was taken: Care Act 2014, section 42. After that there is no need: UK GDPR Article 5(1)(e).",
  },
  {
    kind: "ACCESS_LINE",
    months: 24,
    what: "A line of the log of who read what about whom.",
    countedFrom: "The day it was read.",
    becomes: "Removed. It goes with the person when they are erased before.",
    why: "Long enough to find and look into a wrong use: UK GDPR Articles 5(1)(e) and 5(1)(f).",
  },
  {
    kind: "LOGIN_CODE",
    months: 0,
    what: "A code to link a login.",
    countedFrom: "The moment it cannot be used any more, 7 days after it was made.",
    becomes: "Removed, within a few days.",
    why: "There is no need to keep it: UK GDPR Article 5(1)(e).",
  },
  {
    kind: "CLEARED_INCIDENT",
    months: null,
    what: "An incident that was found to be false, malicious or unfounded. The hub's policy says how long: clearedIncidentDays.",
    countedFrom: "The day it was concluded.",
    becomes: "Wiped: what is left is that there was one, and how it ended.",
    why: "Nothing may stay on somebody who did nothing: UK GDPR Article 5(1)(d) and (e).",
  },
  {
    kind: "KEPT_INCIDENT",
    months: null,
    what: "Any other incident. The hub's policy says how long: keptIncidentDays.",
    countedFrom: "The day it was concluded.",
    becomes: "Wiped: what is left is that there was one, and how it ended.",
    why: "It keeps others safe: Data Protection Act 2018, Schedule 1, paragraph 18.",
  },
  {
    kind: "BOOKS",
    months: null,
    what: "Hours given and received, as entries under ids that name nobody. Kept as long as the hub's books.",
    countedFrom: "The day of the entry.",
    becomes: "They stay. Once a person is erased, nothing leads from them to who it was.",
    why: "Charities keep their books for six years or longer: Charities Act 2011, section 131.",
  },
] as const;

type Kind = (typeof schedule)[number]["kind"];
/** What the clock looks for. */
export type TimedKind = Exclude<
  Kind,
  "LOGIN_CODE" | "CLEARED_INCIDENT" | "KEPT_INCIDENT" | "BOOKS"
>;

export const monthsOf = (kind: TimedKind): number =>
  schedule.find((rule) => rule.kind === kind)?.months ?? Number.POSITIVE_INFINITY;
