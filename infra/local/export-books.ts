import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import * as z from "zod";
import { CannotStart } from "./cannot-start.ts";
import type { ExportOptions } from "./export-options.ts";

/** How far an export has come, kept beside its file until the file is whole. */
const Mark = z.object({
  hubId: z.string(),
  url: z.string(),
  asOf: z.string(),
  next: z.string(),
  bytes: z.int(),
  lines: z.int(),
});
type Mark = z.output<typeof Mark>;

type Done = { readonly lines: number; readonly asOf: string };

/**
 * Fetches the books page by page. A page is on the disk before its mark is, so whatever a kill
 * leaves behind the mark is cut off and fetched again: the file is the same as without the kill.
 */
export async function exportBooks(
  options: ExportOptions,
  progress: (lines: number) => void,
): Promise<Done> {
  let mark = markFor(options);
  const file = openSync(options.out, mark ? "r+" : "w");
  try {
    ftruncateSync(file, mark?.bytes ?? 0);
    const ask = await askerFor(options);
    for (;;) {
      const page = await ask(mark?.next);
      const text = Buffer.from(page.lines.map((line) => `${line}\n`).join(""));
      writeSync(file, text, 0, text.length, mark?.bytes ?? 0);
      fsyncSync(file);
      const bytes: number = (mark?.bytes ?? 0) + text.length;
      const lines: number = (mark?.lines ?? 0) + page.lines.length;
      progress(lines);
      const { asOf, next } = page;
      if (next === null) {
        rmSync(markFile(options.out), { force: true });
        return { lines, asOf };
      }
      mark = { hubId: options.hubId, url: options.url, asOf, next, bytes, lines };
      writeFileSync(`${markFile(options.out)}.new`, JSON.stringify(mark), { mode: 0o600 });
      renameSync(`${markFile(options.out)}.new`, markFile(options.out));
    }
  } finally {
    closeSync(file);
  }
}

const markFile = (out: string): string => `${out}.next`;

/** Where to go on; nothing when the file is to be begun. A whole file is never written over. */
function markFor({ out, hubId, url, fresh }: ExportOptions): Mark | undefined {
  // Where nothing came yet, an empty file is left.
  if (fresh || !existsSync(out) || statSync(out).size === 0) return undefined;
  const mark = Mark.safeParse(kept(markFile(out)));
  if (!mark.success) {
    throw new CannotStart(
      `${out} is there already.`,
      "Name another file, or write over it with --fresh.",
    );
  }
  if (mark.data.hubId === hubId && mark.data.url === url) return mark.data;
  throw new CannotStart(
    `${out} was begun with the books of ${mark.data.hubId} from ${mark.data.url}.`,
    "Go on with those, name another file, or begin anew with --fresh.",
  );
}

function kept(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const Page = z.object({
  asOf: z.string(),
  lines: z.array(z.string()),
  next: z.string().nullable(),
});

const Answer = z.looseObject({
  data: z.looseObject({ ledgerExport: Page.nullable() }).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

const query = `query ($hubId: ID!, $asOf: DateTime, $after: String) {
  ledgerExport(hubId: $hubId, asOf: $asOf, first: 100, after: $after) { asOf lines next }
}`;

/** Tokens of a bank on this machine last an hour, so a long export asks for a new one in time. */
const tokenMillis = 30 * 60_000;

async function askerFor({ hubId, url, asOf, identity }: ExportOptions) {
  let token = "persona" in identity ? await tokenOf(identity.persona, url) : identity.token;
  let since = Date.now();
  return async (after: string | undefined) => {
    if ("persona" in identity && Date.now() - since > tokenMillis) {
      token = await tokenOf(identity.persona, url);
      since = Date.now();
    }
    const variables = { hubId, asOf: after === undefined ? asOf : undefined, after };
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const body = JSON.stringify({ query, variables });
    const answer = Answer.safeParse(await send(url, { method: "POST", headers, body }));
    return pageIn(answer.success ? answer.data : {});
  };
}

function pageIn({ data, errors }: Partial<z.output<typeof Answer>>) {
  if (data?.ledgerExport) return data.ledgerExport;
  if (errors?.[0]) {
    throw new CannotStart(
      `The service says: ${errors[0].message}`,
      "Mend that and start again: it goes on where it was. Or begin anew with --fresh.",
    );
  }
  throw new CannotStart(
    "These books are not yours to read, or there is no such hub.",
    "Be a broker or an auditor of the hub, and check its id.",
  );
}

async function tokenOf(persona: string, url: string): Promise<string> {
  const body = JSON.stringify({ persona });
  const answer = await send(new URL("/token", url).href, { method: "POST", body });
  const { token } = Object(answer);
  if (typeof token === "string") return token;
  throw new CannotStart(
    `There is no token for ${persona} at ${url}.`,
    "On a service that is no bank on this machine, give a token: --token TOKEN",
  );
}

async function send(url: string, request: RequestInit): Promise<unknown> {
  try {
    return await (await fetch(url, request)).json();
  } catch {
    throw new CannotStart(
      `The service at ${url} does not answer.`,
      "Start it with npm start, or name another with --url. The export goes on where it was.",
    );
  }
}
