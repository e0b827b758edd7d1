import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * A constant at the top of a file that zod makes, or a maker of ours with it, or that comes of
 * another shape, up to where the next statement begins.
 */
const shape =
  /^((?:export )?const \w+ = )((?:(?:z|line|note|once)\b|\w+\.(?:extend|optional|refine|startsWith)\()[\s\S]*?);\n(?=\n|[a-z/@]|$)/gm;

/** One that lists parts of shapes by their names. */
const parts = /^((?:export )?const \w+ = )(\{(?: .* |\n(?:(?:[ )}\]].*)?\n)*?)\}[^;\n]*);\n/gm;

/**
 * What goes on is indented or closes something; anything else begins anew. Only a call makes a
 * shape, and of what a shape has, its fields by name are a list of parts.
 */
const isWhole = (expression: string) =>
  /(?:\)|\.shape)$/.test(expression) &&
  expression
    .split("\n")
    .slice(1)
    .every((line) => line === "" || /^[\s)}\]]/.test(line));

/**
 * Makes the shapes of our nouns and inputs when they are first used, and not at every start.
 *
 * There are thousands of small parts to them, which take zod a quarter of a cold start, and a
 * request uses a few dozen. Making one has no effect but itself, so when it is made cannot matter.
 * Sources are laid out by a formatter, so where such a constant ends can be seen in its lines.
 */
export const shapesWhenNeeded: Plugin = {
  name: "shapes-when-needed",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^when-needed$/ }, ({ path }) => ({ path, namespace: "ours" }));
    onLoad({ filter: /./, namespace: "ours" }, () => ({ contents: whenNeeded }));
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = inAscii(lateShapes(source));
      return contents === source ? undefined : { contents, loader: "ts" };
    });
  },
};

/** A pattern keeps its letters as they are written, and a bundle of ASCII alone is read faster. */
const inAscii = (source: string) =>
  source.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export function lateShapes(source: string): string {
  if (!source.includes('from "zod"')) return source;
  const changed = source
    .replace(shape, (found, begin: string, expression: string) => {
      if (!isWhole(expression)) return found;
      return expression.endsWith(".shape")
        ? `${begin}partsWhenNeeded(() => ${expression});\n`
        : `${begin}whenNeeded(() => ${expression});\n`;
    })
    .replace(parts, (found, begin: string, expression: string) =>
      /\w\(|\.\.\./.test(expression) ? `${begin}partsWhenNeeded(() => (${expression}));\n` : found,
    );
  return changed === source
    ? source
    : `import { partsWhenNeeded, whenNeeded } from "when-needed";${changed}`;
}

/**
 * Stands for what `make` makes, which is made when somebody first looks at it. A shape is asked
 * and never listed or changed: whoever does hears of it, and is not told that it is empty. A list of
 * parts is filled before anything at all is done with it, and so is what it says.
 */
export const whenNeeded: string = `
export function whenNeeded(make) {
  let made;
  const it = () => (made ??= make());
  const never = () => { throw new Error("A shape that is made when needed is only asked."); };
  return new Proxy(Object.prototype, {
    get: (_, name) => it()[name],
    has: (_, name) => name in it(),
    getPrototypeOf: () => Object.getPrototypeOf(it()),
    ownKeys: never,
    set: never,
    defineProperty: never,
  });
}
export function partsWhenNeeded(make) {
  const parts = {};
  let filled;
  const fill = () => (filled ??= Object.assign(parts, make()));
  const first = { get: (_, deed) => (_, ...given) => Reflect[deed](fill(), ...given) };
  return new Proxy(parts, new Proxy({}, first));
}`;
