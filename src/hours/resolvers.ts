import type { Resolvers } from "../graphql/generated/types.ts";
import { mutate, type NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import {
  AddService,
  LogServiceHours,
  ReportCoreWork,
  SetRelationshipMode,
  SignServiceHours,
  WithdrawCoreWork,
} from "./model/index.ts";
import {
  addService,
  citizenShareOf,
  coreWorkById,
  coreWorkOf,
  hubOf,
  logServiceHours,
  modeToday,
  organisationOf,
  reportCoreWork,
  serviceById,
  serviceHoursById,
  serviceHoursOf,
  serviceOf,
  servicesFor,
  setRelationshipMode,
  signServiceHours,
  withdrawCoreWork,
} from "./service/index.ts";

const [coreWork, serviceHours, service] = ["coreWork", "serviceHours", "service"] as const;

export const resolvers: Resolvers = {
  Query: {
    coreWork: (_root, { memberId, ...args }, context) => coreWorkOf(context, { memberId, args }),
    serviceHours: (_root, { partyId, ...args }, context) =>
      serviceHoursOf(context, { partyId, args }),
    services: (_root, { organisationId, ...args }, context) =>
      servicesFor(context, { organisationId, args }),
  },
  Mutation: {
    reportCoreWork: (_root, { input }, context) =>
      mutate({
        ...{ schema: ReportCoreWork, input, field: coreWork },
        run: (wish) => reportCoreWork(context, wish),
      }),
    withdrawCoreWork: (_root, { input }, context) =>
      mutate({
        ...{ schema: WithdrawCoreWork, input, field: coreWork },
        run: (wish) => withdrawCoreWork(context, wish),
      }),
    logServiceHours: (_root, { input }, context) =>
      mutate({
        ...{ schema: LogServiceHours, input, field: serviceHours },
        run: (wish) => logServiceHours(context, wish),
      }),
    signServiceHours: (_root, { input }, context) =>
      mutate({
        ...{ schema: SignServiceHours, input, field: serviceHours },
        run: (wish) => signServiceHours(context, wish),
      }),
    addService: (_root, { input }, context) =>
      mutate({
        ...{ schema: AddService, input, field: service },
        run: (wish) => addService(context, wish),
      }),
    setRelationshipMode: (_root, { input }, context) =>
      mutate({
        ...{ schema: SetRelationshipMode, input, field: service },
        run: (wish) => setRelationshipMode(context, wish),
      }),
  },
  ServiceHours: {
    hub: (hours, _args, context) => hubOf(context, hours),
    organisation: (hours, _args, context) => organisationOf(context, hours),
    service: (hours, _args, context) => serviceOf(context, hours),
    isSignedByCitizen: ({ citizenMark }) => citizenMark !== undefined,
    isSignedByService: ({ serviceMark }) => serviceMark !== undefined,
  },
  Service: {
    hub: (service, _args, context) => hubOf(context, service),
    organisation: (service, _args, context) => organisationOf(context, service),
    mode: (service, _args, context) => modeToday(context, service),
    citizenShare: (service, _args, context) => citizenShareOf(context, service),
  },
};

export const nodes: NodeFinders<Context> = {
  cwk: async (context, id) => {
    const found = await coreWorkById(context, id);
    return found && { __typename: "CoreWork", ...found };
  },
  jnt: async (context, id) => {
    const found = await serviceHoursById(context, id);
    return found && { __typename: "ServiceHours", ...found };
  },
  svc: async (context, id) => {
    const found = await serviceById(context, id);
    return found && { __typename: "Service", ...found };
  },
};
