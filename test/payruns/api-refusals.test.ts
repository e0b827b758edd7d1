import { beforeAll, describe, expect, it } from "vitest";
import { change, type Town } from "../directory/town.ts";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";
import type { PayRunMutation } from "./setting.ts";
import {
  ask,
  crowd,
  draft,
  forum,
  freeze,
  must,
  read,
  rehearse,
  rowsOf,
  start,
} from "./setting.ts";

let place: Town;
let people: readonly string[] = [];
beforeAll(async () => {
  place = await forum(600);
  people = await crowd(place.bank.table(), place.grace, 10);
});

const as = (persona: string) => place.bank.as(persona);
const nobody = "mem_00000000000000000000000000";
const noRun = "pay_00000000000000000000000000";

/** A wish of each kind that succeeds once, for a pay-run that is ready for it. */
const cases: readonly (readonly [PayRunMutation, () => Promise<Record<string, unknown>>])[] = [
  ["createPayRun", async () => ({ organisationId: place.cafe, what: "A meeting" })],
  ["addPayRunRows", async () => ({ payRunId: await draft(place, []), rows: rowsOf(people) })],
  [
    "removePayRunRows",
    async () => ({ payRunId: await draft(place, rowsOf(people)), memberIds: people.slice(3, 5) }),
  ],
  ["rehearsePayRun", async () => ({ payRunId: await draft(place, rowsOf(people)) })],
  [
    "startPayRun",
    async () => {
      const payRunId = await draft(place, rowsOf(people.slice(0, 2)));
      return { payRunId, version: at(await rehearse(place, payRunId), "version") };
    },
  ],
  ["cancelPayRun", async () => ({ payRunId: await draft(place, rowsOf(people)) })],
];

describe.each(cases)("%s", (mutation, prepare) => {
  it("is told apart by who asks, and done once for a key", async () => {
    const wish = { ...(await prepare()), idempotencyKey: newRequestKey() };
    const at0 = "organisationId" in wish ? "organisationId" : "payRunId";
    place.bank.usage.reset();
    const codes = async (persona: string) => (await ask(as(persona), mutation, wish)).codes;
    expect((await ask(place.bank.anonymous, mutation, wish)).codes).toEqual(["SIGN_IN_REQUIRED"]);
    for (const stranger of ["grace", "kofi", "rob", "nobody"]) {
      expect([stranger, await codes(stranger)]).toEqual([stranger, ["NOT_FOUND"]]);
    }
    const unknown = { ...wish, [at0]: at0 === "payRunId" ? noRun : nobody };
    const refused = await ask(as("cora"), mutation, unknown);
    expect(refused.errors).toMatchObject([{ code: "NOT_FOUND", path: ["input", at0] }]);
    if (mutation !== "cancelPayRun") expect(await codes("priya")).toEqual(["FORBIDDEN"]);
    expect(place.bank.usage.writeUnits()).toBe(0);

    const done = await ask(as("cora"), mutation, wish);
    expect(done).toMatchObject({ codes: [], replayed: false });
    place.bank.usage.reset();
    const again = await ask(as("cora"), mutation, wish);
    expect(again).toMatchObject({ codes: [], replayed: true, run: { id: at(done.run, "id") } });
    const other = otherThan(wish);
    if (other)
      expect((await ask(as("cora"), mutation, other)).codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(place.bank.usage.writeUnits()).toBe(0);
  });
});

/** Another wish under the same key, about the same thing. */
function otherThan(wish: Record<string, unknown>): Record<string, unknown> | undefined {
  if ("what" in wish) return { ...wish, what: "Another meeting" };
  if ("rows" in wish) return { ...wish, rows: rowsOf(people, 30) };
  if ("memberIds" in wish) return { ...wish, memberIds: people.slice(6, 7) };
  return "version" in wish ? { ...wish, version: 77 } : undefined;
}

const refusal = async (
  mutation: PayRunMutation,
  wish: Record<string, unknown>,
  persona = "cora",
) => {
  place.bank.usage.reset();
  const { errors } = await ask(as(persona), mutation, wish);
  expect(place.bank.usage.writeUnits()).toBe(0);
  const [first] = Array.isArray(errors) ? errors : [];
  return [at(first, "code"), (at(first, "path") as readonly Json[]).slice(1).join(".")];
};

describe("writing a pay-run", () => {
  it("is refused for a day that has not come, or that is too long ago", async () => {
    const wish = { organisationId: place.cafe, what: "A meeting" };
    const on = (happenedOn: string) => refusal("createPayRun", { ...wish, happenedOn });
    expect(await on("2026-02-10")).toEqual(["VALIDATION_FAILED", "happenedOn"]);
    expect(await on("2026-01-08")).toEqual(["VALIDATION_FAILED", "happenedOn"]);
    const early = { ...wish, happenedOn: "2026-01-09" };
    expect(await must(as("cora"), "createPayRun", early)).toMatchObject({
      happenedOn: "2026-01-09",
    });
  });

  it("says which row cannot be, and takes none of them then", async () => {
    const payRunId = await draft(place, rowsOf(people.slice(0, 3)));
    const add = (rows: object) => refusal("addPayRunRows", { payRunId, rows });
    const [one = "", two = "", , four = ""] = people;
    const invalid = "VALIDATION_FAILED";
    expect(await add([])).toEqual([invalid, "rows"]);
    expect(await add(rowsOf([four, place.cafe]))).toEqual([invalid, "rows.1.memberId"]);
    expect(await add(rowsOf([four, four]))).toEqual([invalid, "rows.1.memberId"]);
    expect(await add(rowsOf([four, two]))).toEqual([invalid, "rows.1.memberId"]);
    expect(await add(rowsOf([four], 20))).toEqual([invalid, "rows.0.minutes"]);
    expect(await add(rowsOf([four], 1455))).toEqual([invalid, "rows.0.minutes"]);
    const many = Array.from({ length: 501 }, () => one);
    expect(await add(rowsOf(many))).toEqual([invalid, "rows"]);
    expect(at(await read(as("cora"), payRunId), "rowCount")).toBe(3);
  });

  it("keeps to the steps that the hub counts in", async () => {
    const { bank, bra } = place;
    const data = await bank.as("priya").must("query ($id: ID!) { hub(id: $id) { version } }", {
      id: bra,
    });
    await bank.as("priya").must(change("setHubPolicy", "hub { id }"), {
      input: {
        ...{ hubId: bra, version: at(data, "hub.version"), policy: { stepMinutes: 30 } },
        ...{ effectiveFrom: "2026-02-09T13:00:00Z", reason: "Halves are enough." },
        idempotencyKey: newRequestKey(),
      },
    });
    bank.at("2026-02-09T14:00:00Z");
    const payRunId = await draft(place, []);
    const rows = [...rowsOf(people.slice(0, 1), 60), ...rowsOf(people.slice(1, 2), 45)];
    expect(await refusal("addPayRunRows", { payRunId, rows })).toEqual([
      "VALIDATION_FAILED",
      "rows.1.minutes",
    ]);
    bank.at("2026-02-09T12:00:00Z");
  });

  it("takes rows out, and then wants to be rehearsed again", async () => {
    const payRunId = await draft(place, rowsOf(people));
    await rehearse(place, payRunId);
    const missing = [people[2], nobody];
    expect(await refusal("removePayRunRows", { payRunId, memberIds: missing })).toEqual([
      ...["NOT_FOUND", "memberIds.1"],
    ]);
    const memberIds = people.slice(2, 4);
    const run = await must(as("cora"), "removePayRunRows", { payRunId, memberIds });
    expect(run).toMatchObject({ rowCount: 8, totalMinutes: 120, rehearsal: null });
    const again = await must(as("cora"), "addPayRunRows", {
      payRunId,
      rows: rowsOf(memberIds, 30),
    });
    expect(again).toMatchObject({ rowCount: 10, totalMinutes: 180 });
    const rows = at(await read(as("cora"), payRunId), "rows.nodes") as readonly Json[];
    expect(new Set(rows.map((row) => at(row, "outcome")))).toEqual(new Set(["NOT_REHEARSED"]));
    const version = at(again, "version");
    expect(await refusal("startPayRun", { payRunId, version })).toEqual([
      ...["STATE_TRANSITION_INVALID", ""],
    ]);
  });
});

describe("nobody pays themselves", () => {
  it("or their child: not by writing the row, and not by starting the pay-run", async () => {
    const { bank, amina, ellie } = place;
    const me = await bank.as("amina").must("{ me { person { id } } }");
    await bank.as("priya").must(change("addOrganisationAdmin", "organisation { id }"), {
      input: {
        ...{ organisationId: place.cafe, personId: textAt(me, "me.person.id") },
        idempotencyKey: newRequestKey(),
      },
    });
    for (const own of [amina, ellie]) {
      const payRunId = await draft(place, rowsOf([people[0] ?? ""]));
      const wish = { payRunId, rows: rowsOf([people[1] ?? "", own]) };
      expect(await refusal("addPayRunRows", wish, "amina")).toEqual([
        ...["FORBIDDEN", "rows.1.memberId"],
      ]);
      await must(as("cora"), "addPayRunRows", wish);
      const version = at(await rehearse(place, payRunId), "version");
      expect(await refusal("startPayRun", { payRunId, version }, "amina")).toEqual([
        ...["FORBIDDEN", "payRunId"],
      ]);
      expect(await must(as("dora"), "startPayRun", { payRunId, version })).toMatchObject({
        ...{ status: "FINISHED", paidCount: 3 },
      });
    }
  });
});

describe("starting a pay-run", () => {
  const ready = async (minutes = 15) => {
    const payRunId = await draft(place, rowsOf(people, minutes));
    return { payRunId, version: at(await rehearse(place, payRunId), "version") };
  };

  it("wants the version that was read", async () => {
    const wish = await ready();
    expect(await refusal("startPayRun", { ...wish, version: 1 })).toEqual([
      ...["CONFLICT_VERSION", "version"],
    ]);
  });

  it("wants all of its minutes in hand, down to the floor of the account", async () => {
    const wish = await ready(90);
    expect(await read(as("cora"), wish.payRunId)).toMatchObject({ hasEnough: false });
    expect(await refusal("startPayRun", wish)).toEqual(["INSUFFICIENT_CREDIT", "payRunId"]);
  });

  it("waits while the account is stopped", async () => {
    const wish = await ready();
    await freeze(place, "freeze", place.cafe);
    expect(await refusal("startPayRun", wish)).toEqual(["ACCOUNT_FROZEN", ""]);
    expect(await read(as("cora"), wish.payRunId)).toMatchObject({ hasEnough: false });
    await freeze(place, "unfreeze", place.cafe);
  });

  it("happens once, and nothing is changed afterwards", async () => {
    const payRunId = textAt(await start(place, rowsOf(people.slice(0, 2))), "id");
    const version = at(await read(as("cora"), payRunId), "version");
    const rest: readonly (readonly [PayRunMutation, object])[] = [
      ["addPayRunRows", { rows: rowsOf(people.slice(4, 5)) }],
      ["removePayRunRows", { memberIds: people.slice(0, 1) }],
      ["rehearsePayRun", {}],
      ["startPayRun", { version }],
      ["continuePayRun", {}],
      ["cancelPayRun", {}],
    ];
    for (const [mutation, wish] of rest) {
      const told = await refusal(mutation, { payRunId, ...wish });
      expect([mutation, ...told]).toEqual([mutation, "STATE_TRANSITION_INVALID", ""]);
    }
  });

  it("and rehearsing need somebody to pay", async () => {
    const payRunId = await draft(place, []);
    expect(await refusal("rehearsePayRun", { payRunId })).toEqual([
      ...["STATE_TRANSITION_INVALID", ""],
    ]);
    expect(await refusal("startPayRun", { payRunId, version: 1 })).toEqual([
      ...["STATE_TRANSITION_INVALID", ""],
    ]);
  });
});

describe("reading pay-runs", () => {
  it("is for the organisation's admins and the hub's brokers", async () => {
    place.bank.at("2026-02-09T15:00:00Z");
    const id = await draft(place, rowsOf(people.slice(0, 3), 30));
    place.bank.at("2026-02-09T12:00:00Z");
    const list = `query ($id: ID!, $of: ID!) {
      payRun(id: $id) { id } node(id: $id) { id } payRuns(organisationId: $of, first: 1) { nodes { id } }
    }`;
    const seenBy = (persona: string) => as(persona).must(list, { id, of: place.cafe });
    for (const persona of ["cora", "dora", "priya"]) {
      expect(await seenBy(persona)).toEqual({
        ...{ payRun: { id }, node: { id }, payRuns: { nodes: [{ id }] } },
      });
    }
    for (const persona of ["grace", "kofi", "rob", "nobody"]) {
      expect(await seenBy(persona)).toEqual({ payRun: null, node: null, payRuns: null });
    }
  });

  it("pages through the rows both ways, and picks out those of one outcome", async () => {
    const strangers = Array.from({ length: 3 }, (_, place) => `mem_${"0".repeat(25)}${place}`);
    const all = [...people.slice(0, 2), ...strangers, ...people.slice(2, 5)];
    const id = await draft(place, rowsOf(all));
    await rehearse(place, id);
    const page = async (args: string) => {
      const rows = at(await read(as("cora"), id, args), "rows");
      const nodes = at(rows, "nodes") as readonly Json[];
      return { ids: nodes.map((row) => at(row, "memberId")), info: at(rows, "pageInfo") };
    };
    const first = await page("first: 3");
    expect(first.ids).toEqual(all.slice(0, 3));
    const next = await page(`first: 100, after: "${textAt(first.info, "endCursor")}"`);
    expect(next.ids).toEqual(all.slice(3));
    const before = await page(`last: 2, before: "${textAt(next.info, "startCursor")}"`);
    expect(before.ids).toEqual(all.slice(1, 3));
    expect((await page("last: 3")).ids).toEqual(all.slice(5));
    expect((await page("outcome: WOULD_BE_REFUSED")).ids).toEqual(strangers);
    const one = await page("outcome: WOULD_BE_REFUSED, first: 1");
    expect(one).toMatchObject({ ids: strangers.slice(0, 1), info: { hasNextPage: true } });
    expect((await page("outcome: PAID")).ids).toEqual([]);
  });
});
