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
  joinGroupActivity: "activity { id }",
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
