import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDataFolder } from "../../infra/local/data-folder.ts";
import { digestFolder } from "../../infra/local/digest-folder.ts";
import { newFolder } from "./local-run.ts";

const digest = { hubId: "hub_1", day: "2026-01-06", previousHash: "", hash: "abc" };

describe("the folder of digests", () => {
  it("keeps the first digest of a day, whatever comes later", async () => {
    const folder = newFolder();
    const store = digestFolder(folder);
    await store.keep(digest);
    await store.keep({ ...digest, hash: "another" });
    const text = readFileSync(join(folder, "hub_1", "2026-01-06.json"), "utf8");
    expect(JSON.parse(text)).toEqual(digest);
  });

  it("is thrown away with the data it speaks of", async () => {
    const path = newFolder();
    const first = openDataFolder(path, { fresh: false });
    await digestFolder(first.digests).keep(digest);
    first.release();
    const kept = openDataFolder(path, { fresh: false });
    expect(existsSync(kept.digests)).toBe(true);
    kept.release();
    const fresh = openDataFolder(path, { fresh: true });
    expect(existsSync(fresh.digests)).toBe(false);
  });
});
