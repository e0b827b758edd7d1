import type { Setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import type { Json } from "../support/api.ts";

type Case = readonly [
  mutation: string,
  persona: string,
  prepare: (its: Setting) => Promise<{ readonly version: Json; readonly [field: string]: unknown }>,
];

const asked = ({ bank, bra }: Setting): Promise<string> =>
  make(bank, "leah", [
    "setRequirement",
    "requirement",
    {
      ...{ hubId: bra, placeKind: "PUBLIC_PLACE", need: "COVER" },
      ...{ from: "2026-12-01T00:00:00Z", reason: "The circle said so." },
    },
  ]);

const seen = ({ bank, grace }: Setting): Promise<string> =>
  make(bank, "leah", [
    "grantClearance",
    "clearance",
    {
      ...{ memberId: grace, kind: "FIRST_AID", issuer: "Red Cross", outcome: "COMPLETED" },
      ...{ givenOn: "2026-01-02", expiresOn: "2027-01-01" },
    },
  ]);

const covered = ({ bank, cafe }: Setting): Promise<string> =>
  make(bank, "leah", [
    "addCover",
    "cover",
    { holderId: cafe, insurer: "Fairweather", from: "2026-01-01", until: "2026-12-31" },
  ]);

/** What a safeguarding lead asks for, has seen and ends. */
export const safetyCases: readonly Case[] = [
  [
    "endRequirement",
    "leah",
    async (its) => ({
      requirementId: await asked(its),
      ...{ version: 1, reason: "Nobody asks for it any more." },
    }),
  ],
  [
    "endAtRisk",
    "leah",
    async (its) => ({
      noteId: await make(its.bank, "leah", [
        "noteAtRisk",
        "note",
        { memberId: its.grace, until: "2026-12-31" },
      ]),
      version: 1,
    }),
  ],
  [
    "revokeClearance",
    "leah",
    async (its) => ({ clearanceId: await seen(its), version: 1, reason: "It was withdrawn." }),
  ],
  [
    "endCover",
    "leah",
    async (its) => ({ coverId: await covered(its), version: 1, reason: "Cancelled." }),
  ],
];
