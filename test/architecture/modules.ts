import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import type { Module } from "./rules.ts";

export const root = join(import.meta.dirname, "../..");

/** Paths from the root, with forward slashes, of the files under these folders with this ending. */
export function filesUnder(folders: readonly string[], ending: RegExp): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => !/^(?:src\/graphql|test\/frontend)\/generated\//.test(path))
      .sort(),
  );
}

export const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

/** Every TypeScript file of ours and what it imports. */
export const allModules = (): readonly Module[] =>
  filesUnder(["src", "functions", "infra", "test"], /\.tsx?$/).map((file) => ({
    file,
    imports: importsIn(textOf(file)).map((name) => resolved(name, file)),
  }));

const fromClause = /^(?:import|export)\b(?:[^;"']*?\bfrom)?\s*["']([^"']+)["']/gm;
const importCall = /\bimport\(\s*["']([^"']+)["']/g;

/**
 * What a file's text imports or re-exports, types included. Reads the shape that our formatter
 * gives: a statement begins its line. (The compiler has no JavaScript interface in this version,
 * and a bundler forgets the imports of types.)
 */
export function importsIn(text: string): readonly string[] {
  const found = [fromClause, importCall].flatMap((pattern) => [...text.matchAll(pattern)]);
  return [...new Set(found.flatMap(([, name]) => name ?? []))];
}

/** A path from the root when the name is relative; the package's name otherwise. */
function resolved(name: string, from: string): string {
  if (!name.startsWith(".")) return name;
  return normalize(join(dirname(from), name)).replaceAll("\\", "/");
}
