import { beforeAll, describe, expect, it } from "vitest";
import { type Json, newRequestKey, testBank } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import {
  ask,
  assisted,
  type Input,
  idOf,
  marlshire,
  member,
  must,
  type Setting,
} from "./setting.ts";

/*
 * Somebody who does not sign in is counted too: a broker passes on what they said, and keeps of it
 * that they did. The answers lie where everybody's do.
 */

let setting: Setting;
let nell: string;
beforeAll(async () => {
  setting = await marlshire(await testBank());
  nell = await assisted(setting, "Nell", "1941-04-04");
});

const answers = { ageBand: "FROM_75_TO_84", disability: "LIMITED_A_LOT" };
const byPhone = (memberId = nell) => ({ memberId, channel: "PHONE", slip: "S-77" });
const wish = (more: Input = {}) => ({
  ...{ hubId: setting.hubId, textVersion: 1, passedOn: byPhone(), ...answers },
  ...more,
});
const give = (persona: string, more: Input = {}) =>
  ask(setting.bank.as(persona), "giveDemographics", wish(more));
const wipe = (persona: string, input: Input = { passedOn: byPhone() }) =>
  ask(setting.bank.as(persona), "removeDemographics", input);

const under = async (partition: string) =>
  (await itemsOf(setting.bank.client, setting.bank.tableName)).filter((item) =>
    String(item["pk"]).startsWith(partition),
  );
const linkOf = async (memberId: string) => {
  const [found] = await under(memberId);
  const [link] = await under(`ANSWERS_OF#${String(found?.["personId"])}`);
  return link;
};

describe("answers that a broker passes on", () => {
  it("lie apart, and nothing that the broker keeps says what they were or when", async () => {
    expect(await give("priya")).toMatchObject({ codes: [], thing: null, replayed: false });
    const [stored, ...more] = await under("ANSWERS#");
    expect(more).toEqual([]);
    expect(stored).toMatchObject({ ...answers, month: "2026-01" });
    const link = await linkOf(nell);
    expect(link).toMatchObject({ passedOn: { channel: "PHONE", slip: "S-77" } });
    expect(JSON.stringify(link)).not.toMatch(/FROM_|LIMITED|\d{4}-\d{2}/);
    const all = await itemsOf(setting.bank.client, setting.bank.tableName);
    const telling = all.filter((item) => JSON.stringify(item).includes("LIMITED_A_LOT"));
    expect(telling).toEqual([stored]);
    const noted = all.filter(({ sk }) => sk === "RECORD");
    expect(JSON.stringify(noted)).not.toContain("DEMOGRAPHICS");
  });

  it("are not told to the broker again, and a retry does nothing twice", async () => {
    const idempotencyKey = newRequestKey();
    expect(await give("priya", { idempotencyKey })).toMatchObject({ codes: [], replayed: false });
    const again = await give("priya", { idempotencyKey });
    expect(again).toMatchObject({ codes: [], thing: null, replayed: true });
    const other = await give("priya", { idempotencyKey, disability: "NOT_LIMITED" });
    expect(other.codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await under("ANSWERS#")).toHaveLength(1);
    const own = await setting.bank.as("priya").must("{ me { demographics { ageBand } } }");
    expect(own).toEqual({ me: { demographics: null } });
  });

  it("are wiped as easily, and whether there were any is told to nobody", async () => {
    expect(await wipe("priya")).toMatchObject({ codes: [], thing: null });
    expect(await under("ANSWERS#")).toEqual([]);
    const link = await linkOf(nell);
    expect(link).not.toHaveProperty("answers");
    expect(link).not.toHaveProperty("passedOn");
    expect(await wipe("priya")).toMatchObject({ codes: [] });
    const nobody = await assisted(setting, "Nan", "1950-01-01");
    expect(await wipe("priya", { passedOn: byPhone(nobody) })).toMatchObject({ codes: [] });
  });

  it.each(["a member who signs in", "a member of another hub", "a child"])(
    "are not passed on for %s",
    async (whose) => {
      const { bank, areaId } = setting;
      const cases: { readonly [who: string]: () => Promise<[string, Input, Json]> } = {
        "a member who signs in": async () => {
          const memberId = await member(setting, "amina");
          return ["priya", { passedOn: byPhone(memberId) }, "FORBIDDEN"];
        },
        "a member of another hub": async () => {
          const other = { areaId, name: "Other", code: "OTH" };
          const hubId = idOf(await must(bank.steward, "createHub", other));
          return ["priya", { hubId }, "NOT_FOUND"];
        },
        "a child": async () => {
          const child = await assisted(setting, "Bo", "2015-01-01");
          return ["priya", { passedOn: byPhone(child) }, "NOT_FOR_CHILDREN"];
        },
      };
      const [persona, input, code] = (await cases[whose]?.()) ?? ["", {}, ""];
      expect((await give(persona, input)).codes).toEqual([code]);
    },
  );

  it("are passed on by nobody but a broker of the hub", async () => {
    const memberId = await member(setting, "tom");
    expect((await give("tom")).codes).toEqual(["NOT_FOUND"]);
    expect((await give("tom", { passedOn: byPhone(memberId) })).codes).toEqual(["FORBIDDEN"]);
    expect((await wipe("tom")).codes).toEqual(["NOT_FOUND"]);
    expect((await give("priya", { textVersion: 2 })).codes).toEqual(["CONSENT_TEXT_CHANGED"]);
  });
});
