import { afterAll, beforeAll, expect, it } from "vitest";
import { createLocalApi } from "../../infra/local/bank.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { localRoutes } from "../../infra/local/routes.ts";
import { type LocalServer, startServer } from "../../infra/local/server.ts";
import { freshTable } from "../support/engine.ts";
import { freePort } from "./local-run.ts";

const personas = [{ id: "amina", who: "Amina, parent carer" }];
let server: LocalServer;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  server = await startServer(port);
  const starting = await fetch(url);
  expect([starting.status, starting.headers.get("retry-after")]).toEqual([503, "2"]);

  const { table } = await freshTable();
  const issuer = await createIssuer(await newKey());
  const cursorSecret = "a secret for tests, and for nothing else";
  const { handler } = createLocalApi({ table, issuer, cursorSecret });
  server.open(localRoutes({ handler, issuer, personas, url }));
});
afterAll(() => server.stop());

it("says hello, who there is, and what its keys are", async () => {
  expect(await (await fetch(`${url}/welcome`)).text()).toContain(`curl ${url}/graphql`);
  expect(await (await fetch(`${url}/personas`)).json()).toEqual({ personas });
  const { keys } = Object(await (await fetch(`${url}/.well-known/jwks.json`)).json());
  expect(keys).toMatchObject([{ kty: "EC", crv: "P-256" }]);
  expect(keys[0]).not.toHaveProperty("d");
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
});

it.each(["{}", "no JSON", '{"persona":"two words"}', '{"persona":7}'])(
  "gives no token for %s and says what to send",
  async (body) => {
    const answer = await fetch(`${url}/token`, { method: "POST", body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("amina");
  },
);

it("answers browsers of other sites as the deployed API does", async () => {
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

it("does not take in a body that is far too large, whether its size is told or not", async () => {
  const large = " ".repeat(1_048_577);
  const told = await fetch(`${url}/graphql`, { method: "POST", body: large });
  expect(told.status).toBe(413);
  const stream = new Blob([large]).stream();
  const untold = await fetch(`${url}/graphql`, { method: "POST", body: stream, duplex: "half" });
  expect(untold.status).toBe(413);
});
