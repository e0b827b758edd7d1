import { type Caller, textAt } from "../support/api.ts";
import { application, assisted, idOf, must, person, type Setting } from "./setting.ts";

type Input = { readonly [field: string]: unknown };

/** A request that succeeds, and what a test changes about it. */
export type Prepared = {
  readonly caller: Caller;
  readonly input: Input;
  /** A field with another value, so that it is another wish under the same key. */
  readonly differently: Input;
  /** A field with a value that the form of the input forbids. */
  readonly broken: Input;
};

type Prepare = (setting: Setting, name: string) => Promise<Prepared>;

/** The mutation, what a stranger gets for the same request (nothing when it is open), a request. */
export type Case = readonly [string, string | undefined, Prepare];

export const hidden = "a\u0000b";
export const reason = { differently: { reason: "Another reason." }, broken: { reason: hidden } };
const born = { differently: { bornOn: "1979-01-01" }, broken: { firstName: hidden } };

const clientOf = (placeId: string, clientId: string) => ({
  ...{ clientId, name: "Finance", purpose: "Checks the sums.", scopes: ["BOOKS_READ"], placeId },
  ...{ until: "2026-06-01T00:00:00Z", reason: "The funder asks for it." },
});

/** GSS codes are used once, so each policy under test has a local authority of its own. */
let policiesMade = 0;

/** Mutations about places, persons and applications. */
export const joiningMutations: readonly Case[] = [
  [
    "registerPerson",
    undefined,
    async ({ bank }, name) => ({
      caller: bank.as(name),
      input: { firstName: "Ann", lastName: "Marsh", bornOn: "1980-01-01" },
      ...born,
    }),
  ],
  [
    "createArea",
    "FORBIDDEN",
    async ({ bank, nationId }) => ({
      caller: bank.steward,
      input: { kind: "REGION", name: "East", code: "E12000006", parentId: nationId },
      differently: { name: "West" },
      broken: { name: hidden },
    }),
  ],
  [
    "createHub",
    "FORBIDDEN",
    async ({ bank, areaId }) => ({
      caller: bank.steward,
      input: { areaId, name: "Elm", code: "ELM" },
      differently: { name: "Oak" },
      broken: { code: "elm" },
    }),
  ],
  [
    "setHubPolicy",
    "FORBIDDEN",
    async ({ bank, nationId }) => {
      policiesMade += 1;
      const code = `E07${String(policiesMade).padStart(6, "0")}`;
      const area = { kind: "LOCAL_AUTHORITY", name: "Ashshire", code, parentId: nationId };
      const ashId = idOf(await must(bank.steward, "createArea", area));
      const hub = { areaId: ashId, name: "Ash", code: "ASH" };
      const hubId = idOf(await must(bank.steward, "createHub", hub));
      const effectiveFrom = "2026-03-01T00:00:00.000Z";
      const policy = { floorMinutes: -150 };
      return {
        caller: bank.steward,
        input: { hubId, version: 1, effectiveFrom, policy, reason: "Tried." },
        ...reason,
      };
    },
  ],
  [
    "grantRole",
    "FORBIDDEN",
    async ({ bank, hubId }, name) => {
      const personId = await person(bank, name);
      const input = { personId, role: "AUDITOR", scopeId: hubId, reason: "Checks the books." };
      return { caller: bank.steward, input, ...reason };
    },
  ],
  [
    "endRole",
    "NOT_FOUND",
    async ({ bank, hubId }, name) => {
      const personId = await person(bank, name);
      const grant = { personId, role: "AUDITOR", scopeId: hubId, reason: "Checks the books." };
      const roleId = idOf(await must(bank.steward, "grantRole", grant));
      return { caller: bank.steward, input: { roleId, reason: "Moved." }, ...reason };
    },
  ],
  [
    "registerClient",
    "FORBIDDEN",
    async ({ bank, hubId }, name) => ({
      caller: bank.steward,
      input: clientOf(hubId, name),
      ...reason,
    }),
  ],
  [
    "endClient",
    "NOT_FOUND",
    async ({ bank, hubId }, name) => {
      const client = await must(bank.steward, "registerClient", clientOf(hubId, name));
      const input = { clientAppId: idOf(client), reason: "The grant has ended." };
      return { caller: bank.steward, input, ...reason };
    },
  ],
  [
    "apply",
    undefined,
    async ({ bank, hubId }, name) => ({
      caller: bank.as(name),
      input: application(hubId, "Ann"),
      ...born,
    }),
  ],
  [
    "applyForChild",
    "FORBIDDEN",
    async ({ bank, hubId }, name) => {
      await person(bank, name);
      const input = application(hubId, "Bo", "2017-02-01");
      return { caller: bank.as(name), input, ...born };
    },
  ],
  [
    "referPerson",
    undefined,
    async ({ bank, hubId }, name) => ({
      caller: bank.as(name),
      input: {
        hubId,
        personName: "Beth",
        contact: "Rings back in the morning.",
        consentNote: "Said yes on Monday.",
        yourName: "Dr Brook",
      },
      differently: { personName: "Bea" },
      broken: { contact: hidden },
    }),
  ],
  [
    "closeReferral",
    "NOT_FOUND",
    async ({ bank, hubId }, name) => {
      const referral = { hubId, personName: "Beth", contact: "Phone", consentNote: "Yes." };
      const sent = await must(bank.as(name), "referPerson", { ...referral, yourName: "Dr Brook" });
      const input = { referralId: idOf(sent), reason: "Moved away." };
      return { caller: bank.as("priya"), input, ...reason };
    },
  ],
  [
    "registerAssisted",
    "FORBIDDEN",
    async ({ bank, hubId }) => ({
      caller: bank.as("priya"),
      input: { ...application(hubId, "Nadia"), channel: "PHONE", consentNote: "Said yes." },
      differently: { helperName: "Her son" },
      broken: { consentNote: "" },
    }),
  ],
  [
    "createLoginCode",
    "NOT_FOUND",
    async (setting) => {
      const memberId = await assisted(setting, "Nadia");
      const other = await assisted(setting, "Nadia");
      return {
        caller: setting.bank.as("priya"),
        input: { memberId },
        differently: { memberId: other },
        broken: { memberId: "Nadia" },
      };
    },
  ],
  [
    "linkLogin",
    "LOGIN_CODE_INVALID",
    async (setting, name) => {
      const memberId = await assisted(setting, "Nadia");
      const made = await must(setting.bank.as("priya"), "createLoginCode", { memberId });
      return {
        caller: setting.bank.as(name),
        input: { code: textAt(made, "code") },
        differently: { code: "0000-0000-0000" },
        broken: { code: "no" },
      };
    },
  ],
];
