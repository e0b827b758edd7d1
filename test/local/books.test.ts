import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createLocalApi } from "../../infra/local/bank.ts";
import { loadMadeUp } from "../../infra/local/generate.ts";
import type { HttpRequest } from "../../infra/local/http-event.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { makeUp } from "../../infra/local/made-up.ts";
import { localRoutes } from "../../infra/local/routes.ts";
import { type LocalServer, type Route, startServer } from "../../infra/local/server.ts";
import { freshTable } from "../support/engine.ts";
import { command } from "./command.ts";
import { freePort, newFolder } from "./local-run.ts";

const community = makeUp({ hubs: 1, members: 4, exchanges: 12, seed: 3 });
const broker = community.hubs[0]?.broker ?? "";
const member = community.hubs[0]?.members[0]?.persona ?? "";

let server: LocalServer;
let url: string;
let hubId: string;
/** Stands in front of the service for a test that wants to keep an answer back. */
type Gate = (answer: () => ReturnType<Route>) => ReturnType<Route>;
const open: Gate = (answer) => answer();
let gate = open;
afterEach(() => {
  gate = open;
});

beforeAll(async () => {
  const issuer = await createIssuer(await newKey());
  const { table } = await freshTable();
  const { handler, bank } = createLocalApi({ table, issuer, cursorSecret: "for tests only" });
  await loadMadeUp(bank, community, () => undefined);
  const me = await bank.call(
    member,
    new Date().toISOString(),
    "{ me { memberships { hub { id } } } }",
  );
  hubId = String(Object(me.data?.["me"]).memberships[0].hub.id);
  const port = await freePort();
  url = `http://localhost:${port}/graphql`;
  server = await startServer(port);
  const route = localRoutes({ handler, issuer, personas: [], url });
  server.open((request) =>
    request.target === "/graphql" ? gate(() => route(inSmallPages(request))) : route(request),
  );
}, 60_000);
afterAll(() => server.stop());

/** Few books were lived here, so that a page has to be small for there to be several. */
const inSmallPages = (request: HttpRequest): HttpRequest => ({
  ...request,
  body: Buffer.from(
    Buffer.from(request.body ?? [])
      .toString()
      .replace("first: 100", "first: 5"),
  ),
});

const exporting = (out: string, ...more: readonly string[]) =>
  command("export", ["--hub", hubId, "--out", out, "--as", broker, "--url", url, ...more]);
const verifying = (...words: readonly string[]) => command("verify", words).ended;

describe("npm run export and npm run verify", { timeout: 60_000 }, () => {
  it("bring the books into a file and find all well in it", async () => {
    const out = join(newFolder(), "books.jsonl");
    // The place of a service is enough: where its API is, it knows.
    const { code, said } = await exporting(out, "--url", new URL(url).origin).ended;
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining("lines as of") });
    expect(existsSync(`${out}.next`)).toBe(false);
    const verified = await verifying(out);
    expect(verified.code).toBe(0);
    expect(verified.said).toMatch(/\d+ entries, \d+ journal entries, \d+ accounts: all well\n$/);
  });

  it("name the line of a changed minute, in words and in JSON", async () => {
    const out = join(newFolder(), "books.jsonl");
    await exporting(out).ended;
    const lines = readFileSync(out, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes('"EXCHANGE",'));
    const changed = (lines[at] ?? "").replace(/"EXCHANGE",(-?)\d+/, '"EXCHANGE",$1999');
    writeFileSync(out, lines.with(at, changed).join("\n"));
    const { code, said } = await verifying(out);
    expect(code).toBe(1);
    expect(said).toContain(`line ${at + 1}, entry `);
    expect(said).toContain("1 problem\n");
    const inJson = JSON.parse((await verifying("--json", out)).said);
    expect(inJson).toMatchObject({ isWell: false, files: [{ problems: [{ line: at + 1 }] }] });
  });

  // The page that was under way when it was killed is fetched again, and nothing is there twice.
  it("go on after a kill, and come to the same file as without it", async () => {
    const asOf = new Date(Date.now() - 120_000).toISOString();
    const [whole, broken] = [join(newFolder(), "whole.jsonl"), join(newFolder(), "broken.jsonl")];
    await exporting(whole, "--as-of", asOf).ended;
    let pages = 0;
    const held = new Promise<void>((reached) => {
      gate = async (answer) => {
        pages += 1;
        if (pages === 1) return answer();
        reached();
        return new Promise(() => undefined);
      };
    });
    const first = exporting(broken, "--as-of", asOf);
    await held;
    first.child.kill("SIGKILL");
    await first.ended;
    gate = open;
    expect(existsSync(`${broken}.next`)).toBe(true);
    writeFileSync(broken, `${readFileSync(broken, "utf8")}{"half a line`);
    expect(await verifying(broken)).toMatchObject({ code: 1 });
    expect((await exporting(broken).ended).code).toBe(0);
    expect(readFileSync(broken, "utf8")).toBe(readFileSync(whole, "utf8"));
  });

  it("say what stands in the way, and how to go on", async () => {
    const out = join(newFolder(), "books.jsonl");
    const cases: readonly (readonly [number, readonly string[], string])[] = [
      [1, ["--hub", hubId, "--out", out, "--as", member, "--url", url], "not yours to read"],
      [1, ["--hub", hubId, "--out", out, "--token", "none", "--url", url], "The service says:"],
      [2, ["--hub", hubId, "--out", out], "No name was given."],
      [2, ["--out", out, "--as", broker], "No hub was given."],
      [2, ["--hub", hubId, "--as", broker], "No file was given."],
      [2, ["--hub", hubId, "--out", out, "--as", broker, "--url", "here"], "is not the address"],
      [2, ["--mistaken"], "Unknown option '--mistaken'."],
    ];
    for (const [expected, words, sentence] of cases) {
      const { code, said } = await command("export", words).ended;
      expect({ code, said }).toMatchObject({
        code: expected,
        said: expect.stringContaining(sentence),
      });
      expect(said).not.toMatch(/^\s+at /m);
    }
    await exporting(out).ended;
    expect((await exporting(out).ended).said).toContain("is there already");
    expect((await exporting(out, "--fresh").ended).code).toBe(0);
    expect(await verifying(join(newFolder(), "none"))).toMatchObject({ code: 2 });
    expect(await verifying()).toMatchObject({ code: 2 });
    expect((await verifying("--help")).said).toContain("Usage: npm run verify");
    expect((await command("export", ["--help"]).ended).said).toContain("Usage: npm run export");
  });
});
