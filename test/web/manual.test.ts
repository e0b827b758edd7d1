import { readFileSync } from "node:fs";
import { isEnumType, isObjectType, parse, validate } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { contentsPage } from "../../src/web/manual/contents.ts";
import { demoIds, usualThings } from "../../src/web/manual/demo-ids.ts";
import { guidePages, guideTexts, readSchema } from "../../src/web/manual/index.ts";
import { htmlOf } from "../../src/web/manual/page.ts";
import { examplesOf, referencePages } from "../../src/web/manual/reference.ts";
import { stepsOf } from "../../src/web/manual/walk.ts";
import { walks } from "../../src/web/manual/walks/index.ts";
import { whyNot } from "../../src/web/manual/walks/why-not.ts";
import { beginning, kept, nameOf, type Step } from "../../src/web/stories/index.ts";
import { accountsFor, type Retelling, retell } from "../journeys/retelling.ts";

const schema = readSchema();
const [guides, reference] = [guidePages(), referencePages(schema)];
const pages = [contentsPage(guides, reference), ...guides, ...reference];
const examples = examplesOf(schema);
const afterwards = "2026-03-31T09:00:00.000Z";

let told: Retelling;
beforeAll(async () => {
  told = await retell();
  // Where the demo runs, so does the clock: its first turn checks the books of the day before.
  await createScheduleHandler({ table: told.stored.table, now: () => afterwards })();
}, 240_000);

/** A day on which people read: all that the story granted for a while is over by then. */
let moment = Date.parse("2027-10-04T09:00:00.000Z");
/** Nothing happens at the very moment of something else. */
function laterOn(): Date {
  moment += 1000;
  return new Date(moment);
}

/** Operations that came to something. */
const fruitful = new Set<string>();

describe("the manual", () => {
  it("names the things of the demo by the ids they have there", () => {
    const inTheStory = Object.keys(demoIds).map((name) => {
      const whose = /^account (.*)/.exec(name)?.[1];
      return [name, whose ? accountsFor(told, whose)[0]?.id : told.idOf(name)];
    });
    expect(demoIds).toEqual(Object.fromEntries(inTheStory));
    const named = Object.keys(demoIds);
    expect(named).toEqual(expect.arrayContaining(Object.values(usualThings)));
  });

  it("begins where the README ends, whose answers are those of a fresh demo", async () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const asked = readme.matchAll(/-d '(\{"query".*?\})'\n```\n\n```json\n([\s\S]*?)```/g);
    const pairs = [...asked].map(([, sent = "", answer = ""]) => [sent, answer].map(parsed));
    expect(pairs).toHaveLength(2);
    for (const [sent, answer] of pairs) {
      const { query } = Object(sent);
      const who = query.includes("{ me {") ? "amina" : undefined;
      expect(await told.bank.call(who, afterwards, query)).toMatchObject(Object(answer));
    }
  });

  it("has a page for every operation and type, with every description", () => {
    const paths = pages.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(expect.arrayContaining(examples.map(({ path }) => path)));
    // The contents and the search show this of a guide, so it is a whole sentence.
    for (const { about } of guides) expect(about).toMatch(/[.]$/);
    const html = new Map(pages.map((page) => [page.path, page.html]));
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || /^__|^Query$|^Mutation$/.test(type.name)) continue;
      for (const { name } of Object.values(type.getFields())) {
        expect(html.get(`type/${type.name}`)).toContain(`<code>${name}</code>`);
      }
    }
  });

  it("tells every refusal on its own page, and where it can occur on both sides", () => {
    const html = new Map(pages.map((page) => [page.path, page.html]));
    const codes = enumValues("ErrorCode");
    expect(codes.length).toBeGreaterThan(50);
    for (const code of codes) {
      const [, where = ""] = (html.get(`refusal/${code}`) ?? "").split("Where it can occur");
      const mutations = [...where.matchAll(/href="\/manual\/(mutation\/\w+)\.html"/g)];
      expect({ code, count: mutations.length }).not.toEqual({ code, count: 0 });
      for (const [, path = ""] of mutations) expect(html.get(path)).toContain(`<tr id="${code}">`);
    }
    expect(html.get("mutation/confirmExchange")).toContain("/manual/refusal/NOT_FOUND.html");
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

  it.each(walks.map((walk, place) => ({ walk, name: `${place} to ${walk.at(-1)?.[1]}` })))(
    "has examples that succeed: $name",
    async ({ walk }) => expect(await walked(stepsOf(schema, walk))).toEqual([]),
  );

  const onTheWay = new Set(walks.flatMap((walk) => walk.map(([, asks]) => asks)));
  const lone = examples.filter(({ name }) => !onTheWay.has(name));
  it.each(lone)("has an example that succeeds: $name", async ({ steps }) => {
    expect(await walked(steps)).toEqual([]);
  });

  it("has an example that succeeds of all others, and a reason where none can", () => {
    const names = examples.map(({ name }) => name);
    const fruitless = names.filter((name) => !fruitful.has(name));
    expect(fruitless.toSorted()).toEqual(Object.keys(whyNot).toSorted());
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

const parsed = (text: string): unknown => JSON.parse(text);

/** What of some steps came to nothing, though no reason is known why it should. */
async function walked(steps: readonly Step[]): Promise<readonly string[]> {
  const now = laterOn();
  let variables = beginning({ steps }, { now, newKey: () => crypto.randomUUID(), daysBack: 0 });
  const vain: string[] = [];
  for (const step of steps) {
    expect(validate(schema, parse(step.does))).toEqual([]);
    const { data, errors } = await told.bank.call(
      step.as,
      laterOn().toISOString(),
      step.does,
      variables,
    );
    if (errors) vain.push(`${nameOf(step)}: ${errors[0]?.message}`);
    for (const [name, answer] of Object.entries(data ?? {})) {
      const came = whatCame(answer);
      if (came === undefined) fruitful.add(name);
      else if (!(name in whyNot)) vain.push(`${name}: ${came}`);
    }
    variables = { ...variables, ...kept(step, data) };
  }
  return vain;
}

/** Why an answer is none: a refusal, or nothing to see. */
function whatCame(answer: unknown): string | undefined {
  const { userErrors: [refusal] = [], nodes = answer } = Object(answer);
  if (refusal) return `${refusal.code} ${refusal.message}`;
  return answer === null || (Array.isArray(nodes) && nodes.length === 0) ? "nothing" : undefined;
}

function enumValues(name: string): readonly string[] {
  const type = schema.getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
}

function blocksIn(text: string) {
  return [...text.matchAll(/```graphql as=(\w+)\n([\s\S]*?)```/g)].map(
    ([, as = "", query = ""]) => ({
      ...{ as, query, name: /\w+ (\w+)/.exec(query)?.[1] },
    }),
  );
}
