import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { filesUnder, textOf } from "../architecture/modules.ts";
import { failingJourney, type Journey } from "./journey.ts";

let its: Journey;
/** What was said past the log, to the screen of whoever runs the service. */
const said: unknown[] = [];
const ways = (["debug", "log", "info", "warn", "error"] as const).map((way) =>
  vi.spyOn(console, way).mockImplementation((...words) => said.push(words)),
);
beforeAll(async () => {
  its = await failingJourney(7);
}, 120_000);
afterAll(() => {
  for (const way of ways) way.mockRestore();
});

/** Ids, moments, days and the words of enums are of no person; all other text may be. */
const isOfNobody = (name: string, text: string) =>
  /^[a-z]{3}_[0-9A-Z]{26}$/.test(text) ||
  /^\d{4}-\d{2}-\d{2}T/.test(text) ||
  /^[A-Z][A-Z0-9_]+$|^\d{4}-Q\d$/.test(text) ||
  (/^\d{4}-\d{2}-\d{2}$/.test(text) && name !== "bornOn") ||
  name === "slug";

/** Every text in something sent or answered that somebody may have written or be called. */
function textsIn(value: unknown, name = ""): readonly string[] {
  if (typeof value === "string") return value.length < 3 || isOfNobody(name, value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, name));
  return Object.entries(Object(value)).flatMap(([field, one]) => textsIn(one, field));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Which of these words stand in a text by themselves, whatever their letters. */
function foundIn(text: string, words: Iterable<string>): readonly string[] {
  return [...words].filter((word) => {
    const asWritten = escaped(JSON.stringify(word).slice(1, -1));
    return new RegExp(`(?<![\\p{L}\\p{N}_])${asWritten}(?![\\p{L}\\p{N}_])`, "iu").test(text);
  });
}

const personal = () =>
  new Set([...textsIn(its.sent), ...its.answers.flatMap(({ data }) => textsIn(data))]);

/** The log without the names of our own files, some of which are called after the story. */
const logged = () => JSON.stringify(its.log).replaceAll(/[^\s"()]+\.[mc]?[jt]s:\d+:\d+/g, "");

describe("a journey in which the engine keeps failing, in words that hold what it was sent", () => {
  it("meets every kind of fault often, and the errors do quote people", () => {
    for (const times of Object.values(its.engine.met)) expect(times).toBeGreaterThanOrEqual(10);
    const words = personal();
    expect(words.size).toBeGreaterThan(400);
    for (const known of ["Walter", "Rahman", "2016-05-02", "01632 960140", "amina"]) {
      expect(words).toContain(known);
    }
    const tokens = [...words].filter((word) => word.split(".").length === 3 && word.length > 200);
    expect(tokens.length).toBeGreaterThan(100);
    expect(foundIn(its.engine.quoted.join(" "), words).length).toBeGreaterThan(100);
  });

  it("logs each of them: requests with their reference, the clock's work with its room", () => {
    const errors = its.log.filter((line) => Object(line).level === "ERROR");
    const ofRequests = errors.filter((line) => "requestId" in line);
    expect(ofRequests.length).toBeGreaterThan(50);
    const failed = its.answers.filter(({ errors: some }) => some !== undefined);
    for (const { errors: some } of failed) {
      const reference = Object(some?.[0]).extensions.requestId;
      expect(ofRequests.filter((line) => Object(line).requestId === reference)).not.toEqual([]);
    }
    expect(errors.filter((line) => "room" in line).length).toBeGreaterThan(0);
    const rooms = new Set(its.log.map((line) => Object(line).room));
    for (const room of ["exchanges", "payruns", "closings", "audit", "rights"]) {
      expect(rooms).toContain(room);
    }
  });

  it("leaves in the log no name, note, number, date of birth, key, code or token of anybody", () => {
    const words = personal();
    expect([...words].filter((word) => /^(?:[0-9A-Z]{4}-?){3}$/.test(word))).toHaveLength(1);
    expect(foundIn(logged(), words)).toEqual([]);
  });

  it("says nothing past the log, and throws nothing that holds more", () => {
    expect(said).toEqual([]);
    expect(its.thrown.length).toBeGreaterThan(0);
    for (const fault of its.thrown) {
      expect(String(fault)).toMatch(/^Error: Deadlines could not be kept: [a-z, ]+\.$/);
      expect(Object(fault).cause ?? Object(fault).errors).toBeUndefined();
    }
  });

  it("shows callers a reference, and nothing of how the service is made", () => {
    const errors = its.answers.flatMap((answer) => answer.errors ?? []);
    expect(errors.length).toBeGreaterThan(50);
    for (const error of errors) {
      expect(error.message).toMatch(
        /^Something went wrong on our side\. (?:Please try again\.|If you tell us, please say this number: [0-9A-Z]{16})$/,
      );
      expect(Object.keys(error).filter((name) => !shown.includes(name))).toEqual([]);
      expect(Object.keys(Object(error).extensions).sort()).toEqual(["code", "requestId"]);
    }
    const told = JSON.stringify(its.answers);
    expect(told).not.toContain(its.tableName);
    expect(told).not.toMatch(inner);
  });

  const shown = ["message", "extensions", "locations", "path"];
  const inner =
    /Exception|DynamoDB|dynoxide|node_modules|\.[mc]?[jt]s:\d|\/src\/|file:\/\/|"[ps]k"|i\dpk|Zod|invalid_type|ECONN|[Bb]roken promise|\n {4}at /;

  it("knows what it looks for", () => {
    for (const bad of ["ValidationException: x", "at a (/var/task/index.mjs:1:2)", '{"pk":1}']) {
      expect(bad).toMatch(inner);
    }
    expect(foundIn('{"message":"Sam came"}', ["Sam", "same"])).toEqual(["Sam"]);
    expect(foundIn('{"message":"the \\"old\\" bike"}', ['"old" bike'])).toHaveLength(1);
  });
});

/** The form of each value that may stand in a line; a sentence of a person fits none of them. */
const forms: Readonly<Record<string, RegExp>> = {
  level: /^(?:INFO|ERROR)$/,
  room: /^[a-z]+$/,
  requestId: /^[0-9A-Z]{16}$/,
  name: /^[A-Za-z][\w.]*$/,
  message: /^Broken promise: [\w ,']+$/,
  code: /^\w+$/,
  reasons: /^\w+$/,
  places: /^[\w.-]+ [\w-]+$/,
  stack: /^(?:(?:async|new) )*\S+(?: \[as [\w.]+\])?(?: \(\S+:\d+:\d+\))?$/,
};

function strangeIn(value: unknown, name: string): readonly string[] {
  if (typeof value === "number") return [];
  if (typeof value === "string") return forms[name]?.test(value) ? [] : [`${name}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((one) => strangeIn(one, name));
  return Object.entries(Object(value)).flatMap(([field, one]) => strangeIn(one, field));
}

describe("a line of the log", () => {
  it("has numbers, and words of fixed forms that no sentence fits into", () => {
    expect(its.log.flatMap((line) => strangeIn(line, ""))).toEqual([]);
    expect(strangeIn({ note: "Walter" }, "")).toEqual(["note: Walter"]);
    expect(strangeIn({ causes: [{ name: "Walter came" }] }, "")).toHaveLength(1);
  });

  it("may hold the words of a broken promise, because those are always the same", () => {
    const calls = filesUnder(["src"], /\.ts$/).flatMap((file) => [
      ...textOf(file).matchAll(
        /^\s*invariant\((?:[^;]*?,)?\s*("[^"]*"|`[^`]*`|[^,;]+?),?\s*\);$/gm,
      ),
    ]);
    expect(calls.length).toBeGreaterThan(50);
    const words = calls.map(([, said = ""]) => said);
    expect(
      words.filter((said) => !/^"[^"]+"$|^`[^`$]*\$\{mostWrites\}[^`$]*`$/.test(said)),
    ).toEqual([]);
  });
});
