import { circles } from "./circles.ts";
import { help } from "./help.ts";
import { hours } from "./hours.ts";
import { people } from "./people.ts";
import { safety } from "./safety.ts";

/*
 * The one place that says what counts as personal. A field of a type that is about people is told
 * here as what it tells, or as OPEN; a type is in one of the three lists.
 */

/** Types about people, whose fields are written down when somebody else reads them. */
export const personalTypes = { ...people, ...help, ...hours, ...safety, ...circles };

/** Reached only through fields that are written down, so that reading them is part of that. */
export const partsOfPersonal = [
  "ActedBy",
  "Entry",
  "ExchangeStep",
  "GroupPart",
  "Guardian",
  "GuardianConsent",
  "GuardianContact",
  "GuardianWord",
  "LearningSession",
  "LimitException",
  "CareWeek",
  "CheckedFact",
  "CommunicationProfile",
  "Consent",
  "ConsentChange",
  "ListingConsent",
  "MemberLimitChange",
  "MoneyLeg",
  "EarlierPosition",
  "IncidentProposal",
  "IncidentReferral",
  "IncidentSecondReader",
  "IncidentSentBack",
  "Mover",
  "Objection",
  "ObjectionAnswer",
  "PartyCommunication",
  "PartyContact",
  "PartyFacts",
  "Reference",
  "SafetyGap",
  "SeatMandate",
  "SeriesYes",
  "Skill",
  "SupportEvidence",
  "Supporter",
  "VisitClearing",
  "VisitMark",
  "VisitMoney",
  "VisitMoneyLine",
  "Waiver",
] as const;

/** Types that say nothing about a person, or only what is shown to everybody who takes part. */
export const impersonalTypes = [
  // The person's own: nobody else can ask for it.
  "Me",
  "Demographics",
  "Erasure",
  "ErasedCount",
  // How long things are kept, and how many are over.
  "RetentionDue",
  "RetentionRule",
  // What people tell the hub for others to find them by.
  "Match",
  "MatchReason",
  "Availability",
  "WeeklyTime",
  "OneTime",
  "ListingCapacity",
  // A movement of minutes between accounts, which are told for themselves.
  "Posting",
  // What everybody is shown before they are asked.
  "ConsentText",
  "DemographicsText",
  // What a hub asks for and what covers it.
  "Cover",
  "Requirement",
  "StatutoryRule",
  // Places and rules.
  "Area",
  "Category",
  "Hub",
  "HubClosing",
  "HubPolicy",
  "LimitInForce",
  "PeriodLimits",
  "PeriodLimitsInForce",
  "LimitWarning",
  // Organisations and what they offer and pay.
  "Organisation",
  "Allocation",
  "Allotment",
  "PayRun",
  "PayRunRehearsal",
  "PencePart",
  "SpendOption",
  "SpendSlot",
  // Machines, and what is sent to them: ids, minutes and moments.
  "ClientApp",
  "Webhook",
  "WebhookAttempt",
  "WebhookDelivery",
  // Numbers about places: to others than who reads the books, of no fewer than eight people.
  "CategoryMinutes",
  "Measure",
  "CoreEconomyHours",
  "ModeMix",
  "ModeShare",
  "MonthInNumbers",
  // What citizens and staff did together, without any of them.
  "ServiceHours",
  // Agreements between hubs.
  "ClearingBalance",
  "ClosingWait",
  "InterHubAgreement",
  "InterHubProposal",
  // Circles by their seats, and what they decided: without anybody's name.
  "Action",
  "Artefact",
  "Attendance",
  "Circle",
  "CircleChange",
  "CircleGroup",
  "CircleModel",
  "CirclePower",
  "CircleRules",
  "CircleSession",
  "ModelProfile",
  "StepIn",
  // How a service is done, by an organisation.
  "Service",
  "RelationshipModeEntry",
  "ModeTrend",
  "ModeTrendQuarter",
  "ServicesInMode",
  // Told once to whoever credits a session: people by their seats, which are told for themselves.
  "SessionCredits",
  "SessionCredit",
  "Decision",
  "CreditsDecided",
  "DecisionRating",
  "DecisionTrace",
  "GroupInTheRoom",
  "InTheRoom",
  "Overriding",
  "PowerMap",
  "RungCount",
  "RungDistribution",
  "Share",
  "SharedInformation",
  "Tally",
  "VoiceParity",
  // Issues without who raised or supported them, and whose money is behind whom.
  "AnswerRecord",
  "Funding",
  "Issue",
  "IssueAsking",
  "IssueSupport",
  // What circles granted.
  "Mandate",
  "MandateDecision",
  // Books under account ids that name nobody, and sums over them.
  "KindTotal",
  "LedgerCheck",
  "LedgerDigest",
  "LedgerProblem",
  "LedgerVerification",
  "PolicyRehearsal",
  "RehearsalTotal",
  "RehearsedRefusal",
  "TrialBalance",
] as const;
