import { type AuditResult, serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLocalApi } from "../../infra/local/bank.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { localRoutes } from "../../infra/local/routes.ts";
import { type LocalServer, startServer } from "../../infra/local/server.ts";
import { freePort } from "../local/local-run.ts";
import { freshTable } from "../support/engine.ts";

/**
 * What the specification leaves open and we refuse on purpose, by the audit's own ids. A GET can be
 * sent by any page a person happens to look at and is kept by caches on the way, so questions about
 * people are only taken as a POST of JSON.
 */
const refusedOnPurpose = {
  "5A70": "MAY accept application/x-www-form-urlencoded formatted GET requests",
  D6D5: "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json",
  "6A70":
    "MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
};

let server: LocalServer;
const results: AuditResult[] = [];

beforeAll(async () => {
  const port = await freePort();
  server = await startServer(port);
  const { table } = await freshTable();
  const issuer = await createIssuer(await newKey());
  const cursorSecret = "a secret for tests, and for nothing else";
  const url = `http://localhost:${port}`;
  const { handler } = createLocalApi({ table, issuer, cursorSecret });
  server.open(localRoutes({ handler, issuer, personas: [], url }));
  for (const audit of serverAudits({ url: `${url}/graphql` })) results.push(await audit.fn());
});
afterAll(() => server.stop());

const ofLevel = (level: string) => results.filter(({ name }) => name.startsWith(`${level} `));
const notPassed = (some: readonly AuditResult[]) => some.filter(({ status }) => status !== "ok");
const figures = (level: string) => {
  const all = ofLevel(level);
  return `${level} ${all.length - notPassed(all).length} of ${all.length}`;
};

describe("the audit of GraphQL over HTTP, on the real handler behind a real server", () => {
  it("is passed in 58 of 61 points, among them all that a server must and should do", () => {
    const found = ["MUST", "SHOULD", "MAY"].map(figures);
    process.stdout.write(`GraphQL over HTTP: ${found.join(", ")}\n`);
    expect(found).toEqual(["MUST 13 of 13", "SHOULD 23 of 23", "MAY 22 of 25"]);
  });

  it("fails in nothing but what is refused on purpose", () => {
    const failed = notPassed(results).map(({ id, name }) => [id, name]);
    expect(Object.fromEntries(failed)).toEqual(refusedOnPurpose);
  });

  it("finds what is refused on purpose answered with 405 and the method to use", () => {
    for (const result of notPassed(results)) {
      const { response } = Object(result);
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    }
  });
});
