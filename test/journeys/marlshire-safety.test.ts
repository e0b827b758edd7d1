import { beforeAll, describe, expect, it } from "vitest";
import type { Persona } from "../../infra/local/issuer.ts";
import { personas } from "../../infra/local/marlshire/index.ts";
import { change } from "../federation/hubs.ts";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";
import { type Retelling, retell } from "./retelling.ts";

let told: Retelling;
beforeAll(async () => {
  told = await retell();
}, 90_000);

type Input = { readonly [field: string]: unknown };

const fields: { readonly [mutation: string]: string } = {
  startSeries: "series { id }",
  agreeSeries: "series { id status }",
  applyForChild: "member { id }",
  linkGuardian: "member { id }",
  recordInterview: "member { id }",
  waiveRequirement: "member { id }",
  acceptCodeOfConduct: "member { id }",
  activateMember: "member { id }",
};

/** What came of a mutation at a moment: the thing, or the code of the refusal. */
async function tries(
  persona: string,
  [mutation, input]: readonly [string, Input],
  moment = "2026-03-31T09:00:00Z",
): Promise<Json> {
  const field = fields[mutation] ?? "exchange { id version status }";
  const { data, errors } = await told.bank.call(persona, moment, change(mutation, field), {
    input: { idempotencyKey: newRequestKey(), ...input },
  });
  if (errors) throw new Error(JSON.stringify(errors, null, 2));
  const answer: Json = JSON.parse(JSON.stringify(data));
  const code = at(answer, `${mutation}.userErrors.0.code`);
  return code ?? at(answer, `${mutation}.${field.split(" ")[0]}`);
}

/** Somebody proposes some help; answers with what comes of the helper's yes, and what it wrote. */
async function outcome(
  help: {
    readonly helper: string;
    readonly voice?: string;
    readonly asker: string;
    readonly wish: Input;
  },
  moment?: string,
): Promise<readonly [Json, number]> {
  const { helper, asker, wish, voice = helper } = help;
  const proposal = await tries(
    asker,
    ["proposeExchange", { providerId: told.idOf(helper), minutes: 120, ...wish }],
    moment,
  );
  told.stored.usage.reset();
  const yes = { exchangeId: textAt(proposal, "id"), version: 1 };
  const came = await tries(voice, ["agreeExchange", yes], moment);
  return [came, told.stored.usage.writeUnits()];
}

describe("in Marlshire this is refused, and nothing is written", () => {
  const respite = (helper: string) => {
    const { idOf } = told;
    const wish = {
      ...{ payerId: idOf("joan"), recipientIds: [idOf("arthur")], placeKind: "RECIPIENT_HOME" },
      ...{ categoryId: idOf("category caring"), what: "A break for Joan" },
    };
    return { helper, asker: "joan", wish };
  };

  it("a break by Olu, before Helen has trained him", async () => {
    // Joan's first hours came on the 13th; what is refused before is the training, not the hours.
    const before = "2026-03-11T09:00:00Z";
    const early = respite("olu");
    expect(await outcome({ ...early, wish: { ...early.wish, minutes: 60 } }, before)).toEqual([
      "CLEARANCE_REQUIRED",
      0,
    ]);
  });

  it("a break by somebody of the hub who was never trained, after it too", async () => {
    const wish = { ...respite("olu").wish, providerId: told.idOf("amina") };
    expect(await outcome({ helper: "amina", asker: "joan", wish })).toEqual([
      "CLEARANCE_REQUIRED",
      0,
    ]);
    expect((await outcome(respite("olu")))[0]).toMatchObject({ status: "AGREED" });
  });

  it("washing up at the café by Jack, who is fifteen", async () => {
    const { idOf } = told;
    const wish = { payerId: idOf("cafe"), recipientIds: [idOf("cafe")], what: "Washing up" };
    expect(await outcome({ helper: "jack", voice: "tom", asker: "cafe", wish })).toEqual([
      "AGE_RESTRICTED",
      0,
    ]);
  });

  it("a shift at the café by Grace, whom it would have to employ", async () => {
    const { idOf } = told;
    const wish = { payerId: idOf("cafe"), recipientIds: [idOf("cafe")], what: "A Saturday shift" };
    expect(await outcome({ helper: "grace", asker: "cafe", wish })).toEqual([
      "DISPLACEMENT_NOT_CLEARED",
      0,
    ]);
  });

  it("three hours of minding a child of five in Sandra's home, for someone who is no friend", async () => {
    const { idOf } = told;
    const small = await childOfTom();
    const minding = { payerId: idOf("tom"), recipientIds: [small], minutes: 180, what: "Minding" };
    const wish = {
      ...{ ...minding, categoryId: idOf("category minding") },
      placeKind: "PROVIDER_HOME",
    };
    const help = { helper: "sandra", asker: "tom" };
    const needed = ["CHILDCARE_REGISTRATION_REQUIRED", 0];
    expect(await outcome({ ...help, wish })).toEqual(needed);
    const among = { ...wish, betweenFriends: true };
    expect((await outcome({ ...help, wish: among }))[0]).toMatchObject({ status: "AGREED" });
  });

  it("mentoring of a child where nobody looks on", async () => {
    const { idOf, stored } = told;
    const proposal = await tries("school", [
      "startSeries",
      {
        ...{ providerId: idOf("walter"), recipientId: idOf("ellie"), payerId: idOf("school") },
        ...{ sponsored: true, what: "Mentoring", rhythm: "Mondays" },
        ...{ sessionCount: 4, sessionMinutes: 60, placeKind: "PROVIDER_HOME" },
      },
    ]);
    stored.usage.reset();
    const yes = { seriesId: textAt(proposal, "id") };
    expect(await tries("walter", ["agreeSeries", yes])).toBe("SUPERVISION_REQUIRED");
    expect(stored.usage.writeUnits()).toBe(0);
  });
});

/** A child of five, whom Tom brings into the hub. */
async function childOfTom(): Promise<string> {
  const { idOf, ask } = told;
  const child = { firstName: "Rosa", lastName: "Calder", bornOn: "2020-06-01", hubId: idOf("BRA") };
  const words = { offersInWords: ["Drawings"], requestsInWords: ["Company"] };
  const entered = await tries("tom", ["applyForChild", { ...child, ...words }]);
  const memberId = textAt(entered, "id");
  const guardianPersonId = textAt(await ask("tom", "{ me { person { id } } }"), "me.person.id");
  const link = { childMemberId: memberId, guardianPersonId, evidenceNote: "Saw the papers." };
  const steps: readonly (readonly [string, Input])[] = [
    ["linkGuardian", link],
    ["recordInterview", { memberId, heldOn: "2026-03-31", note: "A good talk." }],
    ["waiveRequirement", { memberId, step: "REFERENCES", reason: "A child." }],
    ["acceptCodeOfConduct", { memberId, note: "Tom said yes for her." }],
    ["activateMember", { memberId }],
  ];
  for (const step of steps) await tries("priya", step);
  return memberId;
}

describe("in Marlshire the safeguarding lead", () => {
  it("is somebody to be, and sees what runs out within a year", async () => {
    expect(personas.map(({ id }: Persona) => id)).toContain("esther");
    const found = await told.ask(
      "esther",
      "query ($id: ID!) { expiringClearances(hubId: $id, withinDays: 365) { nodes { kind member { name } } } }",
      { id: told.idOf("THO") },
    );
    const kind = "SAFE_SUPPORT";
    const names = ["Joan", "Olu", "Sam"].map((name) => ({ kind, member: { name } }));
    const nodes = at(found, "expiringClearances.nodes");
    expect(nodes).toHaveLength(names.length);
    for (const one of names) expect(nodes).toContainEqual(one);
  });
});
