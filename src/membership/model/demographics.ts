import * as z from "zod";
import { Channel } from "../../kernel/index.ts";

/*
 * Who takes part, told by choice, in the categories of the harmonised standards of the Office for
 * National Statistics, each as coarse as a fair question can be.
 */

const ageBands = [
  "FROM_18_TO_24",
  "FROM_25_TO_34",
  "FROM_35_TO_44",
  "FROM_45_TO_54",
  "FROM_55_TO_64",
  "FROM_65_TO_74",
  "FROM_75_TO_84",
  "FROM_85",
] as const;

const answerFields = {
  ageBand: z.enum(ageBands).optional(),
  sex: z.enum(["FEMALE", "MALE"]).optional(),
  ethnicGroup: z.enum(["ASIAN", "BLACK", "MIXED", "WHITE", "OTHER"]).optional(),
  disability: z.enum(["LIMITED_A_LOT", "LIMITED_A_LITTLE", "NOT_LIMITED"]).optional(),
  unpaidCare: z.enum(["NONE", "UNDER_20_HOURS", "FROM_20_TO_49_HOURS", "FROM_50_HOURS"]).optional(),
  deprivationDecile: z
    .int()
    .min(1, "Deciles go from 1 to 10.|Use 1 for the most deprived areas, 10 for the least.")
    .max(10, "Deciles go from 1 to 10.|Use 1 for the most deprived areas, 10 for the least.")
    .optional(),
};
export const DemographicAnswers = z.object(answerFields);
export type DemographicAnswers = z.infer<typeof DemographicAnswers>;

/**
 * Somebody's answers, under a name nobody chose and nothing can be worked out from. It says in
 * which local authority and month, and no more: no person, no hub, no moment.
 */
export const Demographics = DemographicAnswers.extend({
  name: z.string(),
  areaId: z.string(),
  month: z.string(),
}).readonly();
export type Demographics = z.infer<typeof Demographics>;

/**
 * That a broker passed answers on, of somebody who does not sign in. There is no note in it and no
 * moment: whatever was said beside the answers could say what they were.
 */
export const PassedOn = z
  .object({
    byPersonId: z.string(),
    channel: Channel,
    readBack: z.boolean().optional(),
    slip: z.string().optional(),
  })
  .readonly();
export type PassedOn = z.infer<typeof PassedOn>;

/** The only way from a person to their answers. Without the answers' name it leads nowhere. */
export const DemographicsLink = z
  .object({
    personId: z.string(),
    answers: z
      .object({ name: z.string(), areaId: z.string(), textVersion: z.int() })
      .readonly()
      .optional(),
    passedOn: PassedOn.optional(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type DemographicsLink = z.infer<typeof DemographicsLink>;

/** What people read before they answer: the explicit consent of UK GDPR Article 9(2)(a). */
export const demographicsText = {
  version: 1,
  text:
    "May we count who takes part, so that it shows whether everybody can? You choose which questions to " +
    "answer. Your answers are kept apart from your name, under a random number, with the council area and " +
    "the month. They are used for counts of groups and for nothing else. Only you can read them back. Your " +
    "broker cannot. You can wipe them at any time, and nothing changes for you if you say nothing.",
  easyText: "May we count who takes part? We keep your answers apart from your name.",
} as const;
