import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, textOf } from "../architecture/modules.ts";

/** Folders that are made here and never given away, as git is told too. */
const ignored = textOf(".gitignore")
  .split("\n")
  .filter((line) => line.endsWith("/"))
  .map((line) => line.slice(0, -1));

/** Everything that is given away with the project, from the root. */
function filesIn(folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === ".git" || ignored.some((name) => path === name || entry.name === name)) {
      return [];
    }
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** The forms of what opens a door. Each has an example, put together so that it is none itself. */
const rules: readonly {
  readonly name: string;
  readonly pattern: RegExp;
  readonly bad: readonly string[];
}[] = [
  {
    name: "a cloud key",
    pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
    bad: ["AKIA", "IOSFODNN7EXAMPLE"],
  },
  {
    name: "a private key",
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    bad: ["-----BEGIN EC PRIVATE", " KEY-----"],
  },
  {
    name: "a private key as JSON",
    pattern: /"d"\s*:\s*"[\w-]{40,}"/,
    bad: ['{"kty":"EC","d"', `:"${"x".repeat(43)}"}`],
  },
  {
    name: "a signed token",
    pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
    bad: ["eyJhbGciOiJFUzI1NiJ9", ".eyJzdWIiOiJhbWluYSJ9.", "a".repeat(40)],
  },
  {
    name: "a token of a code host, a registry, a chat or a payment service",
    pattern:
      /\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|npm_\w{36}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,}|AIza[\w-]{35})/,
    bad: ["ghp", `_${"a1".repeat(18)}`],
  },
  {
    name: "a password in an address",
    pattern: /\b[a-z][a-z+]*:\/\/[^\s/:@"'`]+:[^\s/:@"'`$]+@/,
    bad: ["postgres://bea:", "hunter2@db.example.org"],
  },
  {
    name: "a password or secret said outright",
    pattern:
      /(?:password|passwd|secret|api_?key|access_?token|client_?secret)["']?\s*[:=]\s*["'`](?=[^\s"'`]*\d)[^\s"'`$]{8,}["'`]/i,
    bad: ["cursorSecret: ", '"q8Zr1xVb0-Lk"'],
  },
  {
    name: "a header with a token",
    pattern: /authorization["']?\s*[:=]\s*["'`](?:Bearer|Basic) [\w+/=.-]{16,}/i,
    bad: ["authorization: ", `"Basic ${"YTpi".repeat(6)}"`],
  },
  {
    name: "letters drawn by chance",
    pattern: /["'`](?=[^"'`]*\d)(?=[^"'`]*[a-z])(?=[^"'`]*[A-Z])[A-Za-z0-9+/_-]{40,}={0,2}["'`]/,
    bad: ['"wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY1"'],
  },
];

/** In the lock file long letters are the sums of what was locked; everywhere else they are suspect. */
const textWithoutSums = (file: string) =>
  readFileSync(join(root, file), "utf8").replaceAll(/"integrity": "sha512-[\w+/]+=*"/g, "");

describe("the files of this project", () => {
  const files = filesIn();

  it("are really looked at", () => {
    expect(files.length).toBeGreaterThan(600);
    for (const known of [".ci/run", "package-lock.json", "cdk.json", "README.md"]) {
      expect(files).toContain(known);
    }
    expect(files.filter((file) => /node_modules|\.local/.test(file))).toEqual([]);
  });

  it.each(rules)("hold nothing that opens a door: $name", ({ pattern }) => {
    const found = files.filter((file) => pattern.test(textWithoutSums(file)));
    expect(found.map((file) => `${file}: ${pattern.exec(textWithoutSums(file))?.[0]}`)).toEqual([]);
  });

  it("are not those in which such things are kept", () => {
    expect(
      files.filter((file) => /(?:^|\/)(?:\.env.*|\.npmrc|.*\.(?:pem|key|p12|pfx|jks))$/.test(file)),
    ).toEqual([]);
  });
});

describe("each rule about secrets", () => {
  it.each(rules)("bites: $name", ({ pattern, bad }) => {
    expect(bad.join("")).toMatch(pattern);
  });

  it.each([
    'cursorSecret: "a secret for tests, and for nothing else"',
    ["authorization: `Bearer $", "{await bank.tokenFor('amina')}`"].join(""),
    'secret: "cursor-secret"',
    "CURSOR_SECRET: secret.secretValue.unsafeUnwrap()",
    '"https://example.org/bea/notes#today"',
    'const id = "mem_01J00000000000000000000000";',
  ])("lets good words pass: %s", (words) => {
    expect(rules.filter(({ pattern }) => pattern.test(words))).toEqual([]);
  });
});
