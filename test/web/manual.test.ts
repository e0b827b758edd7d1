import { isObjectType, parse, validate } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { demoIds } from "../../src/web/manual/demo-ids.ts";
import { guidePages, guideTexts, readSchema } from "../../src/web/manual/index.ts";
import { htmlOf } from "../../src/web/manual/page.ts";
import { examplesOf, referencePages } from "../../src/web/manual/reference.ts";
import { accountsFor, type Retelling, retell } from "../journeys/retelling.ts";

const schema = readSchema();
const pages = [...guidePages(), ...referencePages(schema)];
const examples = examplesOf(schema);
const afterwards = "2026-03-31T09:00:00.000Z";

let told: Retelling;
beforeAll(async () => {
  told = await retell();
}, 90_000);

/** What each id of an example is in the story. */
const inTheStory: { readonly [name: string]: string } = {
  ...{ hubId: "BRA", partnerHubId: "SAL", areaId: "Marlshire", organisationId: "school" },
  ...{ memberId: "amina", partyId: "amina", payerId: "amina", fromId: "amina" },
  ...{ providerId: "grace", recipientId: "amina", learnerId: "ellie", childMemberId: "idris" },
  ...{ exchangeId: "exchange J07", journalEntryId: "J07", recordId: "learning J05" },
  ...{ listingId: "offer of grace", categoryId: "category garden", personId: "person amina" },
  ...{ spendOptionId: "carers' table", potRequestId: "request J25" },
};

describe("the manual", () => {
  it("names the things of the demo by the ids they have there", () => {
    const named = Object.entries(inTheStory).map(([name, thing]) => [name, told.idOf(thing)]);
    const [account] = accountsFor(told, "amina");
    expect(demoIds).toEqual({ ...Object.fromEntries(named), accountId: account?.id });
  });

  it("has a page for every operation and type, with every description", () => {
    const paths = pages.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(expect.arrayContaining(examples.map(({ path }) => path)));
    const html = new Map(pages.map((page) => [page.path, page.html]));
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || /^__|^Query$|^Mutation$/.test(type.name)) continue;
      for (const { name } of Object.values(type.getFields())) {
        expect(html.get(`type/${type.name}`)).toContain(`<code>${name}</code>`);
      }
    }
  });

  it("tells every refusal where it can occur", () => {
    const confirm = pages.find(({ path }) => path === "mutation/confirmExchange");
    for (const code of ["NOT_FOUND", "STATE_TRANSITION_INVALID", "IDEMPOTENCY_KEY_REUSED"]) {
      expect(confirm?.html).toContain(`<tr id="${code}">`);
    }
  });

  it("has no page of more than 200 KB, and no link that leads nowhere", () => {
    const known = new Set(pages.map(({ path }) => `/manual/${path}.html`));
    for (const page of pages) {
      const html = htmlOf(page);
      expect(Buffer.byteLength(html)).toBeLessThan(200_000);
      for (const [, to = ""] of html.matchAll(/href="(\/manual\/[^"#]+\.html)"/g)) {
        expect(known).toContain(to);
      }
    }
  });

  it.each(examples)("has an example that the demo understands: $name", async (example) => {
    expect(validate(schema, parse(example.query))).toEqual([]);
    const { query, variables } = example;
    const answer = await told.bank.call("priya", afterwards, query, variables);
    expect(answer.errors).toBeUndefined();
  });

  it.each(guideTexts().flatMap(blocksIn))(
    "has guides whose queries work: $name, as $as",
    async (one) => {
      expect(validate(schema, parse(one.query))).toEqual([]);
      const answer = await told.bank.call(one.as, afterwards, one.query);
      expect(answer.errors).toBeUndefined();
      expect(answer.data).not.toBeNull();
    },
  );
});

function blocksIn(text: string) {
  return [...text.matchAll(/```graphql as=(\w+)\n([\s\S]*?)```/g)].map(
    ([, as = "", query = ""]) => ({
      ...{ as, query, name: /\w+ (\w+)/.exec(query)?.[1] },
    }),
  );
}
