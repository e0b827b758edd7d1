import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { change, mustTell } from "../federation/hubs.ts";
import { exported } from "../rights/exporting.ts";
import { at } from "../support/api.ts";
import { daysPass, named, newLead, reads, signing, toRead, whom } from "./reader.ts";
import { codes, lead, must, type Place, place, versionOf } from "./setting.ts";

let its: Place;
beforeAll(async () => {
  its = await place();
});

/** Sunita does something with the version that leena reads. */
const bySunita = async (mutation: string, id: string, wish: object) => {
  const input = { incidentId: id, version: await versionOf(its, id), ...wish };
  return codes(its, "sunita", [mutation, input]);
};

describe("a second reader", () => {
  it("changes nothing but by signing", async () => {
    const id = await named(its);
    const others: readonly (readonly [string, object])[] = [
      ["takeUpIncident", {}],
      ["askForReply", { summary: "?" }],
      ["applyInterimMeasure", { kind: "NO_LONE_VISITS", until: its.bank.now() }],
      ["reviewInterimMeasure", { measureId: newId("itm"), until: its.bank.now() }],
      ["endInterimMeasure", { measureId: newId("itm") }],
      ["noteReferral", { to: "LADO", referredOn: "2026-01-05" }],
      ["concludeIncident", { outcome: "FALSE", reasons: "Me.", noTie: true }],
      ["nameSecondReader", await whom(its)],
      ["endSecondReader", {}],
    ];
    for (const [mutation, wish] of others) {
      expect([mutation, await bySunita(mutation, id, wish)]).toEqual([mutation, ["NOT_FOUND"]]);
    }
    const heard = { incidentId: id, text: "No.", spoken: { channel: "PHONE", note: "Rang." } };
    expect(await codes(its, "sunita", ["replyToIncident", heard])).toEqual(["NOT_FOUND"]);
  });

  it("signs, is told how it ended, also when they ask again, and reads it no more", async () => {
    const id = await named(its);
    const version = await versionOf(its, id);
    const wish = { incidentId: id, version, ...signing, idempotencyKey: "sunita-signs-it" };
    const first = await must(its, "sunita", ["signConclusion", wish]);
    const ending = { id, status: "CONCLUDED", outcome: "FALSE", concludedAt: its.bank.now() };
    const wordless = {
      account: null,
      subject: null,
      reporter: null,
      proposal: null,
      summary: null,
    };
    expect(first).toMatchObject({ incident: { ...ending, ...wordless, replies: [] } });
    expect(await must(its, "sunita", ["signConclusion", wish])).toEqual({
      ...Object(first),
      replayed: true,
    });
    expect(await reads(its, "sunita", id)).toBeNull();
    expect(await toRead(its, "sunita")).not.toContain(id);
    const anew = { ...wish, idempotencyKey: "sunita-signs-again" };
    expect(await codes(its, "sunita", ["signConclusion", anew])).toEqual(["NOT_FOUND"]);
    expect(await reads(its, "leena", id)).toMatchObject({ account: "Twenty pounds are gone." });
  });

  it("sends it back, and reads on until it is concluded", async () => {
    const id = await named(its);
    const back = { agrees: false, note: "Ask Tom too.", noTie: true };
    const wish = { incidentId: id, version: await versionOf(its, id), ...back };
    const keyed = { ...wish, idempotencyKey: "sunita-sends-it-back" };
    expect(await must(its, "sunita", ["signConclusion", keyed])).toMatchObject({
      incident: { status: "UNDER_REVIEW", account: "Twenty pounds are gone." },
    });
    expect(await reads(its, "sunita", id)).toMatchObject({ proposal: null });
    const ending = { outcome: "UNFOUNDED", reasons: "Tom was asked.", noTie: true };
    await lead(its, "leena", ["concludeIncident", id, ending]);
    expect(await reads(its, "sunita", id)).toMatchObject({
      proposal: { reasons: "Tom was asked." },
    });
    await lead(its, "lars", ["signConclusion", id, signing]);
    expect(await codes(its, "sunita", ["signConclusion", keyed])).toEqual(["NOT_FOUND"]);
  });

  it("reads it for as long as they are a lead where they were named for", async () => {
    const [, roleId] = await newLead(its, "nina");
    const id = await named(its, "nina");
    expect(await reads(its, "nina", id)).toMatchObject({ id });
    await mustTell(its.bank.steward, change("endRole", "role { id }"), { roleId, reason: "Over." });
    expect(await reads(its, "nina", id)).toBeNull();
    expect(await toRead(its, "nina")).toEqual([]);
    const wish = { incidentId: id, version: await versionOf(its, id), ...signing };
    expect(await codes(its, "nina", ["signConclusion", wish])).toEqual(["NOT_FOUND"]);
  });

  it("is nobody once they are erased, and nobody else when they begin anew", async () => {
    const [mona] = await newLead(its, "mona");
    const id = await named(its, "mona");
    await its.bank.as("mona").must(
      `mutation ($input: ErasePersonInput!) {
        erasePerson(input: $input) { erasure { status } userErrors { code message } }
      }`,
      { input: { understood: true, idempotencyKey: "mona-is-erased" } },
    );
    await newLead(its, "mona");
    expect(await reads(its, "mona", id)).toBeNull();
    expect(await toRead(its, "mona")).toEqual([]);
    const seen = await its.bank
      .as("leena")
      .must("query ($id: ID!) { incident(id: $id) { secondReaders { personId endedAt } } }", {
        id,
      });
    const reader = at(seen, "incident.secondReaders.0");
    expect(reader).toMatchObject({ endedAt: its.bank.now() });
    expect(at(reader, "personId")).not.toBe(mona);
    await lead(its, "leena", ["nameSecondReader", id, await whom(its)]);
  });

  it("leaves in the log of reads that they read", async () => {
    await newLead(its, "vera");
    const id = await named(its, "vera");
    const readings = async () =>
      (await exported(its.bank, "vera"))?.filter(({ kind }) => kind === "READING");
    expect(await readings()).toEqual([]);
    await reads(its, "vera", id);
    expect(await readings()).toMatchObject([
      { readAs: "SAFEGUARDING_LEAD", what: ["SAFEGUARDING"], times: 1 },
    ]);
  });

  it("has four weeks", async () => {
    const id = await named(its);
    daysPass(its, 27);
    expect(await reads(its, "sunita", id)).toMatchObject({ id });
    daysPass(its, 1);
    expect(await reads(its, "sunita", id)).toBeNull();
    expect(await toRead(its, "sunita")).not.toContain(id);
    expect(await bySunita("signConclusion", id, signing)).toEqual(["NOT_FOUND"]);
    await lead(its, "leena", ["nameSecondReader", id, await whom(its)]);
    expect(await bySunita("signConclusion", id, signing)).toEqual([]);
  });
});
