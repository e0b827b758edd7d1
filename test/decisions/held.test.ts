import { beforeAll, describe, expect, it } from "vitest";
import { exportParts, sweepParts } from "../../src/circles/index.ts";
import { exportBallots, sweepBallots } from "../../src/decisions/index.ts";
import { exportIssues, sweepIssues } from "../../src/issues/index.ts";
import type { Sweep } from "../../src/table/index.ts";
import {
  type Meeting,
  meeting,
  must,
  opened,
  personIdOf,
  type Sitting,
} from "../circles/deciding.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { at, type Json, textAt } from "../support/api.ts";

const mark = "MARKED";
const standIn = "per_00000000000000000000000000";

let its: Setting;
let held: Meeting;
let decisionId: string;
let issueId: string;
/** What three children said, whom Grace wrote it down for. */
let voiceId: string;
let personId: string;

/** Grace sits in a circle, says things there, votes, rates and raises an issue: all of it marked. */
beforeAll(async () => {
  its = await setting();
  const { bank, bra, grace } = its;
  const people: readonly Sitting[] = [
    { persona: "grace", side: "SERVICE_USER", memberId: grace },
    { persona: "amina", side: "SERVICE_USER", memberId: its.amina },
    { persona: "tom", side: "SERVICE_USER", memberId: its.tom },
  ];
  held = await meeting(bank, { runner: "priya", hubId: bra, people });
  personId = await personIdOf(bank, "grace");
  const { sessionId, circleId } = held;
  const said = { sessionId, seatId: held.seats["grace"], way: "PHONE", text: `${mark} said` };
  await must(bank, "grace", ["addContribution", said]);
  await must(bank, "amina", [
    "recordVoice",
    {
      ...{ circleId, memberId: grace, whose: `${mark} whose`, method: "DRAWING" },
      ...{ expressed: `${mark} drew`, reading: `${mark} meant`, readBy: "A teacher" },
      ...{ confidence: "LOW", answer: "ASSENT", witness: `${mark} saw` },
    },
  ]);
  const theirs = await must(bank, "grace", [
    "recordVoice",
    {
      ...{ circleId, whose: "Three children", method: "AAC_DEVICE", expressed: "A red door." },
      ...{ reading: "Yes.", readBy: "A teacher", confidence: "HIGH", answer: "ASSENT" },
    },
  ]);
  voiceId = textAt(theirs, "id");
  decisionId = await opened(bank, "priya", held);
  const objects = { decisionId, stance: "OBJECT", reason: `${mark} against` };
  await must(bank, "grace", ["castPosition", objects]);
  await must(bank, "grace", ["castPosition", { ...objects, stance: "SUPPORT" }]);
  await must(bank, "priya", ["closeDecision", { decisionId, version: 1, decidedAt: "IN_CIRCLE" }]);
  await must(bank, "grace", ["rateDecision", { decisionId, rung: 3 }]);
  const issue = { memberId: grace, title: `${mark} title`, text: `${mark} text`, body: "All" };
  issueId = await make(bank, "grace", ["raiseIssue", "issue", issue]);
  await bank.as("grace").must(
    `mutation ($input: SupportIssueInput!) {
      supportIssue(input: $input) { support { at } userErrors { code } }
    }`,
    { input: { idempotencyKey: "support-by-grace", issueId, memberId: grace } },
  );
});

const whose = () => ({ personId });

describe("what somebody did in circles", () => {
  it("is told to them whole", async () => {
    const table = its.bank.table();
    const told = await Promise.all(
      [exportParts, exportBallots, exportIssues].map((tell) => tell(table, whose())),
    );
    const text = JSON.stringify(told);
    for (const words of ["said", "drew", "meant", "against", "title", "text"]) {
      expect(text).toContain(`${mark} ${words}`);
    }
    expect(told.map(({ lines }) => lines.length)).toEqual([3, 2, 2]);
  });

  it("is erased with their name and every word, and what was decided stands", async () => {
    const { bank } = its;
    const table = bank.table();
    const erasing = { ...whose(), standIn, now: bank.now() };
    const erasers = [sweepParts, sweepBallots, sweepIssues];
    for (const erase of erasers) {
      const { writes }: Sweep = await erase(table, erasing);
      expect(await table.commit(writes)).toBe("COMMITTED");
      expect((await erase(table, erasing)).writes).toEqual([]);
    }
    const left: Json = await bank.as("priya").must(
      `query ($circle: ID!, $session: ID!, $decision: ID!, $issue: ID!) {
        circle(id: $circle) { seats { nodes { name status side } } }
        circleSession(id: $session) { contributions { nodes { text } } }
        decision(id: $decision) {
          status tally { supports } positions { nodes { name stance reason earlier { reason } } }
        }
        issue(id: $issue) { title text supporters }
      }`,
      {
        ...{ circle: held.circleId, session: held.sessionId, decision: decisionId },
        issue: issueId,
      },
    );
    expect(JSON.stringify(left)).not.toContain(mark);
    expect(JSON.stringify(left)).not.toContain("grace");
    expect(at(left, "circle.seats.nodes")).toContainEqual({
      ...{ name: null, status: "ENDED", side: "SERVICE_USER" },
    });
    expect(at(left, "decision")).toMatchObject({ tally: { supports: 1 }, status: "BLOCKED" });
    expect(at(left, "decision.positions.nodes")).toHaveLength(1);
    const stored = await table.walk({ pk: decisionId, limit: 100 });
    expect(JSON.stringify(stored)).not.toContain(personId);
    const [voice] = await table.walk({ pk: voiceId, limit: 1 });
    expect(voice).toMatchObject({ whose: "Three children", expressed: "A red door." });
    expect(JSON.stringify(voice)).not.toContain(personId);
  });
});
