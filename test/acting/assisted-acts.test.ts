import { buildSchema } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { mutations } from "../access/schema.ts";
import { filesUnder, textOf } from "../architecture/modules.ts";
import { type Setting, setting } from "../exchanges/setting.ts";
import { appoint } from "../exchanges/supporting.ts";
import { make } from "../exchanges/town.ts";
import { acts } from "./assisted-acts.ts";
import { told } from "./every-mutation.ts";
import { newest, tick } from "./setting.ts";

const recorded = Object.entries(told).flatMap(([name, what]) =>
  "record" in what ? [[name, what.record] as const] : [],
);

describe("the table of assisted acts", () => {
  it("speaks of every mutation there is, and of no other", () => {
    expect(Object.keys(told).sort()).toEqual(mutations.map(({ name }) => name).sort());
  });

  it("has a reason wherever it has no record", () => {
    for (const what of Object.values(told)) {
      if ("none" in what) expect(what.none.length).toBeGreaterThan(20);
    }
  });

  it("uses every kind of record", () => {
    const schema = buildSchema(
      filesUnder(["schema"], /\.graphql$/)
        .map(textOf)
        .join("\n"),
    );
    const kinds = schema.getType("AssistedRecordKind")?.toConfig();
    expect(Object.keys(Object(kinds).values).sort()).toEqual(
      [...new Set(recorded.map(([, kind]) => kind))].sort(),
    );
  });

  it("shows each record being made", () => {
    expect(Object.keys(acts).sort()).toEqual(recorded.map(([name]) => name).sort());
  });
});

describe("an assisted act", () => {
  let its: Setting;
  beforeAll(async () => {
    its = await setting();
    const scope = ["READ", "ARRANGE_HELP", "SPEND", "CONFIRM", "MANAGE_PROFILE"];
    await appoint(its, { member: its.nadia, helper: "tom", scope });
    await make(its.bank, "steward", [
      "createCategory",
      "category",
      { slug: "other", name: "Other" },
    ]);
  });

  it.each(recorded)(
    "%s leaves a record of the kind %s, with who did it and for whom",
    async (name, kind) => {
      tick(its.bank);
      const memberId = (await acts[name]?.(its)) ?? "";
      expect(await newest(its.bank, "priya", memberId)).toMatchObject({
        kind,
        madeAt: its.bank.now(),
        by: expect.stringMatching(/^(priya|tom)$/),
        as: expect.stringMatching(/^(BROKER|SUPPORTER)$/),
        actingFor: { partyId: memberId },
        mayObject: true,
        objection: null,
      });
    },
  );
});
