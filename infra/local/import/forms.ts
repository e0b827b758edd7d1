import type * as z from "zod";
import { ConsentToListing, CreateListing } from "../../../src/directory/index.ts";
import {
  AgreeExchange,
  ConfirmExchange,
  MarkDelivered,
  ProposeExchange,
} from "../../../src/exchanges/index.ts";
import { derivedId, readInput } from "../../../src/kernel/index.ts";
import {
  AcceptCodeOfConduct,
  ActivateMember,
  RecordInterview,
  RegisterAssisted,
  WaiveRequirement,
} from "../../../src/membership/index.ts";
import type { Problem } from "./csv.ts";
import type { Everything } from "./read.ts";
import { columnOf, hoursSteps, type Ids, listingSteps, memberSteps, type Step } from "./steps.ts";

/** What each mutation of a row takes, as its room reads it. */
const forms: { readonly [mutation: string]: z.ZodType } = {
  registerAssisted: RegisterAssisted,
  recordInterview: RecordInterview,
  waiveRequirement: WaiveRequirement,
  acceptCodeOfConduct: AcceptCodeOfConduct,
  activateMember: ActivateMember,
  createListing: CreateListing,
  consentToListing: ConsentToListing,
  proposeExchange: ProposeExchange,
  agreeExchange: AgreeExchange,
  markDelivered: MarkDelivered,
  confirmExchange: ConfirmExchange,
};

type Place = { readonly file: string; readonly line: number };

/** Cells that the service would not take as they are written, though the columns do. */
export function formProblems(all: Everything, hubId: string): readonly Problem[] {
  const ids: Ids = {
    hubId,
    // Each of them has another, as people do.
    memberId: (name) => derivedId("mem", name),
    categoryId: (slug) => (slug === undefined ? undefined : derivedId("cat", slug)),
  };
  return [
    ...all.members.flatMap((its) => misfits(its, memberSteps(its.row, ids))),
    ...all.listings.flatMap((its) => misfits(its, listingSteps(its.row, ids))),
    ...all.hours.flatMap((its) => misfits(its, hoursSteps(its.row, ids))),
  ];
}

function misfits({ file, line }: Place, steps: readonly Step[]): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const step of steps) {
    const form = forms[step.mutation];
    const made = derivedId(step.thing === "exchange" ? "exc" : "lst", "of the row");
    const input = { ...step.input(made), idempotencyKey: "only-to-check" };
    const read = form ? readInput(form, input) : undefined;
    if (!read || read.ok) continue;
    for (const { message, remedy, path } of read.refusals) {
      const column = columnOf(step, path);
      const problem = { file, line, message: `${message} ${remedy}` };
      // One cell can go into several steps, and is told once.
      found.set(`${column} ${message}`, column === undefined ? problem : { ...problem, column });
    }
  }
  return [...found.values()];
}
