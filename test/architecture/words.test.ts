import { describe, expect, it } from "vitest";
import { filesUnder, textOf } from "./modules.ts";

type WordRule = { readonly pattern: RegExp; readonly breaks: string; readonly keeps: string };

/** Words that make a gift of time sound like money, in what people and programs get to read. */
const retired: WordRule = {
  pattern:
    /\b(?:(?:in)?debt(?:s|ed|or)?|ow(?:e|es|ed|ing)|wages?|pric(?:es?|ed|ing)|reward(?:s|ed|ing)?|donat\w+|currenc(?:y|ies))\b|(?:debt|wage|price|reward|donation|currency)(?=[A-Z_])|(?:Debt|Wage|Price|Reward|Donation|Currency)/i,
  breaks: "You owe 2 hours.",
  keeps: "You have 2 hours to give, as the lowest step allows.",
};

/** Words of a place where work goes on, which mean nothing to who reads the project. */
const unfinished: WordRule = {
  pattern: /\bT[O]DO\b|\bFIXM[E]\b|\bXX[X]\b|\b(?:biome|eslint|knip)-ignore\b|@ts-[a-z]+/,
  breaks: `${"TO"}DO: say it better.`,
  keeps: "What is to do is in the list of issues.",
};
const foreignPath: WordRule = {
  pattern: /(?<![\w.:/*])\/(?:home|root|Users|work|mnt|private)\//,
  breaks: 'const file = "/home/bea/notes.txt";',
  keeps: "https://example.org/home/bea and ./work/list.ts",
};
/** A comment that begins with a ruled line. A drawing of states begins with a state. */
const banner: WordRule = {
  pattern: /^\s*(?:\/\/|\/\*+|\*|#)\s*[-=#_~\u2010-\u2015\u2500\u2501\u2550]{3,}/m,
  breaks: "// ---- Reading ----",
  keeps: " * AGREED \u2500\u2500\u2500\u2500\u25b6 DELIVERED",
};

const rules = { retired, unfinished, foreignPath, banner };

const schema = filesUnder(["schema"], /\.graphql$/);
const source = filesUnder(["src"], /\.ts$/);
const everything = [
  ...filesUnder(["schema", "src", "functions", "infra", "test"], /\.(?:ts|graphql|md|json)$/),
  "package.json",
  "codegen.yml",
];

const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
const strings = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** The one thing with a price: what was bought for money, beside the hours. */
const boughtForMoney = /(?:"[^"]*"\s+|")MARKET_PRICE\b"?/g;

/** What a program can say: its texts, without its comments and without the names of imports. */
const messagesIn = (text: string) =>
  (text.replaceAll(comments, "").replaceAll(boughtForMoney, "").match(strings) ?? []).filter(
    (said) => !/^"[.@]/.test(said),
  );

/** Where a rule is broken: the file and the words around. */
function breaks({ pattern }: WordRule, texts: readonly (readonly [string, string])[]) {
  return texts.flatMap(([file, text]) => {
    const found = pattern.exec(text);
    return found ? [`${file}: ${text.slice(Math.max(0, found.index - 30), found.index + 40)}`] : [];
  });
}

const whole = (files: readonly string[]) => files.map((file) => [file, textOf(file)] as const);

describe("the words of this project", () => {
  it("are really looked at", () => {
    expect(everything.length).toBeGreaterThan(50);
    expect(source.flatMap((file) => messagesIn(textOf(file))).length).toBeGreaterThan(200);
  });

  it("keep retired words out of the schema", () => {
    const texts = whole(schema).map(
      ([file, text]) => [file, text.replaceAll(boughtForMoney, "")] as const,
    );
    expect(breaks(retired, texts)).toEqual([]);
  });

  it("keep retired words out of what people get to read", () => {
    const messages = source.flatMap((file) =>
      messagesIn(textOf(file)).map((said) => [file, said] as const),
    );
    expect(breaks(retired, messages)).toEqual([]);
  });

  it("promise nothing for later and silence no check", () => {
    expect(breaks(unfinished, whole(everything))).toEqual([]);
  });

  it("name no folder of anybody's machine", () => {
    const others = everything.filter((file) => file !== "test/architecture/words.test.ts");
    expect(breaks(foreignPath, whole(others))).toEqual([]);
  });

  it("stand without banners", () => {
    const code = everything.filter((file) => /\.(?:ts|graphql)$/.test(file));
    const others = code.filter((file) => file !== "test/architecture/words.test.ts");
    expect(breaks(banner, whole(others))).toEqual([]);
  });
});

describe("each rule about words", () => {
  it.each(Object.entries(rules))("bites and lets good words pass: %s", (_name, rule) => {
    expect(rule.pattern.test(rule.breaks)).toBe(true);
    expect(rule.pattern.test(rule.keeps)).toBe(false);
  });

  it("reads messages and no comments", () => {
    const text =
      '/** Half price. */\nimport { a } from "./price.ts";\n// owe\nsay("Hello", `you`, "MARKET_PRICE");';
    expect(messagesIn(text)).toEqual(['"Hello"', "`you`"]);
  });
});
