/*
 * A story is a list of steps. Each is one public mutation, sent by one persona at one moment.
 * Steps name what they make, and later steps speak of it by that name: ids are the bank's affair.
 */

/** The id of something that an earlier step made, by the name the story gave it. */
export type IdOf = (name: string) => string;

export type Step = {
  /** When, as ISO 8601. Steps are told in the order of their times. */
  readonly at: string;
  /** The persona whose token goes with it. */
  readonly as: string;
  readonly does: Mutation;
  /** What or whom it is about; with `does`, unlike any other step. Makes the idempotency key. */
  readonly about: string;
  /** The name of what it makes, where later steps need its id. */
  readonly makes?: string;
  /** The names of the journal entries it credits people by, in turn, where it credits several. */
  readonly credits?: readonly string[];
  /** The input, all but its key. */
  readonly input: (idOf: IdOf) => object;
};

/**
 * What to ask back of each mutation: the thing's id, under that very name. Where credits move it
 * is the journal entry's.
 */
const answers = {
  acceptCodeOfConduct: "member { id }",
  acceptSeat: "seat { id }",
  activateMember: "member { id }",
  addCover: "cover { id }",
  addMoneyLeg: "exchange { id }",
  addReference: "member { id }",
  addService: "service { id }",
  addSkill: "list { id: memberId }",
  addSlot: "slot { id }",
  agreeExchange: "exchange { id }",
  agreeInterHub: "agreement { id }",
  agreeSeries: "series { id }",
  allocate: "allocation { id: journalEntryId }",
  answerObjection: "position { id: seatId }",
  apply: "member { id person { id } }",
  applyForChild: "member { id }",
  appointSupporter: "member { id }",
  applyInterimMeasure: "incident { id }",
  askForReply: "incident { id }",
  assignAction: "action { id }",
  bookSpendOption: "exchange { id }",
  castPosition: "position { id: seatId }",
  checkIn: "visit { id }",
  checkOut: "visit { id }",
  clearDisplacement: "exchange { id }",
  closeDecision: "decision { id }",
  completeAction: "action { id }",
  concludeIncident: "incident { id }",
  confirmExchange: "exchange { id: journalEntryId }",
  consentToListing: "listing { id }",
  createArea: "area { id }",
  createCategory: "category { id }",
  createCircle: "circle { id }",
  createHub: "hub { id }",
  createListing: "listing { id }",
  createOrganisation: "organisation { id }",
  createSpendOption: "spendOption { id }",
  creditSession: "credits { rows { journalEntryId } }",
  decidePotSupport: "potRequest { id: journalEntryId }",
  escalateIssue: "issue { id }",
  giveConsent: "member { id }",
  giveCredits: "gift { id: journalEntryId }",
  grantClearance: "clearance { id }",
  grantMandate: "mandate { id }",
  grantRole: "role { id }",
  inviteSeat: "seat { id }",
  linkGuardian: "member { id }",
  logServiceHours: "serviceHours { id }",
  logVisitMoney: "visit { id }",
  markDelivered: "exchange { id }",
  objectToRecord: "record { id }",
  // The fifth thing that was ever done for Arthur: told again, it is the fifth still.
  pauseMembership: "member { id recordsMadeFor(last: 5) { nodes { id } } }",
  openDecision: "decision { id }",
  proposeArtefact: "artefact { id }",
  proposeExchange: "exchange { id }",
  proposeInterHub: "agreement { id }",
  raiseIssue: "issue { id }",
  recogniseActivity: "recognition { id: journalEntryId }",
  recogniseCare: "recognition { id: journalEntryId }",
  recordAttendance: "session { id }",
  recordInterview: "member { id }",
  recordLearning: "record { id }",
  recordSeatMandate: "seat { id }",
  recordVoice: "voiceRecord { id }",
  referPerson: "referral { id }",
  registerAssisted: "member { id }",
  registerClient: "client { id }",
  registerPerson: "person { id }",
  reportCoreWork: "coreWork { id }",
  replyToIncident: "reply { id: text }",
  reportIncident: "report { id }",
  requestPotSupport: "potRequest { id }",
  respondToIssue: "issue { id }",
  reverseEntry: "journalEntry { id }",
  scheduleSession: "session { id }",
  setRelationshipMode: "service { id }",
  setRequirement: "requirement { id }",
  shareInformation: "session { id }",
  signConclusion: "incident { id }",
  signServiceHours: "serviceHours { id }",
  startSeries: "series { id }",
  startSeriesSession: "exchange { id }",
  supportIssue: "support { id: at }",
  takeUpIncident: "incident { id }",
  verifyLearning: "record { id: journalEntryId }",
  waiveNotice: "session { id }",
} as const;

type Mutation = keyof typeof answers;

/** The mutation as a document: its one variable is the input. */
export const documentOf = (does: Mutation): string => `
  mutation Tell($input: ${does[0]?.toUpperCase()}${does.slice(1)}Input!) {
    ${does}(input: $input) {
      thing: ${answers[does]}
      userErrors { code message path }
    }
  }`;
