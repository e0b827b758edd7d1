/*
 * What Lambda loads. It runs `main.cjs`, the function itself, with what V8 made of it the last
 * time it ran, if that was kept beside it: most of a cold start is compiling. V8 takes back only
 * what this very version of it made on such a machine, so the name of the file says which.
 * Where there is none, or V8 does not take it, everything is compiled as ever.
 */
const { readFileSync } = process.getBuiltinModule("node:fs");
const { createRequire } = process.getBuiltinModule("node:module");
const { Script } = process.getBuiltinModule("node:vm");

const file = `${import.meta.dirname}/main.cjs`;
const cacheFile = `${import.meta.dirname}/main.${process.arch}.${process.versions.v8}.cache`;

// The bundle is plain ASCII, and in this coding nothing needs to be looked at to know that.
const script = new Script(readFileSync(file, "latin1"), { filename: file, ...kept() });
if (script.cachedDataRejected) {
  const message = "V8 does not take what was compiled before.";
  process.stdout.write(`${JSON.stringify({ level: "WARN", message })}\n`);
}

const main: { exports: { handler?: unknown } } = { exports: {} };
script.runInThisContext()(main.exports, createRequire(file), main);

export const { handler } = main.exports;

/** What V8 has made of it until now, with every function that ran, to be kept as `cacheFile`. */
export const compiled = (): { readonly cacheFile: string; readonly data: Uint8Array } => {
  withUsualFlags();
  return { cacheFile, data: script.createCachedData() };
};

/**
 * V8 takes back only what was made with the same flags. Lambda sets one that changes nothing that
 * is compiled, and whose work is done by now.
 */
function withUsualFlags(): void {
  process.getBuiltinModule("node:v8").setFlagsFromString("--no-expose-gc");
}

function kept(): { readonly cachedData?: Buffer } {
  try {
    const cachedData = readFileSync(cacheFile);
    withUsualFlags();
    return { cachedData };
  } catch {
    return {};
  }
}
