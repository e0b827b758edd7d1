import type { MutationResolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import {
  AddSkill,
  AddSlot,
  CloseSpendOption,
  ConsentToListing,
  CreateCategory,
  CreateListing,
  CreateSpendOption,
  MoveListing,
  RemoveSkill,
  UpdateListing,
} from "../model/index.ts";
import {
  addSkill,
  addSlot,
  closeListing,
  closeSpendOption,
  consentToListing,
  createCategory,
  createListing,
  createSpendOption,
  pauseListing,
  publishListing,
  removeSkill,
  updateListing,
} from "../service/index.ts";

export const mutations: MutationResolvers = {
  createCategory: (_root, { input }, context) =>
    mutate({
      schema: CreateCategory,
      input,
      field: "category",
      run: (wish) => createCategory(context, wish),
    }),
  createListing: (_root, { input }, context) =>
    mutate({
      schema: CreateListing,
      input,
      field: "listing",
      run: (wish) => createListing(context, wish),
    }),
  updateListing: (_root, { input }, context) =>
    mutate({
      schema: UpdateListing,
      input,
      field: "listing",
      run: (wish) => updateListing(context, wish),
    }),
  publishListing: (_root, { input }, context) =>
    mutate({
      schema: MoveListing,
      input,
      field: "listing",
      run: (wish) => publishListing(context, wish),
    }),
  pauseListing: (_root, { input }, context) =>
    mutate({
      schema: MoveListing,
      input,
      field: "listing",
      run: (wish) => pauseListing(context, wish),
    }),
  closeListing: (_root, { input }, context) =>
    mutate({
      schema: MoveListing,
      input,
      field: "listing",
      run: (wish) => closeListing(context, wish),
    }),
  consentToListing: (_root, { input }, context) =>
    mutate({
      schema: ConsentToListing,
      input,
      field: "listing",
      run: (wish) => consentToListing(context, wish),
    }),
  addSkill: (_root, { input }, context) =>
    mutate({
      schema: AddSkill,
      input,
      field: "list",
      run: (wish) => addSkill(context, wish),
    }),
  removeSkill: (_root, { input }, context) =>
    mutate({
      schema: RemoveSkill,
      input,
      field: "list",
      run: (wish) => removeSkill(context, wish),
    }),
  createSpendOption: (_root, { input }, context) =>
    mutate({
      schema: CreateSpendOption,
      input,
      field: "spendOption",
      run: (wish) => createSpendOption(context, wish),
    }),
  addSlot: (_root, { input }, context) =>
    mutate({
      schema: AddSlot,
      input,
      field: "slot",
      run: (wish) => addSlot(context, wish),
    }),
  closeSpendOption: (_root, { input }, context) =>
    mutate({
      schema: CloseSpendOption,
      input,
      field: "spendOption",
      run: (wish) => closeSpendOption(context, wish),
    }),
};
