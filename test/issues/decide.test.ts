import { describe, expect, it } from "vitest";
import {
  answer,
  answerers,
  ask,
  checkOwner,
  escalate,
  isSilent,
  medianDays,
  nameOfDays,
  statusOf,
  suppressed,
} from "../../src/issues/decide/index.ts";
import type { Funding, Issue } from "../../src/issues/model/index.ts";

const now = "2026-02-02T10:00:00.000Z";
const due = "2026-03-16T10:00:00.000Z";

const issue: Issue = {
  ...{ id: "iss_1", hubId: "hub_1", areaPath: ["are_county", "are_nation"] },
  ...{ title: "Symbols", text: "On every door.", body: "The council", isCampaign: false },
  ...{ threshold: 8, raisedBy: "per_1", memberId: "mem_1", askings: [], createdAt: now },
  ...{ version: 1, receipts: [] },
};

const asked = ask(issue, 8, now) ?? issue;
const yes = { text: "Yes.", isWrittenByOther: false };

describe("the duty to answer", () => {
  it("begins when enough people stand behind it, once, with six weeks", () => {
    expect(ask(issue, 7, now)).toBeUndefined();
    expect(asked.askings).toEqual([
      { placeId: "are_county", body: "The council", askedAt: now, dueAt: due },
    ]);
    expect(ask(asked, 9, now)).toBeUndefined();
  });

  it("is silence when the time is over, by the clock alone", () => {
    expect(statusOf(issue, now)).toBe("OPEN");
    expect(statusOf(asked, "2026-03-16T09:59:59.999Z")).toBe("ASKED");
    expect(statusOf(asked, due)).toBe("SILENT");
  });

  it("is met by one answer", () => {
    const answered = answer(asked, yes, now);
    expect(answered).toMatchObject({ askings: [{ answer: { text: "Yes." } }] });
    if ("kind" in answered) throw new Error(answered.code);
    expect(statusOf(answered, due)).toBe("ANSWERED");
    expect(answered.askings.map((one) => isSilent(one, due))).toEqual([false]);
    const refused = { code: "STATE_TRANSITION_INVALID" };
    expect(answer(answered, yes, now)).toMatchObject(refused);
    expect(answer(issue, yes, now)).toMatchObject(refused);
  });

  it("goes up the areas to the nation, and what came before stays", () => {
    const refused = { code: "STATE_TRANSITION_INVALID" };
    expect(escalate(issue, "The ministry", now)).toMatchObject(refused);
    expect(escalate(asked, "The ministry", now)).toMatchObject(refused);
    const up = escalate(asked, "The ministry", due);
    expect(up).toMatchObject({
      askings: [{ placeId: "are_county" }, { placeId: "are_nation", body: "The ministry" }],
    });
    if ("kind" in up) throw new Error(up.code);
    expect(answer(up, yes, due)).toMatchObject({
      askings: [{ placeId: "are_county" }, { placeId: "are_nation", answer: yes }],
    });
    expect(escalate(up, "The world", "2026-06-01T10:00:00.000Z")).toMatchObject(refused);
  });
});

describe("who answers", () => {
  it("is the area that is asked or one above it, never one below", () => {
    expect(answerers(issue)).toEqual(["are_county", "are_nation"]);
    expect(answerers(asked)).toEqual(["are_county", "are_nation"]);
    const up = escalate(asked, "The ministry", due);
    if ("kind" in up) throw new Error(up.code);
    expect(answerers(up)).toEqual(["are_nation"]);
  });
});

describe("how long answers took", () => {
  const [asking] = asked.askings;
  const took = (days: number) => {
    if (!asking) throw new Error("It was asked.");
    return nameOfDays(asking, new Date(Date.parse(now) + days * 86_400_000).toISOString());
  };

  it.each<readonly [readonly number[], number | undefined]>([
    [[], undefined],
    [[10], 10],
    [[10, 20], 15],
    [[0, 0, 1000], 0],
    [[12, 5000, 5000], 400],
  ])("of %j is told as their middle, %s", (all, middle) => {
    const counts: { [name: string]: number } = { ASKED: 9 };
    for (const name of all.map(took)) counts[name] = (counts[name] ?? 0) + 1;
    expect(medianDays(counts)).toBe(middle);
  });
});

describe("small numbers", () => {
  it.each([
    [0, 0],
    [1, undefined],
    [7, undefined],
    [8, 10],
    [12, 10],
    [13, 15],
  ])("of %i are told as %s", (count, told) => {
    expect(suppressed(count)).toBe(told);
  });
});

describe("a campaign", () => {
  const funding: Funding = {
    ...{ organisationId: "org_1", hubId: "hub_1", funder: "DfE", percent: 60 },
    ...{ forbidsCampaigning: true, declaredAt: now, version: 1, receipts: [] },
  };
  it.each([
    [true, true, "CAMPAIGN_NOT_ALLOWED"],
    [true, false, undefined],
    [false, true, undefined],
  ])("is it one: %s, forbidden: %s", (isCampaign, forbidsCampaigning, code) => {
    const free = { ...funding, funder: "Town", forbidsCampaigning: false };
    expect(checkOwner(isCampaign, [free, { ...funding, forbidsCampaigning }])?.code).toBe(code);
  });
});
