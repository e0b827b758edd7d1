import { beforeAll, describe, expect, it } from "vitest";
import { circleWish } from "../circles/deciding.ts";
import { proposed, codes as refusedIn } from "../exchanges/setting.ts";
import { at, codesOf, type Json, newRequestKey } from "../support/api.ts";
import { announced, type Closing, closingTown, daysPass, turn } from "./closing-town.ts";
import { change, giveRole, hub, person, tell } from "./hubs.ts";
import { ask, asked, codes, does, memberAs } from "./moves.ts";

/** The town takes a while to be set up. */
const slowly = 90_000;

let its: Closing;
let fourth: string;
beforeAll(async () => {
  its = await closingTown();
  const { bank } = its;
  const data = await bank.steward.must("query ($id: ID!) { hub(id: $id) { area { id } } }", {
    id: its.bra,
  });
  const areaId = String(at(data, "hub.area.id"));
  fourth = await hub(bank, { areaId, code: "FOU", broker: "fred" });
  const stella = await person(bank, "stella");
  await giveRole(bank, stella, { role: "STEWARD", scopeId: areaId });
  daysPass(its, 1);
}, slowly);

const reason = "Two small hubs become one.";
const closing = () => ({ hubId: its.bra, successorHubId: its.sal, reason });
const unknown = (id: string) => `${id.slice(0, 4)}${"0".repeat(26)}`;

describe("closing a hub", () => {
  it.each<[string, string, () => object, string]>([
    ["both hubs are the same", "stella", () => ({ successorHubId: its.bra }), "VALIDATION_FAILED"],
    ["there is no such hub", "stella", () => ({ hubId: unknown(its.bra) }), "NOT_FOUND"],
    [
      "there is no such successor",
      "stella",
      () => ({ successorHubId: unknown(its.sal) }),
      "NOT_FOUND",
    ],
    ["a broker asks", "priya", () => ({}), "FORBIDDEN"],
    ["a member asks", "grace", () => ({}), "FORBIDDEN"],
    [
      "it would begin in the past",
      "stella",
      () => ({ movesFrom: "2026-01-01T00:00:00Z" }),
      "VALIDATION_FAILED",
    ],
    [
      "it would begin in two years",
      "stella",
      () => ({ movesFrom: "2028-01-01T00:00:00Z" }),
      "VALIDATION_FAILED",
    ],
  ])("is refused when %s", async (_case, persona, change, code) => {
    expect(await codes(its, persona, ["closeHub", { ...closing(), ...change() }])).toEqual([code]);
  });

  it("is refused to who is not signed in", async () => {
    const input = { ...closing(), idempotencyKey: newRequestKey() };
    const answer = await its.bank.anonymous.ask(change("closeHub", ""), { input });
    expect(codesOf(answer)).toEqual(["SIGN_IN_REQUIRED"]);
  });

  it("is done once for each key, by a steward of both areas", async () => {
    const input = { ...closing(), idempotencyKey: "closing-key-1" };
    const first = await ask(its, "stella", ["closeHub", input]);
    expect(at(first.data, "closeHub.hub.status")).toBe("CLOSING");
    const again = await ask(its, "stella", ["closeHub", input]);
    expect(at(again.data, "closeHub.replayed")).toBe(true);
    const other = { ...input, reason: "Another one." };
    expect(await codes(its, "stella", ["closeHub", other])).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it("makes no chain: neither a closing successor nor a successor that closes", async () => {
    const state = ["STATE_TRANSITION_INVALID"];
    expect(await codes(its, "stella", ["closeHub", closing()])).toEqual(state);
    const intoClosing = { hubId: fourth, successorHubId: its.bra, reason };
    expect(await codes(its, "stella", ["closeHub", intoClosing])).toEqual(state);
    const successor = { hubId: its.sal, successorHubId: fourth, reason };
    expect(await codes(its, "stella", ["closeHub", successor])).toEqual(state);
  });
});

describe("a hub that is closing", () => {
  const words = { offersInWords: ["Company"], requestsInWords: ["Company"] };
  const applicant = () => ({
    ...{ hubId: its.bra, firstName: "Dan", lastName: "Test", bornOn: "1990-01-01", ...words },
  });

  it("lets nobody join", async () => {
    const by = (persona: string) => its.bank.as(persona);
    const applied = await tell(by("dan"), change("apply", ""), applicant());
    expect(codesOf(applied)).toEqual(["HUB_CLOSING"]);
    const entered = await tell(by("priya"), change("registerAssisted", ""), {
      ...{ ...applicant(), channel: "PHONE", consentNote: "Said yes." },
    });
    expect(codesOf(entered)).toEqual(["HUB_CLOSING"]);
    const organisation = { hubId: its.bra, name: "Club", kind: "CHARITY" };
    const made = await tell(by("priya"), change("createOrganisation", ""), organisation);
    expect(codesOf(made)).toEqual(["HUB_CLOSING"]);
    const move = { memberId: its.kofi, toHubId: its.bra };
    expect(await codes(its, "kofi", ["requestMove", move])).toEqual(["HUB_CLOSING"]);
  });

  it("lets nothing new be arranged, in it or with it", async () => {
    const { bank } = its;
    const help = { recipientIds: [its.grace], minutes: 30, what: "Sewing" };
    const wishes: readonly (readonly [string, string, object])[] = [
      ["grace", "proposeExchange", { ...help, providerId: its.tom }],
      ["kofi", "proposeExchange", { ...help, providerId: its.grace, recipientIds: [its.kofi] }],
      [
        "grace",
        "startSeries",
        {
          providerId: its.tom,
          recipientId: its.grace,
          what: "Piano",
          rhythm: "WEEKLY",
          sessionCount: 3,
          sessionMinutes: 30,
        },
      ],
      [
        "nora",
        "recordLearning",
        {
          learnerId: its.jack,
          organisationId: its.school,
          what: "Sums",
          sessions: [{ on: "2026-01-05", minutes: 30 }],
        },
      ],
      [
        "priya",
        "planGroupActivity",
        {
          hubId: its.bra,
          what: "Choir",
          plannedFor: "2026-01-20T10:00:00Z",
          givers: [{ partyId: its.tom, minutes: 60 }],
          receiverMinutes: 60,
        },
      ],
    ];
    for (const [persona, mutation, input] of wishes) {
      expect([mutation, await refusedIn(bank, persona, [mutation, { ...input }])]).toEqual([
        mutation,
        ["HUB_CLOSING"],
      ]);
    }
    const circle = await tell(bank.as("priya"), change("createCircle", ""), circleWish(its.bra));
    expect(codesOf(circle)).toEqual(["HUB_CLOSING"]);
    const service = { organisationId: its.school, name: "Lunch", mode: "WITH", why: "All cook." };
    const added = await tell(bank.as("priya"), change("addService", ""), {
      ...{ ...service, from: "2026-01-05" },
    });
    expect(codesOf(added)).toEqual(["HUB_CLOSING"]);
    const limit = { hubId: its.bra, partnerHubId: fourth, limitMinutes: 300 };
    const agreement = await tell(bank.as("priya"), change("proposeInterHub", ""), limit);
    expect(codesOf(agreement)).toEqual(["HUB_CLOSING"]);
  });

  it("stays closing whatever policy is set meanwhile", async () => {
    daysPass(its, 1);
    const data = await its.bank.steward.must("query ($id: ID!) { hub(id: $id) { version } }", {
      id: its.bra,
    });
    const policy = { hubId: its.bra, version: at(data, "hub.version"), reason: "Kinder." };
    const set = { ...policy, policy: { proposalExpiryDays: 20 } };
    expect(codesOf(await tell(its.bank.as("priya"), change("setHubPolicy", ""), set))).toEqual([]);
    daysPass(its, 1);
    const help = { providerId: its.tom, recipientIds: [its.grace], minutes: 30, what: "Sewing" };
    expect(await refusedIn(its.bank, "grace", ["proposeExchange", help])).toEqual(["HUB_CLOSING"]);
  });

  it("lets a member go elsewhere than to the successor", async () => {
    const wish = { memberId: its.jack, toHubId: its.tho };
    const request = await does(its, "tom", ["requestMove", wish]);
    const done = await does(its, "lucy", ["acceptMove", { moveRequestId: at(request, "id") }]);
    expect(at(done, "status")).toBe("ACCEPTED");
  });
});

describe("calling a closing off", () => {
  const stay = () => ({ hubId: its.bra, reason: "The members found a new room." });

  it("is for stewards, once, and lets everything go on", async () => {
    expect(await codes(its, "priya", ["cancelHubClosing", stay()])).toEqual(["FORBIDDEN"]);
    const unknownHub = { ...stay(), hubId: unknown(its.bra) };
    expect(await codes(its, "stella", ["cancelHubClosing", unknownHub])).toEqual(["NOT_FOUND"]);
    const input = { ...stay(), idempotencyKey: "staying-key-1" };
    const stays = await ask(its, "stella", ["cancelHubClosing", input]);
    expect(at(stays.data, "cancelHubClosing.hub")).toMatchObject({ status: "OPEN", closing: null });
    const again = await ask(its, "stella", ["cancelHubClosing", input]);
    expect(at(again.data, "cancelHubClosing.replayed")).toBe(true);
    expect(await codes(its, "stella", ["cancelHubClosing", stay()])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    daysPass(its, 8);
    expect(await turn(its)).toEqual({ MOVED: 0, WAITING: 0, CLOSED: 0 });
    expect(at(await proposed(its, { minutes: 15 }), "status")).toBe("PROPOSED");
  });

  it("is refused once carrying over has begun", async () => {
    const request = await asked(its, "grace", its.grace);
    daysPass(its, 1);
    await announced(its);
    daysPass(its, 8);
    await turn(its);
    expect(await codes(its, "stella", ["cancelHubClosing", stay()])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const data: Json = await its.bank
      .as("rob")
      .must("query ($id: ID!) { moveRequest(id: $id) { status } }", { id: request });
    expect(at(data, "moveRequest.status")).toBe("WITHDRAWN");
    expect(at(await memberAs(its.bank.as("grace"), its.grace), "movedToHub.code")).toBe("SAL");
  });
});
