import { addDays, isRefusal, newId, sameIdAs } from "../../src/kernel/index.ts";
import { planMeasure } from "../../src/safeguarding/index.ts";
import type { Town } from "../directory/town.ts";
import { change, mustTell } from "../federation/hubs.ts";
import { textAt } from "../support/api.ts";
import { doneTo, registered } from "../support/webhooks.ts";
import { does } from "./privacy-asking.ts";

type Place = Town;
type Things = { readonly [name: string]: string };

/** What amina said of grace, as the lead, amina and grace know it. */
export async function told({ bank, bra, grace }: Place): Promise<Things> {
  const account = "Something is missing since she was here.";
  const wish = { hubId: bra, aboutMemberId: grace, account };
  const report = await does(bank.as("amina"), "reportIncident", "report", wish);
  const incident = sameIdAs(report, "inc");
  const lead = (mutation: string, version: number, more: object = {}) =>
    mustTell(bank.as("leah"), change(mutation, "incident { id }"), {
      ...{ incidentId: incident, version },
      ...more,
    });
  await lead("takeUpIncident", 1);
  await lead("askForReply", 2, { summary: "What do you know of it?" });
  return { incident, report, toAnswer: sameIdAs(report, "ans") };
}

/** What the safeguarding lead asks for and saw, and what does not happen for a while. */
export async function watched({ bank, bra, amina }: Place): Promise<Things> {
  const leah = bank.as("leah");
  const measure = planMeasure(
    {
      ...{ id: newId("itm"), hubId: bra, memberId: amina, kind: "NO_MONEY_HANDLING" },
      ...{ from: bank.now(), until: addDays(bank.now(), 7), receipts: [] },
    },
    bank.now(),
  );
  if (isRefusal(measure)) throw new Error(measure.message);
  await bank.table().commit(measure.writes);
  return {
    measure: measure.measure.id,
    requirement: await does(leah, "setRequirement", "requirement", {
      ...{ hubId: bra, circumstance: "MONEY_HANDLING", need: "CLEARANCE" },
      ...{ clearance: "MONEY_HANDLING_TRAINING", reason: "For everybody's peace of mind." },
    }),
    atRisk: await does(bank.as("amina"), "noteAtRisk", "note", {
      ...{ memberId: amina, until: "2026-12-31" },
    }),
    clearance: await does(leah, "grantClearance", "clearance", {
      ...{ memberId: amina, kind: "FIRST_AID", issuer: "Red Cross", outcome: "COMPLETED" },
      ...{ givenOn: "2026-02-02", expiresOn: "2026-03-30" },
    }),
    cover: await does(leah, "addCover", "cover", {
      ...{ holderId: bra, insurer: "Fairweather", from: "2026-01-01", until: "2026-12-31" },
    }),
  };
}

/** Whom the hub tells of what happens, and a try at it. */
export async function hooked({ bank, bra }: Place): Promise<Things> {
  const webhook = await registered(bank, { hubId: bra });
  const tried = await doneTo(bank, "priya", ["sendTestEvent", { webhookId: webhook }]);
  return { webhook, delivery: textAt(tried, "delivery.id") };
}
