import type { Persona } from "./privacy-town.ts";

export type Known = readonly Persona[];

const ofAmina: Known = ["amina", "priya"];
const ofJack: Known = ["jack", "tom", "priya"];
const ofCafe: Known = ["cora", "priya"];
const partners: Known = ["amina", "grace", "priya"];
/** Everyone with a voice in some hub. */
const takers: Known = ["amina", "cora", "grace", "jack", "kofi", "priya", "rob", "tom"];
const ofBra: Known = ["amina", "cora", "grace", "jack", "priya", "tom"];
/** Who sits in the circle, or runs it as a broker. */
const inCircle: Known = ["amina", "grace", "jack", "priya"];
const stewards: Known = ["stella", "steward"];
const hubKeepers: Known = ["priya", ...stewards];
const lead: Known = ["leah"];

/** Who may act for a member, or is their broker. Whoever waits has no voice yet. */
const voices = { amina: ofAmina, ellie: ofAmina, jack: ofJack, zoe: ["priya"] } as const;
const voicesHeard = { ...voices, zoe: ["zoe", "priya"] } as const;

const withAuditor = (known: Known): Known => [...known, "audrey"];

/** Each look-up that is not open to everyone: which things it finds, and for whom alone. */
const doors: { readonly [field: string]: { readonly [thing: string]: Known } } = {
  "member(id: $id)": voicesHeard,
  "memberLimits(memberId: $id)": {
    ...{ amina: withAuditor(ofAmina), ellie: withAuditor(ofAmina), jack: withAuditor(ofJack) },
    zoe: withAuditor(["zoe", "priya"]),
  },
  "dataAccessLog(memberId: $id)": {
    ...{ amina: ["amina", "leah"], ellie: ["amina", "leah"] },
    ...{ jack: ["jack", "tom", "leah"], zoe: ["zoe", "leah"] },
  },
  'personalDataExport(agreed: { channel: PHONE, note: "Yes." }, memberId: $id)': voicesHeard,
  "skills(memberId: $id)": voices,
  "clearances(memberId: $id)": {
    ...{ amina: ["amina", "leah"], ellie: ["amina", "leah"] },
    ...{ jack: ["jack", "tom", "leah"], zoe: ["leah"] },
  },
  "atRiskNotes(memberId: $id)": {
    ...{ amina: [...ofAmina, "leah"], ellie: ["priya", "leah"] },
    ...{ jack: ["jack", "priya", "leah"], zoe: ["zoe", "priya", "leah"] },
  },
  "adultsAtRisk(hubId: $id)": { bra: ["leah"] },
  "canDo(memberId: $id)": {
    ...{ amina: [...ofAmina, "leah"], ellie: [...ofAmina, "leah"] },
    ...{ jack: [...ofJack, "leah"], zoe: ["priya", "leah"] },
  },
  "expiringClearances(hubId: $id)": { bra: ["leah"] },
  "interimMeasures(hubId: $id)": { bra: ["leah"] },
  "covers(hubId: $id)": { bra: [...ofBra, "leah"] },
  "listingsOf(partyId: $id)": { ...voices, cafe: ofCafe },
  "exchanges(partyId: $id)": { ...voices, cafe: ofCafe },
  "learningRecords(partyId: $id)": { ...voices, cafe: ofCafe },
  "mentoringSeriesOf(partyId: $id)": voices,
  "careRecognitions(memberId: $id)": voices,
  "activityRecognitions(memberId: $id)": voices,
  "potRequests(memberId: $id)": voices,
  'allotments(quarter: "2026-Q1", organisationId: $id)': { cafe: ofCafe },
  "account(id: $id)": {
    aminaAccount: withAuditor(ofAmina),
    jackAccount: withAuditor(ofJack),
    cafeAccount: withAuditor(ofCafe),
    potAccount: withAuditor(["priya"]),
  },
  "listing(id: $id)": {
    ...{ shown: takers, request: takers, jacks: ofJack },
    ...{ draft: ofAmina, brokersDraft: ofAmina, childs: ofAmina },
  },
  "suggestMatches(listingId: $id)": { request: ofAmina, shown: [], childs: [] },
  "exchange(id: $id)": { exchange: partners },
  "visit(exchangeId: $id)": { visited: [...partners, "leah"] },
  "incident(id: $id)": { incident: lead },
  "incidents(hubId: $id)": { bra: lead },
  "incidentReport(id: $id)": { report: ["amina"] },
  "incidentToAnswer(id: $id)": { toAnswer: ["grace"] },
  "incidentsToAnswer(memberId: $id)": {
    ...{ amina: ["amina"], ellie: ["amina"], jack: ["jack", "tom"], zoe: [] },
  },
  "mentoringSeries(id: $id)": { series: partners },
  "learningRecord(id: $id)": { learning: ["amina", "cora", "priya"] },
  "groupActivity(id: $id)": { group: ofBra },
  "gift(id: $id)": {
    gift: ["amina", ...ofJack],
    giftEntry: ["amina", ...ofJack],
    potGift: ["amina"],
    potGiftEntry: ["amina"],
    supportEntry: [],
  },
  "potRequest(id: $id)": { potRequest: ofJack },
  "erasure(id: $id)": { erasure: ["priya"] },
  "members(hubId: $id)": { bra: ["priya"] },
  "referrals(hubId: $id)": { bra: ["priya"] },
  "openPotRequests(hubId: $id)": { bra: ["priya"] },
  "hubExchanges(hubId: $id)": { bra: ["priya"] },
  "overdueVisits(hubId: $id)": { bra: ["priya", "leah"] },
  "hubTrialBalance(hubId: $id)": { bra: ["priya", "audrey"] },
  "policyRehearsal(hubId: $id)": { bra: ["priya", "audrey"] },
  "ledgerExport(hubId: $id)": { bra: ["priya", "audrey"] },
  "ledgerVerification(hubId: $id)": { bra: ["priya", "audrey"] },
  // Nobody's before the first night.
  "ledgerCheck(hubId: $id)": { bra: [] },
  "payRun(id: $id)": { payRun: ofCafe },
  "payRuns(organisationId: $id)": { cafe: ofCafe },
  "correctionRequest(id: $id)": { correction: ofAmina },
  "correctionRequests(hubId: $id)": { bra: ["priya"] },
  "correctionRequestsOf(memberId: $id)": voicesHeard,
  "retentionDue(hubId: $id)": { bra: ["priya", "leah", "audrey"] },
  "moveRequest(id: $id)": { moveRequest: [...ofAmina, "rob"] },
  "moveRequests(hubId: $id)": { bra: ["priya"] },
  "assistedRecord(id: $id)": { record: ["grace", "priya"] },
  "recordsMadeFor(memberId: $id)": { amina: ofAmina, jack: ofJack },
  "objections(hubId: $id)": { bra: ["priya"] },
  "artefact(id: $id)": { artefact: inCircle },
  "artefacts(circleId: $id)": { circle: inCircle },
  "circleSession(id: $id)": { session: inCircle },
  "inTheRoom(sessionId: $id)": { session: inCircle },
  "contribution(id: $id)": { contribution: inCircle },
  // How somebody said it is for them and who wrote it down: for no guardian of 15, and no broker.
  "voiceRecord(id: $id)": { voice: ["amina", "jack"] },
  // A diary is for whose it is, and for a guardian as far as they wrote it.
  "coreWork(memberId: $id)": {
    ...{ amina: ["amina"], ellie: ["amina"], jack: ["jack", "tom"], zoe: [] },
  },
  "serviceHours(partyId: $id)": { ...voices, cafe: ofCafe },
  "groupActivities(hubId: $id)": { bra: ofBra },
  "clients(placeId: $id)": { bra: stewards },
  "webhook(id: $id)": { webhook: hubKeepers },
  "webhooks(hubId: $id)": { bra: hubKeepers },
  "webhookDeliveries(webhookId: $id)": { webhook: hubKeepers },
  "roles(scopeId: $id)": { bra: stewards, areaId: stewards },
};

/** What `node` alone can find, beside all that the look-ups above find by an id. */
const nodesAlone: { readonly [thing: string]: Known } = {
  care: ofAmina,
  coreWork: ["amina"],
  serviceHours: ["amina", ...ofCafe],
  atRisk: [...ofAmina, "leah"],
  clearance: ["amina", "leah"],
  measure: ["amina", "leah"],
  cover: [...ofBra, "leah"],
  activity: ofJack,
  allocation: ofCafe,
  visit: [...partners, "leah"],
  priyaPerson: ["priya"],
  role: ["priya", ...stewards],
  referral: ["grace", "priya"],
  client: stewards,
  delivery: hubKeepers,
  careEntry: withAuditor(ofAmina),
  giftEntry: ["amina", ...withAuditor(ofJack)],
  potGiftEntry: withAuditor(ofAmina),
  supportEntry: withAuditor(ofJack),
};

const byId = Object.entries(doors).flatMap(([field, things]) =>
  field.includes("(id: $id)") ? Object.entries(things) : [],
);
export const everyNode = { ...Object.fromEntries(byId), ...nodesAlone };

export const all: { readonly [field: string]: { readonly [thing: string]: Known } } = {
  ...doors,
  "node(id: $id)": everyNode,
  "nodes(ids: [$id])": everyNode,
};

/** Places, organisations, categories and what a hub decided are public, whoever asks. */
export const openToAll = [
  ...["area", "areas", "hub", "hubs", "hubPolicy", "organisation", "organisations"],
  ...["interHubAgreement", "interHubAgreements", "mandate", "mandates"],
  ...["action", "circle", "circles", "decision", "decisionTrace", "decisions", "powerMap"],
  "modelProfile",
  ...["answersTo", "fundingDependence", "issue", "issues", "issuesAsked", "rungDistribution"],
  ...["coreEconomyHours", "modeMix", "modeTrend", "monthInNumbers", "services"],
  ...["ledgerDigests", "categories", "category", "requirements", "spendOption", "spendOptions"],
];
