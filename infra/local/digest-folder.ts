import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DigestStore } from "../../src/audit/index.ts";

/** Keeps digests as files, one for each hub and day. One that is there already stays as it is. */
export const digestFolder = (folder: string): DigestStore => ({
  keep: async ({ hubId, day, previousHash, hash }) => {
    const of = join(folder, hubId);
    mkdirSync(of, { recursive: true });
    const text = `${JSON.stringify({ hubId, day, previousHash, hash })}\n`;
    try {
      writeFileSync(join(of, `${day}.json`), text, { flag: "wx" });
    } catch (error) {
      const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
      if (!isThere) throw error;
    }
  },
});
