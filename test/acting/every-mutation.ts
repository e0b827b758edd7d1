/*
 * Every mutation, and what becomes of it when a broker or a supporter does it in a member's name:
 * either the kind of the record that the member can object to, or why there is none.
 */

const own = "Nobody does it in somebody else's name.";
const office =
  "An office of the hub: decided in the hub's own name, and written down with its maker.";
const back =
  "Takes back or calls off. Nothing is set aside, shown or given by it, and it can be said anew.";
const word =
  "A yes or no of its own, kept with who said it and how, and taken back at once at any time.";
const facts =
  "Says what happened. The other side, or somebody else, has to say so too before credits move.";
const hidden = "Shown to nobody, and nothing rests on it, before somebody else says yes.";
const words = "Written down as said, for those who sit in the circle; nothing is given by it.";
const list = "A line in a list that the member takes away again at any time.";
const closed =
  "Read by those named in the rules of incidents alone; a list of it would tell others.";
const care =
  "A note that asks more of others and nothing of the adult, who reads it and ends it at any time.";
const final =
  "Cannot be undone, so it is asked for with a word of the member's own, and told before.";

/** The kind of record, or why there is none. */
export type Told = { readonly record: string } | { readonly none: string };

const record = (kind: string): Told => ({ record: kind });
const none = (why: string, ...mutations: readonly string[]) =>
  Object.fromEntries(mutations.map((name): readonly [string, Told] => [name, { none: why }]));

export const told: { readonly [mutation: string]: Told } = {
  createListing: record("LISTING"),
  updateListing: record("LISTING"),
  publishListing: record("LISTING"),
  consentToListing: record("LISTING"),
  proposeExchange: record("AGREEMENT"),
  agreeExchange: record("AGREEMENT"),
  proposeExchangeChange: record("AGREEMENT"),
  bookSpendOption: record("AGREEMENT"),
  startSeriesSession: record("AGREEMENT"),
  startSeries: record("SERIES"),
  agreeSeries: record("SERIES"),
  confirmExchange: record("CONFIRMATION"),
  confirmOnBehalf: record("CONFIRMATION"),
  joinGroupActivity: record("GROUP"),
  requestMove: record("MOVE"),
  requestPotSupport: record("POT_REQUEST"),
  registerAssisted: record("JOINING"),
  acceptCodeOfConduct: record("CODE_OF_CONDUCT"),
  updateMember: record("PROFILE"),
  setCommunicationProfile: record("PROFILE"),
  pauseMembership: record("PAUSE"),
  resumeMembership: record("RETURN"),
  leaveHub: record("LEAVING"),
  acceptSeat: record("SEAT"),
  castPosition: record("POSITION"),
  ...none(own, "objectToRecord", "giveCredits", "registerPerson", "apply", "linkLogin"),
  // A guardian's word is the child's, and the law's own voice for it.
  ...none(own, "applyForChild"),
  // A broker only passes it on, and a record would tell others of the hub what was said or when.
  ...none(word, "giveDemographics", "removeDemographics"),
  ...none(office, "createCategory", "createSpendOption", "addSlot", "closeSpendOption"),
  ...none(office, "resolveDispute", "clearDisplacement", "clearVisitAlarm", "reverseEntry"),
  ...none(office, "planGroupActivity", "runGroupActivity", "cancelGroupActivity"),
  ...none(office, "proposeInterHub", "agreeInterHub", "endInterHub", "acceptMove", "declineMove"),
  ...none(office, "grantMandate", "amendMandate", "allocate", "returnCredits"),
  ...none(office, "recogniseCare", "recogniseActivity", "decidePotSupport", "creditSession"),
  ...none(office, "freezeAccount", "unfreezeAccount", "setMemberLimits", "clearMemberLimits"),
  ...none(office, "createArea", "createHub", "setHubPolicy", "closeHub", "cancelHubClosing"),
  ...none(office, "grantRole", "endRole", "registerClient", "endClient", "closeReferral"),
  ...none(office, "createOrganisation", "addOrganisationAdmin", "removeOrganisationAdmin"),
  ...none(office, "createLoginCode", "recordInterview", "addReference", "waiveRequirement"),
  ...none(office, "activateMember", "linkGuardian", "endGuardian"),
  ...none(office, "createPayRun", "addPayRunRows", "removePayRunRows", "rehearsePayRun"),
  ...none(office, "startPayRun", "continuePayRun", "cancelPayRun", "decideCorrection"),
  ...none(office, "setRequirement", "endRequirement", "grantClearance", "revokeClearance"),
  ...none(office, "addCover", "endCover"),
  ...none(office, "createCircle", "updateCircle", "inviteSeat", "endSeat", "recordSeatMandate"),
  ...none(office, "takeOnCircle", "delegateUpward"),
  ...none(office, "scheduleSession", "shareInformation", "recordAttendance", "proposeArtefact"),
  ...none(office, "adoptContribution", "openDecision", "answerObjection", "closeDecision"),
  ...none(office, "overrideDecision", "assignAction", "completeAction", "respondToIssue"),
  ...none(office, "escalateIssue", "declareFunding"),
  ...none(own, "waiveNotice", "rateDecision", "raiseIssue", "supportIssue"),
  ...none(words, "addContribution", "recordVoice"),
  ...none(back, "pauseListing", "closeListing", "declineExchange", "cancelExchange", "endSeries"),
  ...none(back, "leaveGroupActivity", "withdrawMove", "cancelPotRequest", "removeMoneyLeg"),
  ...none(word, "giveConsent", "withdrawConsent", "appointSupporter", "endSupporter"),
  ...none(word, "giveGuardianConsent", "withdrawGuardianConsent"),
  ...none(word, "shareGuardianContact", "withdrawGuardianContact"),
  ...none(facts, "markDelivered", "addMoneyLeg", "recordLearning", "verifyLearning"),
  ...none(facts, "checkIn", "checkOut", "logVisitMoney"),
  ...none(facts, "logServiceHours", "signServiceHours"),
  ...none(office, "addService", "setRelationshipMode"),
  ...none(list, "addSkill", "removeSkill"),
  ...none(list, "reportCoreWork", "withdrawCoreWork"),
  ...none(hidden, "referPerson", "requestCorrection"),
  ...none(closed, "reportIncident", "replyToIncident", "takeUpIncident", "askForReply"),
  ...none(closed, "applyInterimMeasure", "reviewInterimMeasure", "endInterimMeasure"),
  ...none(closed, "noteReferral", "concludeIncident", "signConclusion"),
  ...none(closed, "nameSecondReader", "endSecondReader"),
  ...none(care, "noteAtRisk", "endAtRisk"),
  ...none(office, "registerWebhook", "rotateWebhookSecret", "pauseWebhook", "resumeWebhook"),
  ...none(office, "endWebhook", "sendTestEvent", "replayWebhookDelivery", "replayDeadLetters"),
  ...none(final, "erasePerson"),
};
