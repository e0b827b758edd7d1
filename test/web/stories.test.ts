import { buildASTSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { personas } from "../../infra/local/marlshire/index.ts";
import {
  beginning,
  documentOf,
  kept,
  nameOf,
  refusalsIn,
  type Story,
  stories,
  told,
} from "../../src/web/stories/index.ts";
import { filesUnder, textOf } from "../architecture/modules.ts";

const schema = buildASTSchema(
  parse(
    filesUnder(["schema"], /\.graphql$/)
      .map(textOf)
      .join("\n"),
  ),
);

describe("each story", () => {
  it.each(stories)("asks what the schema knows: $title", (story) => {
    const document = parse(documentOf(story, (persona) => persona));
    expect(validate(schema, document)).toEqual([]);
    expect(document.definitions).toHaveLength(story.steps.length);
  });

  it.each(stories)("is told by people of the demo: $title", ({ steps }) => {
    const known = personas.map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining(steps.flatMap(({ as }) => as ?? [])));
  });

  it.each(stories)("has every variable before it is sent: $title", (story) => {
    const given = new Set(Object.keys(beginning(story, begun)));
    for (const { does, keeps = {} } of story.steps) {
      for (const [, name = ""] of does.matchAll(/\$(\w+):/g)) expect(given).toContain(name);
      for (const name of Object.keys(keeps)) given.add(name);
    }
  });
});

let keys = 0;
const newKey = () => `key-${keys++}`;
const begun = { now: new Date("2026-03-31T12:00:00Z"), newKey, daysBack: 3 };

const story: Story = {
  id: "tea",
  title: "Tea",
  about: "Bea makes tea.",
  steps: [
    { says: "Is there tea?", does: "query Tea { tea { id } }", keeps: { teaId: "tea.0.id" } },
    {
      as: "bea",
      says: "I make it.",
      does: "mutation Make($teaId: ID!, $today: Date!, $makeKey: String!) { make }",
    },
  ],
};

describe("a story", () => {
  it("is one document, each operation under its sentence", () => {
    expect(documentOf(story, () => "Bea")).toBe(
      "# Tea. Bea makes tea.\n\n# 1. Anybody: Is there tea?\nquery Tea { tea { id } }\n\n" +
        "# 2. Bea: I make it.\nmutation Make($teaId: ID!, $today: Date!, $makeKey: String!) { make }\n",
    );
    expect(story.steps.map(nameOf)).toEqual(["Tea", "Make"]);
  });

  it("begins with today and a key of its own for each request", () => {
    const first = beginning(story, begun);
    expect(first).toEqual({ today: "2026-03-31", makeKey: expect.any(String) });
    expect(beginning(story, begun)["makeKey"]).not.toBe(first["makeKey"]);
  });

  it("keeps what it found, and nothing for what it did not", () => {
    const [step] = story.steps;
    expect(step && kept(step, { tea: [{ id: "tea_1" }] })).toEqual({ teaId: "tea_1" });
    expect(step && kept(step, { tea: null })).toEqual({});
  });

  it("tells what came of a step in words, with what was found", () => {
    const step = { says: "I look.", does: "query Tea { tea }" };
    const tells = "{tea.0.leaf} for {tea.0.minutes hours}, {tea.1.minutes hours} more.";
    const data = { tea: [{ leaf: "Mint", minutes: 90 }, { minutes: -60 }] };
    expect(told({ ...step, tells }, data)).toBe("Mint for 1.5 hours, -1 hours more.");
    expect(told({ ...step, tells: "{minutes hours}." }, { minutes: 60 })).toBe("1 hour.");
    expect(told(step, data)).toBe("Done.");
  });

  it("finds the refusals of any mutation", () => {
    const no = { code: "NO_TEA", message: "There is no tea.", remedy: "Buy some." };
    expect(refusalsIn({ make: { userErrors: [no] }, other: null })).toEqual([no]);
    expect(refusalsIn(undefined)).toEqual([]);
  });
});
