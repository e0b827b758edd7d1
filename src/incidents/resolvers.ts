import type { Resolvers } from "../graphql/generated/types.ts";
import { mutate, type NodeFinders, sameIdAs } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import {
  ApplyInterimMeasure,
  AskForReply,
  ConcludeIncident,
  EndInterimMeasure,
  EndSecondReader,
  type Incident,
  NameSecondReader,
  NoteReferral,
  ReplyToIncident,
  ReportIncident,
  ReviewInterimMeasure,
  SignConclusion,
  TakeUpIncident,
} from "./model/index.ts";
import {
  applyInterimMeasure,
  askForReply,
  concludeIncident,
  endInterimMeasure,
  endSecondReader,
  hubFor,
  incidentById,
  incidentsOf,
  incidentsToAnswer,
  incidentsToRead,
  measuresFor,
  nameSecondReader,
  noteReferral,
  ownReports,
  partyFor,
  replyToIncident,
  reportById,
  reportByReceipt,
  reportIncident,
  reviewInterimMeasure,
  signConclusion,
  takeUpIncident,
  toAnswerById,
  visitFor,
} from "./service/index.ts";

const field = "incident";

const mutations: Resolvers["Mutation"] = {
  reportIncident: (_root, { input }, context) =>
    mutate({
      schema: ReportIncident,
      input,
      field: "report",
      run: (wish) => reportIncident(context, wish),
    }),
  replyToIncident: (_root, { input }, context) =>
    mutate({
      schema: ReplyToIncident,
      input,
      field: "reply",
      run: (wish) => replyToIncident(context, wish),
    }),
  takeUpIncident: (_root, { input }, context) =>
    mutate({ schema: TakeUpIncident, input, field, run: (wish) => takeUpIncident(context, wish) }),
  askForReply: (_root, { input }, context) =>
    mutate({ schema: AskForReply, input, field, run: (wish) => askForReply(context, wish) }),
  applyInterimMeasure: (_root, { input }, context) =>
    mutate({
      schema: ApplyInterimMeasure,
      input,
      field,
      run: (wish) => applyInterimMeasure(context, wish),
    }),
  reviewInterimMeasure: (_root, { input }, context) =>
    mutate({
      schema: ReviewInterimMeasure,
      input,
      field,
      run: (wish) => reviewInterimMeasure(context, wish),
    }),
  endInterimMeasure: (_root, { input }, context) =>
    mutate({
      schema: EndInterimMeasure,
      input,
      field,
      run: (wish) => endInterimMeasure(context, wish),
    }),
  noteReferral: (_root, { input }, context) =>
    mutate({ schema: NoteReferral, input, field, run: (wish) => noteReferral(context, wish) }),
  concludeIncident: (_root, { input }, context) =>
    mutate({
      schema: ConcludeIncident,
      input,
      field,
      run: (wish) => concludeIncident(context, wish),
    }),
  signConclusion: (_root, { input }, context) =>
    mutate({ schema: SignConclusion, input, field, run: (wish) => signConclusion(context, wish) }),
  nameSecondReader: (_root, { input }, context) =>
    mutate({
      schema: NameSecondReader,
      input,
      field,
      run: (wish) => nameSecondReader(context, wish),
    }),
  endSecondReader: (_root, { input }, context) =>
    mutate({
      schema: EndSecondReader,
      input,
      field,
      run: (wish) => endSecondReader(context, wish),
    }),
};

/** Words that have been wiped are no more; before it is taken up there are none of some kinds. */
const toldOf = (incident: Incident) => (incident.status === "WIPED" ? undefined : incident);
const handledOf = (incident: Incident) =>
  incident.status === "WIPED" || incident.status === "REPORTED" ? undefined : incident;

/** What everyone who may know of an incident is told of how far it has come. */
const common = {
  status: ({ status }: Incident) => (status === "WIPED" ? "CONCLUDED" : status),
  concludedAt: (incident: Incident) =>
    "concludedAt" in incident ? incident.concludedAt : undefined,
  outcome: (incident: Incident) => ("outcome" in incident ? incident.outcome : undefined),
} as const;

export const resolvers: Resolvers = {
  Query: {
    incident: (_root, { id }, context) => incidentById(context, id),
    incidents: (_root, { hubId, ...args }, context) => incidentsOf(context, { hubId, args }),
    incidentReport: (_root, { id }, context) => reportById(context, id),
    incidentReportByReceipt: (_root, { receipt }, context) => reportByReceipt(context, receipt),
    myIncidentReports: (_root, args, context) => ownReports(context, args),
    incidentToAnswer: (_root, { id }, context) => toAnswerById(context, id),
    incidentsToAnswer: (_root, { memberId, ...args }, context) =>
      incidentsToAnswer(context, { memberId, args }),
    incidentsToRead: (_root, args, context) => incidentsToRead(context, args),
  },
  Mutation: mutations,
  ReportIncidentPayload: { receipt: ({ report }) => report?.receipt },
  Incident: {
    ...common,
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    account: (incident) => toldOf(incident)?.account,
    aboutWords: (incident) => toldOf(incident)?.aboutWords,
    happenedOn: (incident) => toldOf(incident)?.happenedOn,
    exchangeId: (incident) => toldOf(incident)?.exchangeId,
    subject: (incident, _args, context) => partyFor(context, toldOf(incident)?.subjectId),
    reporter: (incident, _args, context) =>
      partyFor(context, toldOf(incident)?.reporter.memberIds[0]),
    isWithoutName: (incident) => toldOf(incident)?.reporter.receiptHash !== undefined,
    visit: (incident, _args, context) => visitFor(context, toldOf(incident)?.exchangeId),
    summary: (incident) => handledOf(incident)?.asked?.summary,
    askedAt: (incident) => handledOf(incident)?.asked?.at,
    replies: (incident) => handledOf(incident)?.replies ?? [],
    measures: (incident, _args, context) =>
      measuresFor(context, handledOf(incident)?.measureIds ?? []),
    referrals: (incident) => handledOf(incident)?.referrals ?? [],
    secondReaders: (incident) => handledOf(incident)?.secondReaders ?? [],
    proposal: (incident) =>
      incident.status === "UNDER_REVIEW" || incident.status === "CONCLUDED"
        ? incident.proposal
        : undefined,
    sentBack: (incident) => (incident.status === "UNDER_REVIEW" ? incident.sentBack : undefined),
    signedNote: (incident) => (incident.status === "CONCLUDED" ? incident.signed.note : undefined),
    wipeAt: (incident) => (incident.status === "CONCLUDED" ? incident.wipeAt : undefined),
    wipedAt: (incident) => (incident.status === "WIPED" ? incident.wipedAt : undefined),
  },
  IncidentReport: {
    id: ({ id }) => sameIdAs(id, "rpt"),
    status: common.status,
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    account: (incident) => toldOf(incident)?.account,
    aboutWords: (incident) => toldOf(incident)?.aboutWords,
    happenedOn: (incident) => toldOf(incident)?.happenedOn,
    exchangeId: (incident) => toldOf(incident)?.exchangeId,
  },
  IncidentToAnswer: {
    ...common,
    id: ({ id }) => sameIdAs(id, "ans"),
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    summary: (incident) => handledOf(incident)?.asked?.summary ?? "",
    askedAt: (incident) => handledOf(incident)?.asked?.at ?? incident.reportedAt,
    replies: (incident) => handledOf(incident)?.replies ?? [],
  },
  IncidentSecondReader: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    namedAt: ({ at }) => at,
  },
  IncidentReply: { by: ({ as }) => as, spokenOver: ({ spoken }) => spoken?.channel },
};

export const nodes: NodeFinders<Context> = {
  inc: async (context, id) => {
    const found = await incidentById(context, id);
    return found && { __typename: "Incident", ...found };
  },
  rpt: async (context, id) => {
    const found = await reportById(context, id);
    return found && { __typename: "IncidentReport", ...found };
  },
  ans: async (context, id) => {
    const found = await toAnswerById(context, id);
    return found && { __typename: "IncidentToAnswer", ...found };
  },
};
