/** The rooms in order. A room may use the rooms before it, never one after it. */
export const rooms = [
  "ledger",
  "membership",
  "federation",
  "directory",
  "safeguarding",
  "exchanges",
  "circles",
  "decisions",
  "issues",
  "hours",
  "funding",
  "acting",
  "payruns",
  "incidents",
  "audit",
  "rights",
  "insight",
  "integration",
] as const;

/** Files of ours and what each asks for: paths from the root of ours, names of packages of others. */
export type Module = { readonly file: string; readonly imports: readonly string[] };

/**
 * One rule of the house, about the files that match `files` and not `except`. Such a file may
 * import `only` these, or `never` those but `saveFor` these. Patterns are regular expressions;
 * `$1` is what the first group of `files` found, so a rule can speak of "its own room".
 */
export type Rule = {
  readonly name: string;
  readonly files: string;
  readonly except?: string;
} & (
  | { readonly only: readonly string[] }
  | { readonly never: readonly string[]; readonly saveFor?: readonly string[] }
);

/** A file that outgrows itself becomes a folder of the same name, or files that begin with it. */
const part = (names: string) => `(?:${names})(?:[-/][a-z/-]+)?\\.ts$`;
const room = `^src/(${rooms.join("|")})/`;
const anyRoom = `^src/(?:${rooms.join("|")})/`;
const kernel = "^src/kernel/index\\.ts$";
const table = "^src/table/index\\.ts$";
const zod = "^zod$";
const generatedTypes = "^src/graphql/generated/types\\.ts$";
/** Files of one room only, with calculations for its decisions: no storage, no use case. */
const pureWords = "accounts|chain";
const ownPure = `^src/$1/${part(`decide|model|${pureWords}`)}`;
/** What a viewer may ask a room to do or show. The ledger shows accounts and does nothing itself. */
const ownUseCases = `^src/$1/${part("service|reading")}`;
/** Where the cloud's entries are handed their client. */
const clientSetUp = "^functions/(?:environment|digest-store)\\.ts$";
/** Any file of a room but its door. */
const insideOf = "^src/[^/]+/(?!index\\.ts$)";
const ledgerDoor = "^src/ledger/index\\.ts$";

const looksBackOnly: readonly Rule[] = rooms.slice(0, -1).map((name, place) => ({
  name: `${name} looks back only`,
  files: `^src/${name}/`,
  never: [`^src/(?:${rooms.slice(place + 1).join("|")})/`],
}));

export const rules: readonly Rule[] = [
  ...looksBackOnly,
  {
    name: "the kernel stands on nothing of ours",
    files: "^src/kernel/",
    only: ["^src/kernel/", zod, "^node:"],
  },
  {
    name: "the table knows only the kernel",
    files: "^src/table/",
    only: ["^src/table/", kernel, "^@aws-sdk/", "^dataloader$", "^node:"],
  },
  {
    name: "enter a room by its door",
    files: room,
    never: ["^src/"],
    saveFor: ["^src/$1/", "^src/[^/]+/index\\.ts$", generatedTypes],
  },
  {
    name: "the server enters a room by its door",
    files: "^src/graphql/",
    never: [insideOf],
    saveFor: ["^src/graphql/"],
  },
  {
    name: "whoever stands outside enters by the door",
    files: "^(?:functions|infra|test/(?:conformance|journeys|bench|kill|support|infra|local))/",
    never: [insideOf],
  },
  {
    name: "a test looks inside its own room only",
    files: `^test/(${[...rooms, "kernel", "table", "graphql"].join("|")})/`,
    never: [insideOf],
    saveFor: ["^src/$1/"],
  },
  {
    name: "a room does not know its server",
    files: room,
    never: ["^src/graphql/"],
    saveFor: [generatedTypes],
  },
  {
    name: "a check is pure, and knows the ledger's own rules",
    files: `^src/(audit)/${part("decide|model|lines")}`,
    only: [kernel, `^src/audit/${part("decide|model|lines")}`, ledgerDoor, zod, "^node:crypto$"],
  },
  {
    name: "decisions are pure",
    files: `${room}${part("decide|model")}`,
    except: `^src/(?:audit/${part("decide|model")}|decisions/${part("model")})`,
    only: [kernel, ownPure, zod],
  },
  {
    name: "what is decided on is pure, and knows the shape of a change of a circle",
    files: `^src/(decisions)/${part("model")}`,
    only: [kernel, ownPure, zod, "^src/circles/index\\.ts$"],
  },
  {
    name: "words of a room's own are pure too",
    files: `${room}${part(pureWords)}`,
    only: [kernel, ownPure, zod, "^node:crypto$"],
  },
  {
    name: "resolvers only translate",
    files: `${room}${part("resolvers")}`,
    only: [kernel, table, generatedTypes, `^src/$1/${part("model|resolvers")}`, ownUseCases],
  },
  {
    name: "repositories only keep and fetch",
    files: `${room}${part("repository")}`,
    only: [kernel, table, `^src/$1/${part("repository")}`, ownPure, ledgerDoor],
  },
  {
    name: "storage is spoken to in one place",
    files: "^(?:src|functions|infra|test)/",
    except: `^(?:src/table|infra/local|test/(?:bench|local|support|table))/|${clientSetUp}`,
    never: ["^@aws-sdk/"],
  },
  {
    name: "GraphQL stays in the server and the resolvers",
    files: "^(?:src|functions|infra)/",
    except: `^src/(?:graphql|web)/|${anyRoom}${part("resolvers")}`,
    never: ["^graphql(?:/|$)", "^@apollo/", "^@graphql-tools/"],
  },
  {
    name: "the source does not know where it runs",
    files: "^src/",
    never: ["^(?:functions|infra|test)/"],
  },
  {
    name: "entries do not know tests",
    files: "^(?:functions|infra)/",
    except: "^infra/local/corehours\\.ts$",
    never: ["^test/"],
  },
  {
    name: "the one command line knows the soak, and no other test",
    files: "^infra/local/corehours\\.ts$",
    never: ["^test/"],
    // The soak is among its commands, and is read only when it is wanted.
    saveFor: ["^test/soak/main\\.ts$"],
  },
  {
    name: "the cloud is described in one place",
    files: "^(?:src|functions|infra|test)/",
    except: "^(?:infra/(?!local/)|test/infra/)",
    never: ["^aws-cdk-lib(?:/|$)", "^constructs$", "^cdk-nag$"],
  },
  {
    name: "nobody knows the pages",
    files: "^(?:src|functions|infra)/",
    except: "^src/web/",
    never: ["^src/web/"],
  },
  {
    name: "pages know no room",
    files: "^src/web/",
    never: ["^(?:src|functions|infra|test)/"],
    saveFor: ["^src/web/", kernel],
  },
];

/** Files that something outside runs, so that nobody need import them. */
const entries =
  /^(?:functions\/(?:graphql|loader|schedule|stream|webhook)\.ts|infra\/app\.ts|infra\/bundling\/main\.ts|infra\/local\/corehours\.ts|test\/(?:access|bench|conformance\/stored|kill)\/main\.ts|test\/bench\/books-worker\.ts|test\/support\/engine-setup\.ts|src\/graphql\/schema\/(?:schema|descriptions)-module\.ts|src\/web\/(?:build|vite\.config)\.ts|src\/web\/(?:playground\/main\.tsx|look\/main\.ts|theme\/switch\.ts|manual\/browser\/search\.ts)|test\/frontend\/(?:main\.tsx|vite\.config\.ts)|test\/.+\.test\.ts)$/;

const matches = (pattern: string, text: string, own = "") =>
  new RegExp(pattern.replaceAll("$1", own)).test(text);

export const speaksOf = (rule: Rule, file: string): boolean =>
  matches(rule.files, file) && !(rule.except && matches(rule.except, file));

/** What breaks this rule, as `file -> import`. */
export function breaches(rule: Rule, modules: readonly Module[]): readonly string[] {
  return modules
    .filter(({ file }) => speaksOf(rule, file))
    .flatMap(({ file, imports }) => {
      const own = new RegExp(rule.files).exec(file)?.[1] ?? "";
      const isOneOf = (patterns: readonly string[], path: string) =>
        patterns.some((pattern) => matches(pattern, path, own));
      const isWrong = (path: string) =>
        "only" in rule
          ? !isOneOf(rule.only, path)
          : isOneOf(rule.never, path) && !isOneOf(rule.saveFor ?? [], path);
      return imports.filter(isWrong).map((path) => `${file} -> ${path}`);
    });
}

/** Files that in the end import themselves, as the way round; each circle once. */
export function circles(modules: readonly Module[]): readonly string[] {
  const importsOf = new Map(modules.map(({ file, imports }) => [file, imports]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const next of importsOf.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const { file } of modules) visit(file, []);
  return found;
}

/** Files that nobody asks for and nothing outside runs. */
export function orphans(modules: readonly Module[]): readonly string[] {
  const wanted = new Set(modules.flatMap(({ imports }) => imports));
  return modules.map(({ file }) => file).filter((file) => !wanted.has(file) && !entries.test(file));
}
