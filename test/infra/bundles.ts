import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bundle, bundle, type Entry } from "../../infra/bundling/index.ts";

type Made = Bundle & { readonly folder: string };

const made = new Map<Entry, Promise<Made>>();
const folders: string[] = [];

/** The bundle of a function as it is deployed, made once for all tests that only look at it or call it. */
export function bundleOf(entry: Entry): Promise<Made> {
  const bundled = made.get(entry) ?? make(entry);
  made.set(entry, bundled);
  return bundled;
}

async function make(entry: Entry): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), `corehours-${entry}-`));
  if (folders.push(folder) === 1) process.once("exit", removeAll);
  return { ...(await bundle(entry, folder)), folder };
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
