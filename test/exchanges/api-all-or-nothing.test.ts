import { beforeAll, describe, expect, it } from "vitest";
import { member } from "../directory/town.ts";
import { at, type Json } from "../support/api.ts";
import { ask, balance, codes, idOf, must, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
  // Only an account that has entries can be stopped.
  const gift = { fromId: its.grace, to: { potOfHubId: its.bra }, minutes: 15, note: "For all." };
  await make(its.bank, "grace", ["giveCredits", "gift", gift]);
});

type Person = readonly [persona: string, partyId: string];

/** Grace and a newcomer give, Amina and Tom receive; all of them have joined. */
async function planned(newcomer: Person): Promise<{ activityId: string; people: Person[] }> {
  const givers: Person[] = [["grace", its.grace], newcomer];
  const receivers: Person[] = [
    ["amina", its.amina],
    ["tom", its.tom],
  ];
  const activityId = await plannedFor(givers);
  await joining(activityId, givers, "GIVER");
  await joining(activityId, receivers, "RECEIVER");
  return { activityId, people: [...givers, ...receivers] };
}

async function plannedFor(givers: readonly Person[]): Promise<string> {
  const wish = {
    ...{ hubId: its.bra, organiserId: its.cafe, what: "Singing together", receiverMinutes: 15 },
    plannedFor: "2026-01-06T15:00:00Z",
    givers: givers.map(([, partyId]) => ({ partyId, minutes: 15 })),
  };
  return idOf(await must(its.bank, "cora", ["planGroupActivity", wish]));
}

async function joining(activityId: string, people: readonly Person[], role: string) {
  for (const [persona, partyId] of people) {
    await must(its.bank, persona, ["joinGroupActivity", { activityId, partyId, role }]);
  }
}

const ran = (activityId: string, people: readonly Person[]) => ({
  activityId,
  happenedOn: "2026-01-05",
  attendeeIds: people.map(([, partyId]) => partyId),
});

const newcomer = async (name: string): Promise<Person> => [
  name,
  await member(its.bank, name, { hubId: its.bra, broker: "priya" }),
];

const balances = (people: readonly Person[]): Promise<readonly Json[]> =>
  Promise.all(people.map(([, partyId]) => balance(its.bank, "priya", partyId)));

async function sumOfHub(): Promise<Json> {
  const sum = "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }";
  return at(await its.bank.as("priya").must(sum, { id: its.bra }), "hubTrialBalance.sumMinutes");
}

const statusOf = async (id: string) =>
  at(
    await its.bank.as("cora").must("query ($id: ID!) { groupActivity(id: $id) { status } }", {
      id,
    }),
    "groupActivity.status",
  );

const freeze = (verb: "freeze" | "unfreeze", partyId: string) =>
  make(its.bank, "priya", [
    `${verb}Account`,
    "account",
    { accountId: `acc${partyId.slice(3)}`, reason: "The books are being looked at." },
  ]);

describe("a run that one account stops", () => {
  const moves = async (activityId: string, people: readonly Person[]) => {
    const before = await balances(people);
    its.bank.usage.reset();
    const wish = ran(activityId, people);
    const refused = await codes(its.bank, "cora", ["runGroupActivity", wish]);
    expect(its.bank.usage.writeUnits()).toBe(0);
    expect(await balances(people)).toEqual(before);
    expect(await statusOf(activityId)).toBe("PLANNED");
    return refused;
  };

  it.each([
    ["gives", 0],
    ["receives", 2],
  ])(
    "moves and frees nothing while who %s is frozen, and all once they are not",
    async (verb, place) => {
      const { activityId, people } = await planned(await newcomer(`new-${verb}`));
      const frozen = people[place]?.[1] ?? "";
      await freeze("freeze", frozen);
      expect(await moves(activityId, people)).toEqual(["ACCOUNT_FROZEN"]);
      await freeze("unfreeze", frozen);
      await must(its.bank, "cora", ["runGroupActivity", ran(activityId, people)]);
      expect(await sumOfHub()).toBe(0);
    },
  );

  it("moves and frees nothing when who gives has left", async () => {
    const leaver = await newcomer("leaver");
    const { activityId, people } = await planned(leaver);
    await make(its.bank, "leaver", ["leaveHub", "member", { memberId: leaver[1] }]);
    expect(await moves(activityId, people)).toEqual(["ACCOUNT_CLOSED"]);
    const stillSet = { reservedMinutes: 15 };
    expect(await balances(people.slice(2))).toMatchObject([stillSet, stillSet]);
  });
});

describe("a run with 40 people", () => {
  it("moves all minutes in one commit, and the hub still sums to zero", async () => {
    const people = await Promise.all(
      Array.from({ length: 40 }, (_, place) => newcomer(`person-${place}`)),
    );
    const givers = people.slice(0, 20);
    const receivers = people.slice(20);
    const activityId = await plannedFor(givers);
    await joining(activityId, givers, "GIVER");
    await joining(activityId, receivers, "RECEIVER");
    its.bank.usage.reset();
    const answer = await ask(its.bank, "cora", ["runGroupActivity", ran(activityId, people)]);
    expect(at(answer.data, "runGroupActivity.userErrors")).toEqual([]);
    const commits = its.bank.usage
      .calls()
      .filter(({ operation }) => operation === "TransactWriteItems");
    expect(commits).toHaveLength(1);
    const having = (minutes: number) => ({ balanceMinutes: minutes, reservedMinutes: 0 });
    expect(await balances(givers)).toEqual(givers.map(() => having(15)));
    expect(await balances(receivers)).toEqual(receivers.map(() => having(-15)));
    expect(await sumOfHub()).toBe(0);
  });
});
