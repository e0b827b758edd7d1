import { parseArgs } from "node:util";
import { CannotStart } from "./cannot-start.ts";

/** What to export, as whom, and where to. */
export type ExportOptions = {
  readonly hubId: string;
  readonly out: string;
  readonly url: string;
  readonly asOf?: string;
  readonly fresh: boolean;
  /** A token, or the persona of a bank on this machine to ask for one. */
  readonly identity: { readonly token: string } | { readonly persona: string };
};

export const exportUsage = `Usage: npm run export -- --hub ID --out FILE (--as PERSONA | --token TOKEN) [flags]

  --hub ID        the hub, whose broker or auditor you are
  --out FILE      where to write the books, one JSON object a line
  --as PERSONA    be this persona of a bank on this machine
  --token TOKEN   be whoever this token says; COREHOURS_TOKEN in the environment does too
  --url URL       the service or its API (http://localhost:4000/graphql)
  --as-of MOMENT  the books as of this moment, such as 2026-02-01T00:00:00Z (a minute ago)
  --fresh         begin anew, though FILE was begun before
  --help          show this

Started again after it was broken off, it goes on where it was: FILE.next remembers how far it came.
Ends with 0 when the whole file is there, 1 when it is not.
`;

const flags = {
  hub: { type: "string" },
  out: { type: "string" },
  as: { type: "string" },
  token: { type: "string" },
  url: { type: "string" },
  "as-of": { type: "string" },
  fresh: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export function readExportOptions(words: readonly string[]): ExportOptions | "HELP" {
  const { values } = parsed(words);
  if (values.help) return "HELP";
  const { hub, out, "as-of": asOf } = values;
  if (!hub)
    throw lacks("hub", "Name it: --hub ID. You find it with { me { roles { hub { id name } } } }.");
  if (!out) throw lacks("file", "Name it: --out FILE");
  const url = apiAt(values.url ?? "http://localhost:4000");
  const fresh = values.fresh ?? false;
  const identity = identityIn(values);
  return { hubId: hub, out, url, fresh, identity, ...(asOf === undefined ? {} : { asOf }) };
}

function identityIn({ as, token }: { as?: string | undefined; token?: string | undefined }) {
  if (as !== undefined) return { persona: as };
  const said = token ?? process.env["COREHOURS_TOKEN"];
  if (said) return { token: said };
  throw lacks("name", "Say who you are: --as PERSONA on this machine, or --token TOKEN");
}

/** A service named by its place alone has its API where all of them have it. */
function apiAt(words: string): string {
  const url = URL.canParse(words) ? new URL(words) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CannotStart(
      `${words} is not the address of a service.`,
      "Write it with http:// or https:// in front, as in --url http://localhost:4000/graphql",
    );
  }
  if (url.pathname === "/") url.pathname = "/graphql";
  return url.href;
}

const lacks = (what: string, wayOn: string) => new CannotStart(`No ${what} was given.`, wayOn);

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: flags, strict: true });
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : "").split(". ");
    throw new CannotStart(`${sentence}.`, "See what there is with: npm run export -- --help");
  }
}
