import { describe, expect, it } from "vitest";
import { anonymous, isRefusal, type Viewer } from "../../src/kernel/index.ts";
import {
  askedForAtRisk,
  endAtRisk,
  noteAtRisk,
  notesReplacedBy,
  openGaps,
  sayerOf,
  whyNotTakeBack,
} from "../../src/safeguarding/decide/index.ts";
import type { AtRiskNote, Meeting, SaidBy } from "../../src/safeguarding/model/index.ts";
import {
  arthur,
  asks,
  board,
  child,
  codes,
  helen,
  joan,
  meeting,
  noon,
  organisation,
} from "./build.ts";

const home = { placeKind: "RECIPIENT_HOME" } as const;
const arthurIs = { atRiskIds: [arthur.id] };
const helenIs = { atRiskIds: [helen.id] };
const asked = ["CLEARANCE_REQUIRED"];

const asksWhen = (circumstance: NonNullable<Parameters<typeof asks>[0]["circumstance"]>) =>
  board({ requirements: [asks({ circumstance })] });

describe("what a hub asks for with an adult at risk", () => {
  const anywhere = asksWhen("WITH_ADULT_AT_RISK");
  const alone = asksWhen("ALONE_WITH_ADULT_AT_RISK");
  const atHome = asksWhen("AT_HOME_WITH_ADULT_AT_RISK");
  const money = asksWhen("MONEY_OF_ADULT_AT_RISK");
  const unnamed = { placeKind: undefined };
  const withJoan = { recipients: [arthur, joan] };

  it.each<readonly [string, typeof anywhere, Partial<Meeting>, readonly string[]]>([
    ["in public", anywhere, arthurIs, asked],
    ["of somebody who is not", anywhere, { atRiskIds: [] }, []],
    ["where nobody was looked up", anywhere, {}, []],
    ["of somebody who only pays", anywhere, { atRiskIds: [joan.id], payer: joan }, []],
    ["on the phone", anywhere, { ...arthurIs, channel: "PHONE" }, []],
    ["alone in public", alone, arthurIs, []],
    ["alone in a home", alone, { ...arthurIs, ...home }, asked],
    ["alone in the helper's home", alone, { ...arthurIs, placeKind: "PROVIDER_HOME" }, asked],
    ["alone where nobody said where", alone, { ...arthurIs, ...unnamed }, asked],
    ["in a home with a second person", alone, { ...arthurIs, ...home, ...withJoan }, []],
    ["alone with somebody who is not", alone, { atRiskIds: [], ...home }, []],
    ["at home, in public", atHome, arthurIs, []],
    ["at home, with a second person", atHome, { ...arthurIs, ...home, ...withJoan }, asked],
    ["at home, where nobody said where", atHome, { ...arthurIs, ...unnamed, ...withJoan }, asked],
    ["at home, open to others", atHome, { ...arthurIs, ...unnamed, isForSeveral: true }, []],
    ["at home, on the phone", atHome, { ...arthurIs, ...home, channel: "PHONE" }, []],
    [
      "of their money, on the phone",
      money,
      { ...arthurIs, handlesMoney: true, channel: "PHONE" },
      asked,
    ],
    ["of their money, at the shop", money, { ...arthurIs, categoryPath: ["shopping"] }, asked],
    ["of their money, where none is handled", money, arthurIs, []],
    ["of money of others", money, { ...helenIs, handlesMoney: true }, []],
  ])("%s", (_case, given, wish, expected) => {
    expect(codes(wish, given)).toEqual(expected);
  });

  it("is asked of the other side, whichever that is, and of nobody for being at risk", () => {
    const closedBy = (wish: Partial<Meeting>, id: string) =>
      codes(wish, anywhere, { [id]: ["SAFE_SUPPORT"] }).length === 0;
    expect(closedBy(arthurIs, helen.id)).toBe(true);
    expect(closedBy(arthurIs, arthur.id)).toBe(false);
    expect(closedBy(helenIs, arthur.id)).toBe(true);
    expect(closedBy(helenIs, helen.id)).toBe(false);
  });

  it("is asked of both where both are, and of no other who is helped beside one", () => {
    expect(codes({ atRiskIds: [arthur.id, helen.id] }, anywhere)).toEqual([...asked, ...asked]);
    expect(codes({ ...arthurIs, ...withJoan }, anywhere)).toEqual(asked);
  });

  it("is asked of a young helper too, and never of an organisation", () => {
    const supervised = { placeKind: "SUPERVISED_PLACE" } as const;
    expect(codes({ ...arthurIs, ...supervised, provider: child("jack", 15) }, anywhere)).toEqual(
      asked,
    );
    expect(codes({ ...arthurIs, provider: organisation("shed", "CHARITY") }, anywhere)).toEqual([]);
  });

  it("can be a place where others look on", () => {
    const place = asks({ circumstance: "WITH_ADULT_AT_RISK", need: "SUPERVISED_PLACE" });
    const given = board({ requirements: [place] });
    expect(codes(arthurIs, given)).toEqual(["SUPERVISION_REQUIRED"]);
    expect(codes({ ...arthurIs, placeKind: "SUPERVISED_PLACE" }, given)).toEqual([]);
  });

  it("is all that counts where people are only suggested to each other", () => {
    const given = board({ requirements: [asks({}), asks({ circumstance: "WITH_ADULT_AT_RISK" })] });
    const findings = askedForAtRisk(meeting(arthurIs), [given]);
    expect(openGaps(findings, new Map(), noon).map(({ code }) => code)).toEqual(asked);
  });
});

const viewer = (wish: Partial<Viewer>): Viewer => ({ ...anonymous, login: "l", ...wish });
const lead = { role: "SAFEGUARDING_LEAD", scopeId: "hub_tho" } as const;
const broker = { role: "BROKER", scopeId: "hub_tho" } as const;
const supports = [{ id: arthur.id, hubId: "hub_tho", scope: ["READ"] }] as const;
const guards = [{ id: arthur.id, hubId: "hub_tho", as: "GUARDIAN" }] as const;

describe("who may know of it and say it", () => {
  it.each<readonly [string, Viewer, boolean, SaidBy | undefined]>([
    ["the adult", viewer({ personId: "per_arthur" }), false, "SELF"],
    ["their attorney", viewer({ personId: "per_joan", supports }), true, "SUPPORTER"],
    [
      "a supporter with no power in law",
      viewer({ personId: "per_joan", supports }),
      false,
      undefined,
    ],
    ["the lead", viewer({ personId: "per_olu", roles: [lead] }), false, "SAFEGUARDING_LEAD"],
    ["a broker", viewer({ personId: "per_lucy", roles: [broker] }), false, "BROKER"],
    ["a lead who is broker too", viewer({ roles: [broker, lead] }), false, "SAFEGUARDING_LEAD"],
    ["a lead who supports them", viewer({ roles: [lead], supports }), false, undefined],
    ["a lead who acts for them", viewer({ roles: [lead], actsFor: guards }), false, undefined],
    ["a broker who supports them", viewer({ roles: [broker], supports }), false, undefined],
    ["a broker who acts for them", viewer({ roles: [broker], actsFor: guards }), false, undefined],
    [
      "the lead of another hub",
      viewer({ roles: [{ ...lead, scopeId: "hub_bra" }] }),
      false,
      undefined,
    ],
    [
      "the broker of another hub",
      viewer({ roles: [{ ...broker, scopeId: "hub_bra" }] }),
      false,
      undefined,
    ],
    ["the other side", viewer({ personId: "per_helen" }), false, undefined],
    ["nobody", anonymous, false, undefined],
  ])("is %s or not", (_case, who, holdsPower, expected) => {
    expect(sayerOf(who, arthur, holdsPower)).toBe(expected);
  });

  it.each<readonly [SaidBy, readonly SaidBy[]]>([
    ["SELF", ["SELF", "SUPPORTER"]],
    ["SUPPORTER", ["SUPPORTER"]],
    ["BROKER", ["SELF", "SUPPORTER", "BROKER"]],
    ["SAFEGUARDING_LEAD", ["SELF", "SUPPORTER", "BROKER", "SAFEGUARDING_LEAD"]],
  ])("lets %s take back what %j said", (sayer, words) => {
    const all: readonly SaidBy[] = ["SELF", "SUPPORTER", "BROKER", "SAFEGUARDING_LEAD"];
    const takenBack = all.filter((saidBy) => !whyNotTakeBack({ saidBy }, sayer));
    expect(takenBack).toEqual(words);
  });
});

describe("a note", () => {
  const birth = { id: "arn_2", createdAt: noon, version: 1, receipts: [] };
  const by = { hubId: "hub_tho", notedBy: "per_lucy", saidBy: "BROKER" } as const;
  const noted = (until: string) =>
    noteAtRisk({ idempotencyKey: "k", memberId: arthur.id, until }, birth, by);
  const note = (wish: Partial<AtRiskNote> = {}): AtRiskNote => ({
    ...{ ...birth, ...by, memberId: arthur.id, until: "2026-12-31" },
    ...wish,
  });

  it.each([
    ["2026-03-17", true],
    ["2026-03-18", false],
    ["2027-03-19", false],
    ["2027-03-20", true],
  ])("until %s is refused: %s", (until, expected) => {
    expect(isRefusal(noted(until))).toBe(expected);
  });

  it("keeps who it is about, who said it and until when, and nothing about why", () => {
    expect(noted("2026-12-31")).toEqual({
      ...{ ...birth, ...by, memberId: arthur.id, until: "2026-12-31" },
    });
  });

  it("ends once, on its last day at the latest", () => {
    expect(endAtRisk(note(), noon)).toEqual(note({ endedAt: noon }));
    expect(endAtRisk(note({ until: "2026-03-18" }), noon)).toMatchObject({ endedAt: noon });
    for (const over of [note({ endedAt: noon }), note({ until: "2026-03-17" })]) {
      expect(endAtRisk(over, noon)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
    }
  });

  it("replaces what ends no later and was its sayer's to take back: nothing is made shorter", () => {
    const line = (id: string, saidBy: SaidBy, until: string) => ({ id, saidBy, until });
    const lines = [
      line("same", "BROKER", "2026-12-31"),
      line("longer", "BROKER", "2027-01-01"),
      line("lead's", "SAFEGUARDING_LEAD", "2026-04-01"),
      line("own", "SELF", "2026-04-01"),
    ];
    expect(notesReplacedBy(note(), lines).map(({ id }) => id)).toEqual(["same", "own"]);
  });
});
