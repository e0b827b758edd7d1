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
import { askerAs, type Said } from "./asking.ts";
import { CannotStart, WrongUse } from "./cannot-start.ts";
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
  const file = opened(options.out, mark ? "r+" : "w");
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

function opened(out: string, how: "r+" | "w"): number {
  try {
    return openSync(out, how);
  } catch {
    throw new WrongUse(
      `${out} cannot be written.`,
      "Is its folder there, and may you write in it? Or name another file: --out FILE",
    );
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

const query = `query ($hubId: ID!, $asOf: DateTime, $after: String) {
  ledgerExport(hubId: $hubId, asOf: $asOf, first: 100, after: $after) { asOf lines next }
}`;

async function askerFor({ hubId, asOf, ...caller }: ExportOptions) {
  const ask = await askerAs(caller);
  return async (after: string | undefined) =>
    pageIn(await ask(query, { hubId, asOf: after === undefined ? asOf : undefined, after }));
}

function pageIn({ data, error }: Said) {
  const page = Page.safeParse(data?.["ledgerExport"]);
  if (page.success) return page.data;
  if (error !== undefined) {
    throw new CannotStart(
      `The service says: ${error}`,
      "Mend that and start again: it goes on where it was. Or begin anew with --fresh.",
    );
  }
  throw new CannotStart(
    "These books are not yours to read, or there is no such hub.",
    "Be a broker or an auditor of the hub, and check its id.",
  );
}
