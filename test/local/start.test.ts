import { createServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { freePort, newFolder, npmStart, processesOn } from "./local-run.ts";

const ready = "Corehours is ready";

async function running(folder: string, ...flags: readonly string[]) {
  const port = await freePort();
  const run = npmStart(["--data", folder, "--port", String(port), "--empty", ...flags]);
  await run.says(ready);
  const url = `http://localhost:${port}`;
  return { ...run, url, ask: (query: string, token?: string) => ask(url, query, token) };
}

async function ask(url: string, query: string, token?: string) {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query }),
  });
  return answer.json();
}

async function tokenOf(url: string, persona: string): Promise<string> {
  const answer = await fetch(`${url}/token`, { method: "POST", body: JSON.stringify({ persona }) });
  const { token } = Object(await answer.json());
  return String(token);
}

const createNation = `mutation {
  createArea(
    input: { kind: NATION, name: "England", code: "E92000001", idempotencyKey: "start-test-1" }
  ) { area { name } userErrors { code } }
}`;
const nations = "{ areas { nodes { name } } }";

describe("npm start", { timeout: 30_000 }, () => {
  it("serves the API to everybody and to a persona, and keeps what they did", async () => {
    const folder = newFolder();
    const first = await running(folder);
    expect(await first.ask(nations)).toMatchObject({ data: { areas: { nodes: [] } } });
    expect(await first.ask(createNation)).toMatchObject({
      data: { createArea: { area: null, userErrors: [{ code: "SIGN_IN_REQUIRED" }] } },
    });
    const steward = await tokenOf(first.url, "steward");
    expect(await first.ask(createNation, steward)).toMatchObject({
      data: { createArea: { area: { name: "England" }, userErrors: [] } },
    });
    first.process.kill("SIGINT");
    expect(await first.ended()).toBe(0);

    const second = await running(folder);
    const england = { data: { areas: { nodes: [{ name: "England" }] } } };
    expect(await second.ask(nations, steward)).toMatchObject(england);
    second.process.kill("SIGINT");
    await second.ended();

    const fresh = await running(folder, "--fresh");
    expect(await fresh.ask(nations)).toMatchObject({ data: { areas: { nodes: [] } } });
  });

  it("says hello, who there is, and what its keys are", async () => {
    const { url } = await running(newFolder());
    expect(await (await fetch(url)).text()).toContain(`curl ${url}/graphql`);
    expect(await (await fetch(`${url}/personas`)).json()).toEqual({ personas: [] });
    const { keys } = Object(await (await fetch(`${url}/.well-known/jwks.json`)).json());
    expect(keys).toMatchObject([{ kty: "EC", crv: "P-256" }]);
    expect(keys[0]).not.toHaveProperty("d");
    expect((await fetch(`${url}/token`, { method: "POST", body: "{}" })).status).toBe(400);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it("answers browsers of other sites as the deployed API does", async () => {
    const { url } = await running(newFolder());
    const origin = "http://localhost:5173";
    const preflight = await fetch(`${url}/graphql`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    const answer = await fetch(`${url}/graphql`, { headers: { origin } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("does not read a body that is far too large", async () => {
    const { url } = await running(newFolder());
    const answer = await fetch(`${url}/graphql`, { method: "POST", body: " ".repeat(1_048_577) });
    expect(answer.status).toBe(413);
  });

  it("leaves no process behind on Ctrl-C", async () => {
    const folder = newFolder();
    const run = await running(folder);
    expect(processesOn(folder)).not.toEqual([]);
    run.process.kill("SIGINT");
    expect(await run.ended()).toBe(0);
    expect(run.said()).toContain("Stopping.");
    expect(processesOn(folder)).toEqual([]);
  });

  // Nobody can catch SIGKILL, so the engine must notice by itself that it has been left alone.
  it("leaves no process behind when it is killed", async () => {
    const folder = newFolder();
    const run = await running(folder);
    run.process.kill("SIGKILL");
    await run.ended();
    await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 5_000 });
    const again = await running(folder);
    expect(again.said()).toContain(ready);
  });
});

describe("npm start that cannot start", { timeout: 30_000 }, () => {
  async function failing(flags: readonly string[], environment?: object) {
    const run = npmStart(["--data", newFolder(), "--empty", ...flags], environment);
    expect(await run.ended()).toBe(1);
    expect(run.said()).not.toMatch(/^\s+at /m);
    return run.said();
  }

  it("says that its port is taken, and by which flag to use another", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    onTestFinished(() => void other.close());
    const said = await failing(["--port", String(port)]);
    expect(said).toContain(`Port ${port} is taken by another program.`);
    expect(said).toContain(`npm start -- --port ${port + 1}`);
  });

  it("says that the data folder is in use", async () => {
    const folder = newFolder();
    await running(folder);
    const said = await failing(["--data", folder, "--port", String(await freePort())]);
    expect(said).toContain(`already running on the data in ${folder}`);
  });

  it("says that the named engine does not answer", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const flags = ["--port", String(await freePort())];
    const said = await failing(flags, { DYNAMODB_ENDPOINT: endpoint });
    expect(said).toContain(`No database engine answers at ${endpoint}`);
  });
});
