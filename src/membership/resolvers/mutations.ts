import type { MutationResolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import * as inputs from "../model/index.ts";
import * as service from "../service/index.ts";
import { actingMutations } from "./acting.ts";

export const mutations: MutationResolvers = {
  ...actingMutations,
  registerPerson: (_root, { input }, context) =>
    mutate({
      schema: inputs.RegisterPerson,
      input,
      field: "person",
      run: (wish) => service.registerPerson(context, wish),
    }),
  createArea: (_root, { input }, context) =>
    mutate({
      schema: inputs.CreateArea,
      input,
      field: "area",
      run: (wish) => service.createArea(context, wish),
    }),
  createHub: (_root, { input }, context) =>
    mutate({
      schema: inputs.CreateHub,
      input,
      field: "hub",
      run: (wish) => service.createHub(context, wish),
    }),
  setHubPolicy: (_root, { input }, context) =>
    mutate({
      schema: inputs.SetHubPolicy,
      input,
      field: "hub",
      run: (wish) => service.setHubPolicy(context, wish),
    }),
  closeHub: (_root, { input }, context) =>
    mutate({
      schema: inputs.CloseHub,
      input,
      field: "hub",
      run: (wish) => service.closeHub(context, wish),
    }),
  cancelHubClosing: (_root, { input }, context) =>
    mutate({
      schema: inputs.CancelHubClosing,
      input,
      field: "hub",
      run: (wish) => service.cancelHubClosing(context, wish),
    }),
  grantRole: (_root, { input }, context) =>
    mutate({
      schema: inputs.GrantRole,
      input,
      field: "role",
      run: (wish) => service.grantRole(context, wish),
    }),
  endRole: (_root, { input }, context) =>
    mutate({
      schema: inputs.EndRole,
      input,
      field: "role",
      run: (wish) => service.endRole(context, wish),
    }),
  registerClient: (_root, { input }, context) =>
    mutate({
      schema: inputs.RegisterClient,
      input,
      field: "client",
      run: (wish) => service.registerClient(context, wish),
    }),
  endClient: (_root, { input }, context) =>
    mutate({
      schema: inputs.EndClient,
      input,
      field: "client",
      run: (wish) => service.endClient(context, wish),
    }),
  apply: (_root, { input }, context) =>
    mutate({
      schema: inputs.Apply,
      input,
      field: "member",
      run: (wish) => service.apply(context, wish),
    }),
  applyForChild: (_root, { input }, context) =>
    mutate({
      schema: inputs.ApplyForChild,
      input,
      field: "member",
      run: (wish) => service.applyForChild(context, wish),
    }),
  referPerson: (_root, { input }, context) =>
    mutate({
      schema: inputs.ReferPerson,
      input,
      field: "referral",
      run: (wish) => service.referPerson(context, wish),
    }),
  closeReferral: (_root, { input }, context) =>
    mutate({
      schema: inputs.CloseReferral,
      input,
      field: "referral",
      run: (wish) => service.closeReferral(context, wish),
    }),
  registerAssisted: (_root, { input }, context) =>
    mutate({
      schema: inputs.RegisterAssisted,
      input,
      field: "member",
      run: (wish) => service.registerAssisted(context, wish),
    }),
  createLoginCode: (_root, { input }, context) =>
    mutate({
      schema: inputs.CreateLoginCode,
      input,
      field: "loginCode",
      run: (wish) => service.createLoginCode(context, wish),
    }),
  linkLogin: (_root, { input }, context) =>
    mutate({
      schema: inputs.LinkLogin,
      input,
      field: "person",
      run: (wish) => service.linkLogin(context, wish),
    }),
  recordInterview: (_root, { input }, context) =>
    mutate({
      schema: inputs.RecordInterview,
      input,
      field: "member",
      run: (wish) => service.recordInterview(context, wish),
    }),
  addReference: (_root, { input }, context) =>
    mutate({
      schema: inputs.AddReference,
      input,
      field: "member",
      run: (wish) => service.addReference(context, wish),
    }),
  waiveRequirement: (_root, { input }, context) =>
    mutate({
      schema: inputs.WaiveRequirement,
      input,
      field: "member",
      run: (wish) => service.waiveRequirement(context, wish),
    }),
  acceptCodeOfConduct: (_root, { input }, context) =>
    mutate({
      schema: inputs.AcceptCodeOfConduct,
      input,
      field: "member",
      run: (wish) => service.acceptCodeOfConduct(context, wish),
    }),
  activateMember: (_root, { input }, context) =>
    mutate({
      schema: inputs.ActivateMember,
      input,
      field: "member",
      run: (wish) => service.activateMember(context, wish),
    }),
  pauseMembership: (_root, { input }, context) =>
    mutate({
      schema: inputs.PauseMembership,
      input,
      field: "member",
      run: (wish) => service.pauseMembership(context, wish),
    }),
  resumeMembership: (_root, { input }, context) =>
    mutate({
      schema: inputs.ResumeMembership,
      input,
      field: "member",
      run: (wish) => service.resumeMembership(context, wish),
    }),
  leaveHub: (_root, { input }, context) =>
    mutate({
      schema: inputs.LeaveHub,
      input,
      field: "member",
      run: (wish) => service.leaveHub(context, wish),
    }),
  setMemberLimits: (_root, { input }, context) =>
    mutate({
      schema: inputs.SetMemberLimits,
      input,
      field: "member",
      run: (wish) => service.setMemberLimits(context, wish),
    }),
  clearMemberLimits: (_root, { input }, context) =>
    mutate({
      schema: inputs.ClearMemberLimits,
      input,
      field: "member",
      run: (wish) => service.clearMemberLimits(context, wish),
    }),
  updateMember: (_root, { input }, context) =>
    mutate({
      schema: inputs.UpdateMember,
      input,
      field: "member",
      run: (wish) => service.updateMember(context, wish),
    }),
  createOrganisation: (_root, { input }, context) =>
    mutate({
      schema: inputs.CreateOrganisation,
      input,
      field: "organisation",
      run: (wish) => service.createOrganisation(context, wish),
    }),
  addOrganisationAdmin: (_root, { input }, context) =>
    mutate({
      schema: inputs.OrganisationAdmin,
      input,
      field: "organisation",
      run: (wish) => service.addOrganisationAdmin(context, wish),
    }),
  removeOrganisationAdmin: (_root, { input }, context) =>
    mutate({
      schema: inputs.OrganisationAdmin,
      input,
      field: "organisation",
      run: (wish) => service.removeOrganisationAdmin(context, wish),
    }),
  linkGuardian: (_root, { input }, context) =>
    mutate({
      schema: inputs.LinkGuardian,
      input,
      field: "member",
      run: (wish) => service.linkGuardian(context, wish),
    }),
  endGuardian: (_root, { input }, context) =>
    mutate({
      schema: inputs.EndGuardian,
      input,
      field: "member",
      run: (wish) => service.endGuardian(context, wish),
    }),
};
