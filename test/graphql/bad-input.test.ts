import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { schemaData } from "../../src/graphql/generated/schema.ts";
import { buildSchema, saidBy } from "../../src/graphql/schema/build.ts";
import { type Answer, at, codesOf, type TestBank, testBank } from "../support/api.ts";

/*
 * Every mutation there is, asked with everything that cannot be right. The inputs are made from
 * the schema itself, so a new mutation is covered the day it is written.
 */

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
  bank.at("2026-02-09T10:00:00.000Z");
});

const schema = buildSchema(schemaData, saidBy([]));
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => {
  const type = field.args[0]?.type;
  const input = isNonNullType(type) ? type.ofType : type;
  if (!isInputObjectType(input)) throw new Error(`${field.name} takes no input`);
  return { name: field.name, input };
});

/** Text of a certain form, by the name of the field; other text is just words. */
const forms: Readonly<Record<string, string>> = {
  idempotencyKey: "key-for-bad-input",
  gssCode: "E10999999",
  code: "BRA",
  slug: "gardening",
  quarter: "2026-Q1",
  email: "amina@example.org",
  phone: "01632 960123",
  languages: "en",
  around: "MB4",
  weekStarting: "2026-02-02",
  bornOn: "1990-04-01",
};

/** What some mutations want beside their required fields before they look anyone up. */
const alsoSaid: Readonly<Record<string, object>> = {
  addSkill: { words: "Mending bicycles" },
  appointSupporter: { kind: "ATTORNEY", scope: ["READ"] },
  castPosition: { stance: "SUPPORT" },
  updateCircle: { change: { purpose: "Something else" } },
  closeDecision: { decidedAt: "IN_CIRCLE" },
  createArea: { code: "E92000001", kind: "NATION" },
  createCircle: { power: { isBinding: false } },
  grantRole: { scopeId: "hub_00000000000000000000000000" },
  giveDemographics: { sex: "FEMALE" },
  inviteSeat: { memberId: "mem_00000000000000000000000000" },
  linkLogin: { code: "AAAA-AAAA-AAAA" },
  declareFunding: { percent: 40 },
  planGroupActivity: { receiverMinutes: 60 },
  proposeExchangeChange: { minutes: 60 },
  reportIncident: { aboutWords: "The lady who cleans" },
  recogniseActivity: { purpose: "TRAINING" },
  registerClient: { clientId: "finance", placeId: "hub_00000000000000000000000000" },
  setRequirement: { clearance: "FIRST_AID" },
  setMemberLimits: { floorMinutes: 0 },
  shareGuardianContact: { way: "PHONE", phone: "01632 960123" },
};

/** What can be done without signing in; it is answered like anybody else's. */
const openToAll = ["reportIncident"];

/** Mutations by which a stranger comes in; what they may do is told in the tests of membership. */
const waysIn = ["apply", "applyForChild", "referPerson", "registerPerson", "linkLogin"];

/** Ids of the right form that name nothing, each another. */
let drawn = 0;
const unknownId = () => `mem_${String(drawn++).padStart(26, "0")}`;

function made(type: GraphQLInputType, name: string): unknown {
  if (isNonNullType(type)) return made(type.ofType, name);
  if (isListType(type)) return [made(type.ofType, name)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return madeInput(type);
  return madeScalar(type.name, name);
}

function madeScalar(type: string, name: string): unknown {
  if (type === "ID") return unknownId();
  if (type === "Boolean") return true;
  if (type === "Date") return forms[name] ?? "2026-02-09";
  if (type === "DateTime") return "2026-02-20T10:00:00Z";
  if (type === "Int") return /inutes$/.test(name) ? 60 : 6;
  return forms[name] ?? "Some plain words";
}

/** The required fields, or the first one where exactly one must be said. */
function madeInput(type: GraphQLInputObjectType): Record<string, unknown> {
  const fields = Object.values(type.getFields());
  const wanted = type.isOneOf
    ? fields.slice(0, 1)
    : fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
  return Object.fromEntries(wanted.map((field) => [field.name, made(field.type, field.name)]));
}

const ask = (
  caller: TestBank["anonymous"],
  mutation: { name: string; input: GraphQLInputObjectType },
  input: object,
): Promise<Answer> =>
  caller.ask(
    `mutation($input: ${mutation.input.name}!) { ${mutation.name}(input: $input) { replayed userErrors { code message path remedy } } }`,
    { input },
  );

const errorsOf = (answer: Answer, name: string) => at(answer.data, `${name}.userErrors`);

/** What every refusal promises: plain sentences, a place, and that nothing was written. */
function expectWellTold(answer: Answer, name: string): void {
  const errors = errorsOf(answer, name);
  if (!Array.isArray(errors) || errors.length === 0) {
    throw new Error(`no refusal: ${JSON.stringify(answer)}`);
  }
  for (const error of errors) {
    expect(error).toMatchObject({
      message: expect.stringMatching(/^\S.*[.?]$/s),
      remedy: expect.stringMatching(/^\S.*[.?]$/s),
    });
    expect(error.path[0]).toBe("input");
  }
  expect(bank.usage.writeUnits()).toBe(0);
}

/** A place in an input, however deep, and how to say something else there. */
type Place = {
  readonly field: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly saying: (good: object, value: unknown) => object;
};

/** Every scalar of an input, those inside nested inputs and lists too. */
function placesIn(input: GraphQLInputObjectType): readonly Place[] {
  return Object.values(input.getFields()).flatMap((field): readonly Place[] => {
    const { name } = field;
    const type = getNamedType(field.type);
    const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    const wrapped = (value: unknown) => (isList ? [value] : value);
    if (!isInputObjectType(type)) {
      const isRequired = isNonNullType(field.type) && !isList;
      const saying = (good: object, value: unknown) => ({ ...good, [name]: wrapped(value) });
      return [{ field: name, type: type.name, isRequired, saying }];
    }
    return placesIn(type).map((place) => ({
      ...place,
      saying: (good, value) => ({
        ...good,
        [name]: wrapped(place.saying(type.isOneOf ? {} : madeInput(type), value)),
      }),
    }));
  });
}

describe.each(mutations)("$name", (mutation) => {
  const { name, input } = mutation;
  const good = { ...madeInput(input), ...alsoSaid[name] };
  const asStranger = (wish: object) => {
    bank.usage.reset();
    return ask(bank.as("stranger"), mutation, wish);
  };

  it("asks an anonymous caller to sign in, wherever that is needed", async () => {
    bank.usage.reset();
    const answer = await ask(bank.anonymous, mutation, good);
    expect(codesOf(answer)).toEqual([openToAll.includes(name) ? "NOT_FOUND" : "SIGN_IN_REQUIRED"]);
    expectWellTold(answer, name);
  });

  if (!waysIn.includes(name))
    it("does nothing for a stranger with ids of nothing", async () => {
      const answer = await asStranger(good);
      expect(["NOT_FOUND", "FORBIDDEN", "SIGN_IN_REQUIRED"]).toContain(codesOf(answer)[0]);
      expectWellTold(answer, name);
    });

  it.each(["", "short", "has spaces in it", "x".repeat(129), "ключ-ключ"])(
    "refuses the idempotencyKey %j",
    async (idempotencyKey) => {
      const answer = await asStranger({ ...good, idempotencyKey });
      expect(codesOf(answer)).toEqual(["VALIDATION_FAILED"]);
      expect(at(answer.data, `${name}.userErrors.0.path.1`)).toBe("idempotencyKey");
      expectWellTold(answer, name);
    },
  );

  const places = placesIn(input).filter(({ field }) => field !== "idempotencyKey");
  const ofType = (type: string) => places.filter((place) => place.type === type);

  /** Each of these values, at this place, is refused, named, and writes nothing. */
  async function refuses(place: Place, values: readonly unknown[]): Promise<void> {
    for (const value of values) {
      const answer = await asStranger(place.saying(good, value));
      expect(codesOf(answer), `${place.field} ${value}`).toContain("VALIDATION_FAILED");
      expect(JSON.stringify(errorsOf(answer, name))).toContain(`"${place.field}"`);
      expectWellTold(answer, name);
    }
  }

  const texts = ofType("String");
  if (texts.length > 0)
    it("refuses text that is too long or holds hidden characters", async () => {
      for (const place of texts) await refuses(place, ["x".repeat(5000), "a\u0000b", "a\u202Eb"]);
    });

  const required = texts.filter((place) => place.isRequired);
  if (required.length > 0)
    it("refuses text that says nothing", async () => {
      for (const place of required) await refuses(place, ["", "  "]);
    });

  const minutes = ofType("Int").filter(({ field }) => /inutes$/.test(field));
  if (minutes.length > 0)
    it("refuses minutes nobody can mean", async () => {
      for (const place of minutes) {
        const none = place.field === "minutes" ? [0, -15] : [];
        // Credits come in quarter hours; minutes on a watch do not.
        const odd = place.field === "visitGraceMinutes" ? [] : [7];
        await refuses(place, [-2_000_000_000, 2_000_000_000, ...odd, ...none]);
      }
    });

  const ids = ofType("ID");
  if (ids.length > 0)
    it("refuses what has not the form of an id", async () => {
      for (const place of ids) {
        await refuses(place, ["", "1", "mem_", "../../etc", "mem_000000000000000000000000OO"]);
      }
    });

  it("calls a wrong type a broken request, before anything runs", async () => {
    for (const field of Object.keys(good)) {
      const answer = await asStranger({ ...good, [field]: { wrong: ["type"] } });
      expect(answer.errors?.[0]?.["extensions"], field).toMatchObject({ code: "BAD_USER_INPUT" });
      expect(bank.usage.writeUnits()).toBe(0);
    }
  });
});
