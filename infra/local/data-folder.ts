import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";
import * as z from "zod";
import { CannotStart } from "./cannot-start.ts";
import { newKey } from "./issuer.ts";
import type { Places } from "./stream-poller.ts";

/** What is kept on this machine between runs. */
export type DataFolder = {
  readonly engineFile: string;
  /** Where the digests of the ledger are kept. */
  readonly digests: string;
  /** Digests prove a history; when the history begins anew, they are of another one. */
  readonly forgetDigests: () => void;
  readonly signingKey: () => Promise<JWK>;
  readonly cursorSecret: () => string;
  /** What has been loaded into this very table, so that it is not loaded again. */
  readonly loaded: (table: string) => readonly string[];
  readonly markLoaded: (table: string, what: string) => void;
  /** How far the stream of this very table was heard. */
  readonly streamPlaces: (table: string) => {
    readonly read: () => Places;
    readonly keep: (places: Places) => void;
  };
  /** Lets another run use the folder. */
  readonly release: () => void;
};

/** Only these are ever removed: the folder may be one that holds other things too. */
const names = {
  engine: "bank.db",
  key: "signing-key.json",
  secret: "cursor-secret",
  loaded: "loaded.json",
  running: "running",
  digests: "digests",
  stream: "stream-places.json",
} as const;

/** Opens the folder for this process alone. With `fresh`, what was kept is thrown away first. */
export function openDataFolder(path: string, { fresh }: { readonly fresh: boolean }): DataFolder {
  const at = (name: string) => join(path, name);
  makeFolder(path);
  claim(at(names.running), path);
  if (fresh) {
    const { running: _running, ...kept } = names;
    const engineFiles = ["-wal", "-shm", "-journal"].map((end) => `${names.engine}${end}`);
    for (const name of [...Object.values(kept), ...engineFiles]) {
      rmSync(at(name), { force: true, recursive: true });
    }
  }
  return {
    engineFile: at(names.engine),
    digests: at(names.digests),
    forgetDigests: () => rmSync(at(names.digests), { force: true, recursive: true }),
    signingKey: async () => keyFrom(read(at(names.key)) ?? keep(at(names.key), await keyText())),
    cursorSecret: () =>
      read(at(names.secret)) ?? keep(at(names.secret), randomBytes(32).toString("base64url")),
    loaded: (table) => notesIn(at(names.loaded), table),
    markLoaded: (table, what) => {
      const notes = { table, loaded: [...notesIn(at(names.loaded), table), what] };
      keep(at(names.loaded), JSON.stringify(notes));
    },
    streamPlaces: (table) => ({
      read: () => placesIn(at(names.stream), table),
      keep: (places) => void keep(at(names.stream), JSON.stringify({ table, places })),
    }),
    release: () => rmSync(at(names.running), { force: true }),
  };
}

function makeFolder(path: string) {
  try {
    mkdirSync(path, { recursive: true });
  } catch {
    throw new CannotStart(
      `The folder ${path} cannot be made.`,
      "Name another one: npm start -- --data FOLDER",
    );
  }
}

/** Two engines on one file would ruin it, so a second run on the same folder is turned away. */
function claim(file: string, folder: string) {
  const other = Number(read(file) ?? 0);
  if (other > 0 && other !== process.pid && isRunning(other)) {
    throw new CannotStart(
      `Corehours is already running on the data in ${folder} (process ${other}).`,
      "Stop it first, or use another folder: npm start -- --data FOLDER",
    );
  }
  try {
    keep(file, String(process.pid));
  } catch {
    throw new CannotStart(
      `Nothing can be written into the folder ${folder}.`,
      "Make it yours, or name another one: npm start -- --data FOLDER",
    );
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const keyText = async () => JSON.stringify(await newKey());

const SigningKey = z.looseObject({ kty: z.literal("EC"), kid: z.string(), d: z.string() });

function keyFrom(text: string): JWK {
  return SigningKey.parse(JSON.parse(text));
}

const Notes = z.object({ table: z.string(), loaded: z.array(z.string()) });

function notesIn(file: string, table: string): readonly string[] {
  const notes = Notes.safeParse(JSON.parse(read(file) ?? "null"));
  return notes.success && notes.data.table === table ? notes.data.loaded : [];
}

const Heard = z.object({ table: z.string(), places: z.record(z.string(), z.string()) });

function placesIn(file: string, table: string): Places {
  const heard = Heard.safeParse(JSON.parse(read(file) ?? "null"));
  return heard.success && heard.data.table === table ? heard.data.places : {};
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and for the owner's eyes only: the key signs as anybody. */
function keep(file: string, text: string): string {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return text;
}
