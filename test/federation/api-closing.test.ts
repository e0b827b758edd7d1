import { beforeAll, describe, expect, it } from "vitest";
import { must } from "../exchanges/setting.ts";
import { at, type Caller, type Json } from "../support/api.ts";
import { announced, type Closing, closingTown, daysPass, helpEnds, turn } from "./closing-town.ts";
import { memberAs, sumOf, wrong } from "./moves.ts";

/** The town takes a while to be set up. */
const slowly = 90_000;

let its: Closing;
beforeAll(async () => {
  its = await closingTown();
  daysPass(its, 1);
  await announced(its);
}, slowly);

const closingOf = async (caller: Caller): Promise<Json> => {
  const data = await caller.must(
    `query ($id: ID!) { hub(id: $id) { status closing {
      reason begunAt closedAt successor { code } movedMemberCount movedOrganisationCount
      waitingCount waiting { party { name } accountKind obstacle }
    } } }`,
    { id: its.bra },
  );
  return at(data, "hub");
};

async function expectSoundBooks() {
  expect(await sumOf(its, "priya", its.bra)).toBe(0);
  expect(await sumOf(its, "rob", its.sal)).toBe(0);
  expect(await sumOf(its, "lucy", its.tho)).toBe(0);
  expect(await wrong(its)).toEqual([]);
}

const membershipsOf = async (persona: string): Promise<Json> =>
  at(
    await its.bank
      .as(persona)
      .must("{ me { memberships { id status hub { code } account { balanceMinutes } } } }"),
    "me.memberships",
  );

const hereOf = async (persona: string): Promise<Json> => {
  const all = await membershipsOf(persona);
  return (Array.isArray(all) ? all : []).find((one: Json) => at(one, "hub.code") === "SAL");
};

describe("a hub that closes into another", () => {
  it("tells everyone, and waits a week before anything is carried over", async () => {
    expect(await closingOf(its.bank.anonymous)).toMatchObject({
      status: "CLOSING",
      closing: {
        ...{ reason: "Two small hubs become one.", successor: { code: "SAL" }, begunAt: null },
        ...{ movedMemberCount: null, waitingCount: null, waiting: null },
      },
    });
    expect(await turn(its)).toEqual({ MOVED: 0, WAITING: 0, CLOSED: 0 });
    expect(at(await memberAs(its.bank.as("grace"), its.grace), "status")).toBe("ACTIVE");
  });

  it("carries over everyone who has nothing set aside", async () => {
    daysPass(its, 7);
    await turn(its);
    await expectSoundBooks();
    expect(await hereOf("grace")).toMatchObject({
      status: "ACTIVE",
      account: { balanceMinutes: 15 },
    });
    expect(await hereOf("zoe")).toMatchObject({ status: "APPLIED" });
    expect(at(await closingOf(its.bank.as("priya")), "closing")).toMatchObject({
      ...{ movedMemberCount: 6, movedOrganisationCount: 2, waitingCount: 1, closedAt: null },
      waiting: [{ party: { name: "amina" }, accountKind: "MEMBER", obstacle: "HOURS_SET_ASIDE" }],
    });
  });

  it("tells stewards and auditors how many wait, and nobody but brokers who", async () => {
    for (const caller of [its.bank.steward, its.bank.as("audrey")]) {
      const told = await closingOf(caller);
      expect(at(told, "closing")).toMatchObject({ waitingCount: 1, waiting: null });
    }
    for (const caller of [its.bank.as("rob"), its.bank.as("grace"), its.bank.anonymous]) {
      expect(at(await closingOf(caller), "closing.waitingCount")).toBeNull();
    }
  });

  it("makes one membership of two where somebody belonged to both", async () => {
    const tom = await hereOf("tom");
    expect(tom).toMatchObject({ id: its.tomThere, account: { balanceMinutes: -15 } });
    const read = await memberAs(its.bank.as("tom"), its.tomThere);
    expect(at(read, "movedFrom.0.id")).toBe(its.tom);
    expect(at(read, "account.earlierAccounts.0.statement.nodes.0.minutes")).toBe(45);
  });

  it("keeps guardians and admins speaking for whom they spoke for", async () => {
    const amina = at(
      await its.bank.as("amina").must("{ me { wards { firstName hub { code } } } }"),
      "me.wards",
    );
    expect(amina).toEqual([{ firstName: "ellie", hub: { code: "SAL" } }]);
    const nora = await its.bank.as("nora").must(
      `{ me { organisations { hub { code } account { balanceMinutes earlierAccounts { status } }
        movedFrom { hub { code } movedTo { hub { code } } } } } }`,
    );
    expect(at(nora, "me.organisations")).toEqual([
      {
        hub: { code: "SAL" },
        account: { balanceMinutes: 240, earlierAccounts: [{ status: "CLOSED" }] },
        movedFrom: [{ hub: { code: "BRA" }, movedTo: { hub: { code: "SAL" } } }],
      },
    ]);
  });

  it("waits for the one who has minutes set aside, and does nothing twice", async () => {
    expect(await turn(its)).toEqual({ MOVED: 0, WAITING: 1, CLOSED: 0 });
    expect(at(await closingOf(its.bank.as("priya")), "closing.movedMemberCount")).toBe(6);
  });

  it("goes on once that help has ended, and pays it where the helper is now", async () => {
    await helpEnds(its);
    await expectSoundBooks();
    expect(at(await hereOf("grace"), "account.balanceMinutes")).toBe(45);
    const next = await turn(its);
    expect(next).toMatchObject({ WAITING: 0, CLOSED: 0 });
    await expectSoundBooks();
    expect(at(await hereOf("amina"), "account.balanceMinutes")).toBe(-150);
  });

  it("ends closed, with every account at zero and closed", async () => {
    expect(await turn(its)).toMatchObject({ CLOSED: 1 });
    expect(at(await closingOf(its.bank.anonymous), "status")).toBe("CLOSED");
    const books = await its.bank.as("audrey").must(
      `query ($id: ID!) { hubTrialBalance(hubId: $id) {
        sumMinutes accounts(first: 100) { nodes { kind status balanceMinutes } }
      } }`,
      { id: its.bra },
    );
    const accounts = at(books, "hubTrialBalance.accounts.nodes");
    const list: readonly Json[] = Array.isArray(accounts) ? accounts : [];
    expect(list.length).toBeGreaterThan(12);
    expect(list.map((one) => [at(one, "status"), at(one, "balanceMinutes")])).toEqual(
      list.map(() => ["CLOSED", 0]),
    );
    await expectSoundBooks();
  });

  it("has handed on its pot, what it issued and what it shared with a third hub", async () => {
    const books = await its.bank.as("rob").must(
      `query ($id: ID!) { hubTrialBalance(hubId: $id) {
        accounts(first: 100) { nodes { kind status mandateLabel balanceMinutes availableMinutes } }
      } }`,
      { id: its.sal },
    );
    const nodes = at(books, "hubTrialBalance.accounts.nodes");
    const list: readonly Json[] = Array.isArray(nodes) ? nodes : [];
    const of = (kind: string) => list.filter((one) => at(one, "kind") === kind);
    expect(of("POT")).toMatchObject([{ balanceMinutes: 15 }]);
    expect(of("ISSUANCE")).toMatchObject([
      { mandateLabel: "LEARNING 2026-Q1", balanceMinutes: -240, availableMinutes: 0 },
    ]);
    const shared = of("CLEARING").map((one) => at(one, "balanceMinutes"));
    expect(shared.toSorted()).toEqual([0, 0, 30, 60]);
  });

  it("does nothing more when the clock calls again", async () => {
    expect(await turn(its)).toEqual({ MOVED: 0, WAITING: 0, CLOSED: 0 });
  });

  it("can still be read by those who could, and takes nothing in", async () => {
    expect(at(await memberAs(its.bank.as("priya"), its.grace), "movedToHub.code")).toBe("SAL");
    const hub = await its.bank.anonymous.must(
      `query ($id: ID!) { hub(id: $id) { name policy { floorMinutes } } organisations(hubId: $id) { nodes { name } } }`,
      { id: its.bra },
    );
    expect(at(hub, "organisations.nodes")).toEqual([]);
    const found = await its.bank
      .as("grace")
      .must("query ($id: ID!) { exchange(id: $id) { status } }", {
        id: its.exchangeId,
      });
    expect(at(found, "exchange.status")).toBe("SETTLED");
  });

  it("lets its members go on as if nothing had happened", async () => {
    const [grace, amina] = [at(await hereOf("grace"), "id"), at(await hereOf("amina"), "id")];
    const exchange = await must(its.bank, "grace", [
      "proposeExchange",
      { providerId: amina, recipientIds: [grace], minutes: 30, what: "Sewing" },
    ]);
    expect(at(exchange, "status")).toBe("PROPOSED");
  });

  it("leaves books in which an auditor finds nothing to explain", async () => {
    daysPass(its, 1);
    for (const [persona, hubId] of [
      ["audrey", its.bra],
      ["rob", its.sal],
      ["lucy", its.tho],
    ]) {
      const check = await its.bank.as(persona ?? "").must(
        `query ($id: ID!) { ledgerVerification(hubId: $id) {
          sumMinutes unexplainedMinutes problemCount isComplete problems { what }
        } }`,
        { id: hubId },
      );
      expect(at(check, "ledgerVerification")).toEqual({
        ...{ sumMinutes: 0, unexplainedMinutes: 0, problemCount: 0, isComplete: true },
        problems: [],
      });
    }
  });
});
