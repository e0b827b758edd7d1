import { describe, expect, it } from "vitest";
import type { Viewer } from "../../src/kernel/index.ts";
import { isTheirOwn, linesOf, markOf, readAgain, whyOf } from "../../src/rights/decide/index.ts";
import type { Read } from "../../src/rights/model/index.ts";

const now = "2026-01-05T09:00:00.000Z";
const nobody: Viewer = { personId: "per_p", actsFor: [], roles: [], isFirstSteward: false };
const broker: Viewer = { ...nobody, roles: [{ role: "BROKER", scopeId: "hub_1" }] };

const linesBy = (viewer: Viewer, reads: readonly Read[], reason?: string) =>
  linesOf(reads, { viewer, readerId: "per_p", reason, now });

const of = (number: number, hubId = "hub_1"): Read => ({
  id: `mem_${number}`,
  hubId,
  what: ["CONTACT"],
});

const some = (count: number, hubId?: string) =>
  Array.from({ length: count }, (_, place) => of(place, hubId));

describe("what one request adds to the log", () => {
  it("is a line for each of up to three people", () => {
    expect(linesBy(broker, some(3))).toMatchObject([
      { kind: "ONE", subjectId: "mem_0", what: ["CONTACT"], times: 1, day: "2026-01-05" },
      { kind: "ONE", subjectId: "mem_1" },
      { kind: "ONE", subjectId: "mem_2" },
    ]);
  });

  it("is one line for more people of a hub, which marks each of them", () => {
    const [line, ...others] = linesBy(broker, some(100));
    expect(others).toEqual([]);
    expect(line).toMatchObject({ kind: "MANY", hubId: "hub_1", readAs: "BROKER" });
    expect(line?.kind === "MANY" ? line.seen : []).toHaveLength(100);
    expect(line?.kind === "MANY" ? line.seen : []).toContain(markOf("mem_42"));
  });

  it("is a line for each hub they are of, and never one that outgrows itself", () => {
    const lines = linesBy(broker, [...some(400), of(7, "hub_2")]);
    expect(lines.map(({ kind }) => kind)).toEqual(["MANY", "MANY", "MANY", "ONE"]);
    expect(lines.filter((one) => one.kind === "MANY").map(({ seen }) => seen.length)).toEqual([
      150, 150, 100,
    ]);
  });

  it("tells in a shared line what was looked for of any of them", () => {
    const reads = [...some(4), { ...of(5), what: ["NAME"] as const }];
    expect(linesBy(broker, reads)).toMatchObject([{ what: ["CONTACT", "NAME"] }]);
  });

  it("leaves out the names that people without a role meet", () => {
    const name: Read = { ...of(1), what: ["NAME"] };
    const admin: Viewer = { ...nobody, actsFor: [{ id: "org_1", hubId: "hub_1", as: "ADMIN" }] };
    expect(linesBy(nobody, [name])).toEqual([]);
    expect(linesBy(admin, [name])).toEqual([]);
    expect(linesBy(admin, [of(1)])).toMatchObject([{ readAs: "ADMIN" }]);
    expect(linesBy(nobody, [of(1)])).toMatchObject([{ readAs: "OTHER" }]);
    expect(linesBy(broker, [name])).toMatchObject([{ readAs: "BROKER" }]);
  });
});

describe("as what somebody reads", () => {
  const as = (viewer: Viewer, hubId: string) => linesBy(viewer, [of(1, hubId)])[0]?.readAs;

  it("is the role they have in the hub, safeguarding first", () => {
    const both: Viewer = {
      ...broker,
      roles: [...broker.roles, { role: "SAFEGUARDING_LEAD", scopeId: "hub_1" }],
    };
    expect(as(both, "hub_1")).toBe("SAFEGUARDING_LEAD");
    const abroad: Viewer = {
      ...broker,
      roles: [...broker.roles, { role: "AUDITOR", scopeId: "hub_2" }],
    };
    expect(as(abroad, "hub_2")).toBe("AUDITOR");
  });

  it("is a role they have elsewhere when they have none there, as for a move", () => {
    expect(as(broker, "hub_9")).toBe("BROKER");
    expect(as({ ...nobody, isFirstSteward: true }, "hub_9")).toBe("STEWARD");
  });
});

describe("one's own", () => {
  it("is oneself, under whatever id, and whom one speaks for", () => {
    const viewer: Viewer = {
      ...nobody,
      login: "per_l",
      actsFor: [{ id: "mem_1", hubId: "hub_1", as: "GUARDIAN" }],
      cameFrom: ["mem_0"],
    };
    for (const id of ["per_p", "per_l", "mem_1", "mem_0"]) {
      expect(isTheirOwn(viewer, id), id).toBe(true);
    }
    expect(isTheirOwn(viewer, "mem_2")).toBe(false);
  });
});

describe("a line that is there already", () => {
  it("grows by what is new, and keeps its first and last moment in order", () => {
    const [line] = linesBy(broker, [of(1)]);
    const [later] = linesOf([{ ...of(1), what: ["BIRTH"] }], {
      ...{ viewer: broker, readerId: "per_p", reason: undefined },
      now: "2026-01-05T08:00:00.000Z",
    });
    if (!line || !later) throw new Error("There are lines.");
    expect(readAgain(line, later)).toMatchObject({
      ...{ what: ["BIRTH", "CONTACT"], times: 2, version: 2 },
      ...{ firstAt: "2026-01-05T08:00:00.000Z", lastAt: now },
    });
  });

  it("says why in the reader's words, or in those of the role", () => {
    expect(whyOf({ readAs: "AUDITOR", reason: "A question of Grace's." })).toBe(
      "A question of Grace's.",
    );
    expect(whyOf({ readAs: "AUDITOR" })).toBe("To check that the hub's books are right.");
  });
});
