import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { webFiles } from "../../infra/local/web-files.ts";
import { newFolder } from "./local-run.ts";

function pages() {
  const folder = newFolder();
  mkdirSync(join(folder, "web/assets"), { recursive: true });
  mkdirSync(join(folder, "web/manual"));
  writeFileSync(join(folder, "secret.html"), "above");
  writeFileSync(join(folder, "web/index.html"), "the first page");
  writeFileSync(join(folder, "web/manual/index.html"), "the manual");
  writeFileSync(join(folder, "web/assets/app-1.js"), "run();");
  const serve = webFiles(join(folder, "web"));
  return (target: string, headers = {}) => serve({ method: "GET", target, headers });
}

describe("the files of the pages", () => {
  it("come with a policy under which no page can run or ask anything of others", async () => {
    const answer = await pages()("/");
    expect(answer).toMatchObject({ status: 200, body: Buffer.from("the first page") });
    const policy = answer?.headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|script-src[^;]*unsafe-inline/);
  });

  it("are kept for ever where their name says what is in them, and asked for anew elsewhere", async () => {
    const get = pages();
    const kept = async (path: string) => (await get(path))?.headers["cache-control"];
    expect(await kept("/assets/app-1.js")).toContain("immutable");
    expect(await kept("/manual/")).toBe("no-cache");
  });

  it("travel compressed to whoever can read that", async () => {
    const get = pages();
    const coded = async (accepted: string) => {
      const answer = await get("/", { "accept-encoding": accepted });
      return [answer?.headers["content-encoding"], Buffer.from(answer?.body ?? "")] as const;
    };
    const [br, brotli] = await coded("gzip, deflate, br");
    expect([br, brotliDecompressSync(brotli).toString()]).toEqual(["br", "the first page"]);
    const [gz, zipped] = await coded("gzip");
    expect([gz, gunzipSync(zipped).toString()]).toEqual(["gzip", "the first page"]);
  });

  it.each(["/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/nowhere.html", "/web"])(
    "hold nothing outside their folder: %s",
    async (target) => {
      expect(await pages()(target)).toBeUndefined();
    },
  );
});
