import { runClosings } from "../../src/federation/index.ts";
import { everyHub } from "../../src/membership/index.ts";
import type { Table } from "../../src/table/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { agreed, idOf, must } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { change, giveRole, hub, mustTell } from "./hubs.ts";
import { does, helped, type Setting, setting } from "./moves.ts";

/** BRA, which closes into SAL, with something in every corner of its books; and a third hub. */
export type Closing = Setting & {
  /** Lucy is its broker; hal is a member of it. */
  readonly tho: string;
  readonly hal: string;
  /** An applicant of BRA. */
  readonly zoe: string;
  /** Tom's membership of SAL, beside the one of BRA. */
  readonly tomThere: string;
  /** Help for Amina that Grace has agreed to, so that Amina's minutes are set aside. */
  readonly exchangeId: string;
};

/** Joins a hub; answers with the membership. */
export async function joined(
  { bank }: Pick<Setting, "bank">,
  persona: string,
  [hubId, broker]: readonly [string, string],
): Promise<string> {
  const words = { offersInWords: ["Company"], requestsInWords: ["Company"] };
  const input = { hubId, firstName: persona, lastName: "Test", bornOn: "1985-05-05", ...words };
  const memberId = await make(bank, persona, ["apply", "member", input]);
  const steps: readonly (readonly [string, { readonly [field: string]: Json }])[] = [
    ["recordInterview", { heldOn: bank.now().slice(0, 10), note: "A good talk." }],
    ["waiveRequirement", { step: "REFERENCES", reason: "Known to the hub." }],
    ["acceptCodeOfConduct", { note: "Said yes in the talk." }],
    ["activateMember", {}],
  ];
  for (const [name, wish] of steps) {
    await mustTell(bank.as(broker), change(name, "member { id }"), { memberId, ...wish });
  }
  return memberId;
}

async function credited(its: Setting): Promise<void> {
  const purse = { purpose: "LEARNING", quarter: "2026-Q1", minutes: 600 };
  await make(its.bank, "priya", [
    "grantMandate",
    "mandate",
    { hubId: its.bra, ...purse, decisionId: await decidedIn(its.bank, its.bra) },
  ]);
  const some = { organisationId: its.school, ...purse, minutes: 240 };
  await make(its.bank, "priya", ["allocate", "allocation", some]);
}

async function thirdHub({ bank, bra }: Setting): Promise<string> {
  const data = await bank.steward.must("query ($id: ID!) { hub(id: $id) { area { id } } }", {
    id: bra,
  });
  const areaId = textAt(data, "hub.area.id");
  const tho = await hub(bank, { areaId, code: "THO", broker: "lucy" });
  const wish = { hubId: bra, partnerHubId: tho, limitMinutes: 300 };
  const agreementId = await make(bank, "priya", ["proposeInterHub", "agreement", wish]);
  await make(bank, "lucy", ["agreeInterHub", "agreement", { agreementId, version: 1 }]);
  return tho;
}

export async function closingTown(): Promise<Closing> {
  const its = await setting();
  const { bank, bra, sal } = its;
  const tho = await thirdHub(its);
  await credited(its);
  const hal = await joined(its, "hal", [tho, "lucy"]);
  const tomThere = await joined(its, "tom", [sal, "rob"]);
  await helped(its, ["grace", its.grace], ["amina", its.amina], 75);
  await helped(its, ["kofi", its.kofi], ["amina", its.amina], 45);
  await helped(its, ["hal", hal], ["grace", its.grace], 30);
  await helped(its, ["tom", tomThere], ["kofi", its.kofi], 30);
  await helped(its, ["tom", its.tom], ["grace", its.grace], 15);
  await helped(its, ["cleo", await joined(its, "cleo", [bra, "priya"])], ["tom", its.tom], 60);
  const gift = { fromId: its.grace, to: { potOfHubId: bra }, minutes: 15 };
  await make(bank, "grace", ["giveCredits", "gift", gift]);
  await movedToThird(its, tho);
  const applying = { hubId: bra, firstName: "zoe", lastName: "Test", bornOn: "1985-05-05" };
  const zoe = await make(bank, "zoe", ["apply", "member", applying]);
  const exchangeId = idOf(await agreed(its, { minutes: 30 }));
  const audrey = { firstName: "Audrey", lastName: "Test", bornOn: "1980-05-05" };
  const personId = await make(bank, "audrey", ["registerPerson", "person", audrey]);
  await giveRole(bank, personId, { role: "AUDITOR", scopeId: bra });
  return { ...its, tho, hal, zoe, tomThere, exchangeId };
}

/** Cleo has gone from BRA to the third hub, and Kofi's friend from SAL to BRA. */
async function movedToThird(its: Setting, tho: string): Promise<void> {
  const data = await its.bank.as("cleo").must("{ me { memberships { id } } }");
  const memberId = textAt(data, "me.memberships.0.id");
  const request = await does(its, "cleo", ["requestMove", { memberId, toHubId: tho }]);
  await does(its, "lucy", ["acceptMove", { moveRequestId: at(request, "id") }]);
}

/** The clock calls for the closing hubs. */
export const turn = async ({ bank }: Setting, table: Table = bank.table()) =>
  runClosings({ table, now: bank.now(), hubs: await everyHub(bank.table()) });

export const daysPass = ({ bank }: Setting, days: number) =>
  bank.at(new Date(Date.parse(bank.now()) + days * 86_400_000).toISOString());

/** BRA closes into SAL; answers with the hub. */
export const announced = (its: Closing): Promise<Json> =>
  does(its, "steward", [
    "closeHub",
    { hubId: its.bra, successorHubId: its.sal, reason: "Two small hubs become one." },
  ]);

/** The agreed help is given and confirmed, so nothing is set aside any more. */
export async function helpEnds({ bank, exchangeId }: Closing): Promise<void> {
  const happenedOn = bank.now().slice(0, 10);
  await must(bank, "grace", ["markDelivered", { exchangeId, minutes: 30, happenedOn }]);
  await must(bank, "amina", ["confirmExchange", { exchangeId, minutes: 30 }]);
}
