import { categoryOf, personOf } from "./names.ts";
import { type HubCode, hubs, type Slug } from "./places.ts";
import type { Step } from "./step.ts";

/** She keeps an eye on safety in all three hubs, so that none depends on its own people for it. */
const lead = "esther";

/** What hubs ask for before certain help, since their first weeks. */
const requirements: readonly {
  readonly hub: HubCode;
  readonly slug: Slug;
  readonly clearance: string;
  readonly reason: string;
}[] = [
  {
    ...{ hub: "THO", slug: "caring", clearance: "SAFE_SUPPORT" },
    reason: "Whoever is with somebody who needs care has learned how to do it safely.",
  },
  {
    ...{ hub: "BRA", slug: "lifts", clearance: "DRIVER_INSURER_TOLD" },
    reason: "Whoever gives lifts has told their insurer.",
  },
];

/** Who was seen to have what. Joan, Sam and Olu have it from Helen's training on. */
const clearances: readonly {
  readonly of: string;
  readonly kind: string;
  readonly issuer: string;
  readonly givenOn: string;
  readonly expiresOn: string;
}[] = [
  {
    ...{ of: "helen", kind: "SAFE_SUPPORT", issuer: "Marlshire County Council" },
    ...{ givenOn: "2026-01-13", expiresOn: "2027-12-31" },
  },
  {
    ...{ of: "tom", kind: "DRIVER_INSURER_TOLD", issuer: "His motor insurer" },
    ...{ givenOn: "2026-01-13", expiresOn: "2026-12-31" },
  },
  ...["joan", "sam", "olu"].map((of) => ({
    ...{ of, kind: "SAFE_SUPPORT", issuer: "Thornley Vale Time Bank" },
    ...{ givenOn: "2026-03-12", expiresOn: "2027-03-31" },
  })),
];

/** The safeguarding lead arrives, and what she sets and sees in the quarter. */
export const safety = (): readonly Step[] => [
  ...leadArrives(),
  ...requirements.map(
    ({ hub, slug, clearance, reason }): Step => ({
      ...{ at: "2026-01-12T14:00:00Z", as: lead, does: "setRequirement" },
      about: `${hub}-${slug}`,
      input: (idOf) => ({
        ...{ hubId: idOf(hub), categoryId: idOf(categoryOf(slug)), reason },
        ...{ need: "CLEARANCE", clearance },
      }),
    }),
  ),
  ...clearances.map(
    ({ of, ...seen }): Step => ({
      ...{ at: `${seen.givenOn}T15:00:00Z`, as: lead, does: "grantClearance" },
      about: `${of}-${seen.kind}`,
      input: (idOf) => ({ memberId: idOf(of), outcome: "COMPLETED", ...seen }),
    }),
  ),
  ...hubs.map(
    ({ code }): Step => ({
      ...{ at: "2026-01-12T15:00:00Z", as: lead, does: "addCover", about: code },
      input: (idOf) => ({
        ...{ holderId: idOf(code), insurer: "Fairweather Mutual" },
        ...{ from: "2026-01-01", until: "2027-03-31" },
      }),
    }),
  ),
];

function leadArrives(): readonly Step[] {
  const esther = { firstName: "Esther", lastName: "Quill", bornOn: "1968-03-27" };
  return [
    {
      ...{ at: "2026-01-05T11:00:00Z", as: lead, does: "registerPerson" },
      ...{ about: lead, makes: personOf(lead) },
      input: () => esther,
    },
    ...hubs.map(
      ({ code }): Step => ({
        ...{ at: "2026-01-05T12:00:00Z", as: "steward", does: "grantRole" },
        about: `${lead}-${code}`,
        input: (idOf) => ({
          ...{ personId: idOf(personOf(lead)), scopeId: idOf(code), role: "SAFEGUARDING_LEAD" },
          reason: "Asked by the three hubs together.",
        }),
      }),
    ),
  ];
}
