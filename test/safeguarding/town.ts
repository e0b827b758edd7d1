import { isRefusal, newId } from "../../src/kernel/index.ts";
import { type MeasureKind, planMeasure } from "../../src/safeguarding/index.ts";
import { type Setting, setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, codesOf, type Json, newRequestKey, type TestBank } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };

export type Watched = Setting & {
  /** Kinds of help, `sitting` under `home`. */
  readonly home: string;
  readonly sitting: string;
  readonly garden: string;
  readonly minding: string;
  readonly nursing: string;
};

/** The town of the exchanges, with kinds of help and leah, the safeguarding lead of BRA. */
export async function watchedTown(): Promise<Watched> {
  const its = await setting();
  const { bank, bra } = its;
  await giveRole(bank, await person(bank, "leah"), { role: "SAFEGUARDING_LEAD", scopeId: bra });
  const plant = (slug: string, wish: Input = {}) =>
    make(bank, "steward", ["createCategory", "category", { name: slug, slug, ...wish }]);
  const home = await plant("home");
  return {
    ...its,
    home,
    sitting: await plant("sitting", { parentId: home }),
    garden: await plant("garden"),
    minding: await plant("minding"),
    nursing: await plant("nursing", { regulated: true }),
  };
}

const shown: { readonly [mutation: string]: string } = {
  setRequirement: "requirement { id version from endedAt category { slug } }",
  endRequirement: "requirement { id version endedAt endReason }",
  grantClearance: "clearance { id version kind level issuer expiresOn endedAt member { name } }",
  noteAtRisk: "note { id version saidBy notedAt until endedAt member { name } }",
  endAtRisk: "note { id version endedAt }",
  revokeClearance: "clearance { id version endedAt revokeReason }",
  addCover: "cover { id version insurer until organisation { name } categories { slug } }",
  endCover: "cover { id version endedAt endReason }",
  proposeExchange: "exchange { id version category { slug } isBetweenFriends handlesMoney }",
  agreeExchange: "exchange { id version status }",
  clearDisplacement: "exchange { id version displacementReason displacementClearedAt }",
  proposeExchangeChange: "exchange { id version displacementClearedAt }",
  startSeries: "series { id version category { slug } }",
  agreeSeries: "series { id version status }",
  startSeriesSession: "exchange { id version status }",
  bookSpendOption: "exchange { id status }",
  planGroupActivity: "activity { id channel placeKind category { slug } }",
  joinGroupActivity: "activity { id status }",
  leaveGroupActivity: "activity { id status }",
  runGroupActivity: "activity { id status }",
  checkIn: "visit { id status }",
  markDelivered: "exchange { id status }",
  cancelExchange: "exchange { id status }",
};

/** What came of a mutation: the thing, or the code of the first refusal. */
export async function tries(
  bank: TestBank,
  persona: string,
  [mutation, input]: readonly [string, Input],
): Promise<Json> {
  const fields = shown[mutation] ?? "";
  const answer = await bank.as(persona).ask(
    `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { ${fields} replayed userErrors { code message path } }
    }`,
    { input: { idempotencyKey: newRequestKey(), ...input } },
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  const [code] = codesOf(answer);
  return code ?? at(answer.data, `${mutation}.${fields.split(" ")[0]}`);
}

/** Something grace would have needed to be seen to have. */
export const seen = (memberId: string, wish: Input = {}) => ({
  ...{ memberId, kind: "SAFE_SUPPORT", issuer: "The county", outcome: "COMPLETED" },
  ...{ givenOn: "2026-01-02", expiresOn: "2026-12-31" },
  ...wish,
});

/** Rosa, a child of Amina's who is five. */
export async function smallChild({ bank, bra }: Watched): Promise<string> {
  const small = { firstName: "rosa", lastName: "Test", bornOn: "2020-05-05", hubId: bra };
  const words = { offersInWords: ["Company"], requestsInWords: ["Company"] };
  const rosa = await make(bank, "amina", ["applyForChild", "member", { ...small, ...words }]);
  const me = await bank.as("amina").must("{ me { person { id } } }");
  const link = { guardianPersonId: at(me, "me.person.id"), evidenceNote: "Saw the papers." };
  await make(bank, "priya", ["linkGuardian", "member", { childMemberId: rosa, ...link }]);
  const steps: readonly (readonly [string, Input])[] = [
    ["recordInterview", { heldOn: "2026-01-05", note: "A good talk." }],
    ["waiveRequirement", { step: "REFERENCES", reason: "Known to the hub." }],
    ["acceptCodeOfConduct", { note: "Said yes." }],
    ["activateMember", {}],
  ];
  for (const [step, input] of steps) {
    await make(bank, "priya", [step, "member", { memberId: rosa, ...input }]);
  }
  return rosa;
}

/** Somebody holds to something from now until 12 January. */
export async function hold({ bank, bra }: Watched, kind: MeasureKind, memberId: string) {
  const now = bank.now();
  const wish = { id: newId("itm"), hubId: bra, memberId, kind, from: now, receipts: [] };
  const planned = planMeasure({ ...wish, until: "2026-01-12T09:00:00.000Z" }, now);
  if (isRefusal(planned)) throw new Error(planned.message);
  await bank.table().commit(planned.writes);
}
