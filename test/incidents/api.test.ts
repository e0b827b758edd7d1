import { beforeAll, describe, expect, it } from "vitest";
import { at, textAt } from "../support/api.ts";
import {
  as,
  ask,
  asked,
  callerIn,
  codes,
  lead,
  must,
  type Place,
  place,
  report,
  reported,
  versionOf,
} from "./setting.ts";

let its: Place;
beforeAll(async () => {
  its = await place();
});

const _spoken = { channel: "PHONE", note: "She rang on Monday." };
const _noTie = true;
const _daysPass = (days: number) =>
  its.bank.at(new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString());
const inDays = (days: number) =>
  new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString();

describe("reporting", () => {
  it("is open to everybody, and answers who is signed in with their own words", async () => {
    const made = await must(its, "amina", report(its));
    expect(made).toMatchObject({
      receipt: null,
      report: { status: "REPORTED", account: "Twenty pounds are gone." },
    });
    const id = textAt(made, "report.id");
    const mine = await its.bank
      .as("amina")
      .must(
        "query ($id: ID!) { incidentReport(id: $id) { account } myIncidentReports { nodes { id } } }",
        {
          id,
        },
      );
    expect(at(mine, "incidentReport.account")).toBe("Twenty pounds are gone.");
    expect(at(mine, "myIncidentReports.nodes")).toContainEqual({ id });
  });

  it.each(["anonymous", "stranger", "amina"])(
    "without a name gives %s a receipt, which is the only way back",
    async (persona) => {
      const said = { withoutName: true, exchangeId: undefined, account: `Said by ${persona}.` };
      const made = await must(its, persona, report(its, said));
      const receipt = textAt(made, "receipt");
      expect(receipt).toMatch(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
      const query = `query ($receipt: String!, $id: ID!) {
        incidentReportByReceipt(receipt: $receipt) { account status }
        incidentReport(id: $id) { id }
      }`;
      const variables = { id: textAt(made, "report.id") };
      const back = await its.bank.anonymous.must(query, { ...variables, receipt });
      expect(back).toEqual({
        incidentReportByReceipt: { account: said.account, status: "REPORTED" },
        incidentReport: null,
      });
      const typed = receipt.toLowerCase().replaceAll("-", " ");
      const again = await callerIn(its, persona).must(query, { ...variables, receipt: typed });
      expect(again).toEqual(back);
      const other = { ...variables, receipt: "0000-0000-0000-0000-0000" };
      expect(await its.bank.anonymous.must(query, other)).toEqual({
        incidentReportByReceipt: null,
        incidentReport: null,
      });
      const seen = await its.bank
        .as("leena")
        .must("query ($id: ID!) { incident(id: $id) { isWithoutName reporter { partyId } } }", {
          id: as("inc", variables.id),
        });
      expect(at(seen, "incident")).toEqual({ isWithoutName: true, reporter: null });
    },
  );

  it("is done once under one key, and without a name nobody's key meets another's", async () => {
    const idempotencyKey = "report-one";
    const wish = report(its, { exchangeId: undefined, idempotencyKey });
    const first = await must(its, "anonymous", wish);
    expect(await must(its, "anonymous", wish)).toEqual({ ...Object(first), replayed: true });
    const other = await must(
      its,
      "anonymous",
      report(its, { exchangeId: undefined, idempotencyKey, account: "Something else." }),
    );
    expect(at(other, "replayed")).toBe(false);
    expect(at(other, "receipt")).not.toBe(at(first, "receipt"));
    const named = report(its, { idempotencyKey });
    await must(its, "amina", named);
    const reused = report(its, { idempotencyKey, account: "Another." });
    expect(await codes(its, "amina", reused)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it("tells nobody whether an id is a member's, and of no exchange that is not theirs", async () => {
    const unknown = "mem_00000000000000000000000000";
    for (const aboutMemberId of [its.grace, unknown, its.kofi]) {
      const made = await must(
        its,
        "anonymous",
        report(its, { exchangeId: undefined, aboutMemberId }),
      );
      expect(made).toMatchObject({ replayed: false, report: { aboutWords: null } });
    }
    const none = "exc_00000000000000000000000000";
    const said = async (persona: string, exchangeId: string) => {
      const answer = await ask(its, persona, report(its, { exchangeId }));
      return JSON.stringify(answer.data);
    };
    for (const persona of ["anonymous", "tom", "kofi", "leena"]) {
      const answer = await said(persona, its.exchangeId);
      expect(answer).toContain("NOT_FOUND");
      expect(answer).toBe(await said(persona, none));
    }
  });

  it("needs somebody it is about, in words at least, and a hub that there is", async () => {
    const nobody = report(its, { aboutMemberId: undefined });
    expect(await codes(its, "amina", nobody)).toEqual(["VALIDATION_FAILED"]);
    const nowhere = report(its, { hubId: "hub_00000000000000000000000000" });
    expect(await codes(its, "amina", nowhere)).toEqual(["NOT_FOUND"]);
  });
});

describe("looking into it", () => {
  it("begins with a lead, who says whom it is about where that was told in words", async () => {
    const words = { aboutMemberId: undefined, aboutWords: "The lady who cleans" };
    const id = await reported(its, words);
    const ofLead = (persona: string, wish: object = {}) =>
      lead(its, persona, ["takeUpIncident", id, { ...wish }]);
    expect(await ofLead("leena")).toMatchObject({ status: "UNDER_REVIEW", subject: null });
    const version = await versionOf(its, id);
    const taking = (subjectId: string) =>
      codes(its, "leena", ["takeUpIncident", { incidentId: id, version, subjectId }]);
    expect(await taking(its.kofi)).toEqual(["NOT_FOUND"]);
    expect(await taking(its.cafe)).toEqual(["NOT_FOUND"]);
    expect(await ofLead("leena", { subjectId: its.grace })).toMatchObject({
      subject: { name: "grace" },
      reporter: { name: "amina" },
      visit: { status: "ENDED" },
    });
    const again = { incidentId: id, version: await versionOf(its, id), subjectId: its.grace };
    expect(await codes(its, "leena", ["takeUpIncident", again])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is not for a lead who would look into something about themselves", async () => {
    const id = await reported(its, { aboutMemberId: undefined, aboutWords: "A man with a hat" });
    const wish = { incidentId: id, version: 1, subjectId: its.tom };
    expect(await codes(its, "tom", ["takeUpIncident", wish])).toEqual(["VALIDATION_FAILED"]);
    const ward = { ...wish, subjectId: its.jack };
    expect(await codes(its, "tom", ["takeUpIncident", ward])).toEqual(["VALIDATION_FAILED"]);
  });

  it("is refused to two leads at once, and to one who has not read the newest version", async () => {
    const id = await reported(its);
    const wish = { incidentId: id, version: 1 };
    const both = await Promise.all(
      ["leena", "lars"].map((persona) => codes(its, persona, ["takeUpIncident", wish])),
    );
    expect(both.toSorted()).toEqual([[], ["CONFLICT_VERSION"]]);
  });

  it("notes to whom it was passed on, and the day alone", async () => {
    const id = await asked(its);
    const wish = { to: "POLICE", referredOn: its.bank.now().slice(0, 10) };
    expect(await lead(its, "leena", ["noteReferral", id, wish])).toMatchObject({
      referrals: [wish],
    });
    const incidentId = id;
    const later = { ...wish, incidentId, referredOn: inDays(1).slice(0, 10) };
    const version = await versionOf(its, id);
    expect(await codes(its, "leena", ["noteReferral", { ...later, version }])).toEqual([
      "VALIDATION_FAILED",
    ]);
  });
});
