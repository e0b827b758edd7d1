import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { make } from "../exchanges/town.ts";
import { giveRole } from "../federation/hubs.ts";
import { at, codesOf, textAt } from "../support/api.ts";
import { named, personOf, reads, reason, signing, toRead, whom } from "./reader.ts";
import {
  as,
  ask,
  codes,
  lead,
  must,
  type Place,
  place,
  proposed,
  report,
  versionOf,
} from "./setting.ts";

let its: Place;
beforeAll(async () => {
  its = await place();
});

describe("naming a second reader", () => {
  it("opens one incident to one person, who finds it in a list", async () => {
    const other = await proposed(its);
    const id = await named(its);
    expect(await reads(its, "sunita", id)).toMatchObject({
      ...{ id, status: "UNDER_REVIEW", account: "Twenty pounds are gone." },
      ...{ subject: { partyId: its.grace }, proposal: { reasons: "The note was found." }, visit: null },
    });
    expect(await reads(its, "sunita", other)).toBeNull();
    expect(await toRead(its, "sunita")).toEqual([id]);
    for (const persona of ["rob", "priya", "kofi", "steward", "amina", "grace"]) {
      expect(await reads(its, persona, id)).toBeNull();
      expect(await toRead(its, persona)).toEqual([]);
    }
    const hub = await its.bank
      .as("sunita")
      .must("query ($id: ID!) { incidents(hubId: $id) { nodes { id } } }", { id: its.bra });
    expect(hub).toEqual({ incidents: null });
  });

  it("stands in the incident: who, for which hub, why, from when and until when", async () => {
    const id = await named(its);
    const ended = await lead(its, "leena", ["endSecondReader", id]);
    expect(ended).toMatchObject({ status: "UNDER_REVIEW" });
    const seen = await its.bank.as("leena").must(
      `query ($id: ID!) { incident(id: $id) {
        secondReaders { personId hub { code } reason namedAt until endedAt }
      } }`,
      { id },
    );
    const now = its.bank.now();
    const until = new Date(Date.parse(now) + 28 * 86_400_000).toISOString();
    expect(at(seen, "incident.secondReaders")).toEqual([
      {
        personId: await personOf(its, "sunita"),
        hub: { code: "SAL" },
        reason,
        namedAt: now,
        until,
        endedAt: now,
      },
    ]);
    expect(await reads(its, "sunita", id)).toBeNull();
    expect(await toRead(its, "sunita")).not.toContain(id);
  });

  it("is for leads of the incident's hub who have no part in it", async () => {
    const id = await proposed(its);
    const wish = { incidentId: id, version: await versionOf(its, id), ...(await whom(its)) };
    for (const persona of ["sunita", "priya", "steward", "amina", "grace", "kofi"]) {
      expect(await codes(its, persona, ["nameSecondReader", wish])).toEqual(["NOT_FOUND"]);
    }
    const unknown = { ...wish, incidentId: newId("inc") };
    const told = await Promise.all(
      [wish, unknown].map((input) => ask(its, "priya", ["nameSecondReader", input])),
    );
    expect(told[0]?.data).toEqual(told[1]?.data);
  });

  it("answers alike for whoever could not read it and for nobody", async () => {
    const rob = await personOf(its, "rob");
    const priya = await personOf(its, "priya");
    await giveRole(its.bank, priya, { role: "SAFEGUARDING_LEAD", scopeId: its.sal });
    const kofi = await personOf(its, "kofi");
    await giveRole(its.bank, kofi, { role: "SAFEGUARDING_LEAD", scopeId: its.sal });
    const made = await must(
      its,
      "kofi",
      report(its, { exchangeId: undefined, aboutMemberId: undefined, aboutWords: "Somebody" }),
    );
    const id = as("inc", textAt(made, "report.id"));
    await lead(its, "leena", ["takeUpIncident", id]);
    await lead(its, "leena", [
      "concludeIncident",
      id,
      { outcome: "FALSE", reasons: "It was found.", noTie: true },
    ]);
    const version = await versionOf(its, id);
    const answer = async (who: string) => {
      const input = { incidentId: id, version, ...(await whom(its)), personId: who };
      return JSON.stringify((await ask(its, "leena", ["nameSecondReader", input])).data);
    };
    const nobody = await answer(newId("per"));
    expect(nobody).toContain("NOT_FOUND");
    for (const who of [rob, kofi, priya, await personOf(its, "lars"), its.grace]) {
      expect(await answer(who)).toBe(nobody);
    }
  });

  it("is for another hub of the same nation", async () => {
    const { bank, bra } = its;
    const wales = { kind: "NATION", name: "Wales", code: "W92000004" };
    const parentId = await make(bank, "steward", ["createArea", "area", wales]);
    const shire = { kind: "LOCAL_AUTHORITY", name: "Far", code: "W06000001", parentId };
    const areaId = await make(bank, "steward", ["createArea", "area", shire]);
    const far = await make(bank, "steward", [
      "createHub",
      "hub",
      { areaId, name: "Far", code: "FAR" },
    ]);
    await giveRole(bank, await personOf(its, "sunita"), {
      role: "SAFEGUARDING_LEAD",
      scopeId: far,
    });
    const id = await proposed(its);
    for (const hubId of [far, bra, newId("hub")]) {
      const input = {
        incidentId: id,
        version: await versionOf(its, id),
        ...(await whom(its)),
        hubId,
      };
      const answer = await ask(its, "leena", ["nameSecondReader", input]);
      expect(at(answer.data, "nameSecondReader.userErrors.0")).toMatchObject({
        ...{ code: "NOT_FOUND", path: ["input", "hubId"] },
      });
    }
  });

  it("is done once for a key, whoever races", async () => {
    const id = await proposed(its);
    const wish = { incidentId: id, version: await versionOf(its, id), ...(await whom(its)) };
    const keyed = { ...wish, idempotencyKey: "one-second-reader" };
    await Promise.all([1, 2, 3].map(() => must(its, "leena", ["nameSecondReader", keyed])));
    expect(await must(its, "leena", ["nameSecondReader", keyed])).toMatchObject({ replayed: true });
    const other = { ...keyed, reason: "Another." };
    expect(await codes(its, "leena", ["nameSecondReader", other])).toEqual([
      "IDEMPOTENCY_KEY_REUSED",
    ]);
    expect(await codes(its, "leena", ["nameSecondReader", wish])).toEqual(["CONFLICT_VERSION"]);
  });

  it("meets a signature: one of both is done, and the other finds that it has changed", async () => {
    const id = await proposed(its);
    const wish = { incidentId: id, version: await versionOf(its, id) };
    const answers = await Promise.all([
      ask(its, "leena", ["nameSecondReader", { ...wish, ...(await whom(its)) }]),
      ask(its, "lars", ["signConclusion", { ...wish, ...signing }]),
    ]);
    const told = answers.map((answer) => codesOf(answer)[0] ?? "DONE").sort();
    expect(told).toEqual(["CONFLICT_VERSION", "DONE"]);
  });
});
