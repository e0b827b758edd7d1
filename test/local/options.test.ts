import { expect, it } from "vitest";
import { readOptions } from "../../infra/local/options.ts";

it("starts the story on port 4000 with the data in .local when nothing is said", () => {
  expect(readOptions([])).toEqual({
    help: false,
    fresh: false,
    empty: false,
    port: 4000,
    data: ".local",
  });
});

it("makes up a community when any of its sizes is said, with usual ones for the rest", () => {
  expect(readOptions(["--members", "50"]).community).toEqual({
    hubs: 3,
    members: 50,
    exchanges: 100,
    seed: 1,
  });
});

it.each([
  ["--port=0", '--port cannot be "0".'],
  ["--port=70000", '--port cannot be "70000".'],
  ["--members=1", '--members cannot be "1".'],
  ["--exchanges=1.5", '--exchanges cannot be "1.5".'],
  ["--seed=-1", '--seed cannot be "-1".'],
  ["--ports=4000", "Unknown option '--ports'."],
  ["marlshire", "Unexpected argument 'marlshire'."],
])("says in a sentence what is wrong with %s", (word, sentence) => {
  expect(() => readOptions([word])).toThrow(sentence);
});
