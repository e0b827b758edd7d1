import { beforeAll, describe, expect, it } from "vitest";
import { requestMetrics } from "../../functions/request-metrics.ts";
import type { Outcome } from "../../src/graphql/index.ts";
import { newRequestKey, type TestBank, testBank } from "../support/api.ts";

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});

/** What one request came to, as the function is told of it. */
async function outcomeOf(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const outcomes: Outcome[] = [];
  const instance = bank.newInstance({ measure: (outcome) => outcomes.push(outcome) });
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  await bank.send(
    { headers: { "content-type": "application/json", ...headers }, body: sent },
    instance,
  );
  expect(outcomes).toHaveLength(1);
  const { millis, ...told } = outcomes[0] ?? { millis: -1 };
  expect(millis).toBeGreaterThan(0);
  return told;
}

const refused = `mutation Bea_Smith_0171 { mine: cancelExchange(input: {
  idempotencyKey: "${newRequestKey()}", exchangeId: "exc_01J8Z0000000000000000000AA",
  reason: "Bea is ill"
}) { userErrors { message } } }`;

describe("what a request came to", () => {
  it("is told under the schema's word for what was asked, whatever the caller calls it", async () => {
    const outcome = await outcomeOf({
      query: "query Bea_Smith { bea: areas { nodes { name } } }",
      operationName: "Bea_Smith",
    });
    expect(outcome).toEqual({ operation: "areas", codes: [], status: 200 });
  });

  it("counts a refusal for which the caller did not ask the code", async () => {
    const authorization = `Bearer ${await bank.tokenFor("bea")}`;
    const outcome = await outcomeOf({ query: refused }, { authorization });
    expect(outcome).toMatchObject({ operation: "cancelExchange", status: 200 });
    expect(outcome).toHaveProperty("codes", [expect.stringMatching(/^[A-Z_]+$/)]);
  });

  it("is one name for many fields, and one for none", async () => {
    const many = await outcomeOf({ query: "{ areas { nodes { id } } me { person { id } } }" });
    expect(many).toHaveProperty("operation", "several");
    const none = await outcomeOf({ query: "{ nothingLikeThis }" });
    expect(none).toMatchObject({ operation: "none", codes: ["GRAPHQL_VALIDATION_FAILED"] });
  });

  it.each([
    ["a body that is no JSON", "{", {}, [400, "BAD_REQUEST"]],
    [
      "a bad token",
      { query: "{ __typename }" },
      { authorization: "Bearer x" },
      [401, "UNAUTHENTICATED"],
    ],
    ["another content type", "x", { "content-type": "text/plain" }, [415, "BAD_REQUEST"]],
  ])("counts %s, where nothing ran", async (_case, body, headers, [status, code]) => {
    expect(await outcomeOf(body, headers)).toEqual({ operation: "none", codes: [code], status });
  });
});

describe("the numbers kept of a request", () => {
  const outcome = { operation: "agreeExchange", codes: ["A", "B", "A"], status: 200, millis: 41.7 };
  const lines = requestMetrics("Corehours/test", outcome, 1_770_000_000_000);

  it("are its time by operation and its refusals by code, and nothing else", () => {
    const names = lines.map((line) =>
      Object.keys(line)
        .filter((name) => name !== "_aws")
        .sort(),
    );
    expect(names).toEqual([
      ["Millis", "Operation", "Service", "status"],
      ["Code", "Operation", "Refusals", "Service"],
      ["Code", "Operation", "Refusals", "Service"],
    ]);
    expect(lines).toMatchObject([
      { Service: "graphql", Operation: "agreeExchange", Millis: 42 },
      { Code: "A", Refusals: 2 },
      { Code: "B", Refusals: 1 },
    ]);
  });

  it("are said in the form that CloudWatch reads, with every dimension and metric in the line", () => {
    for (const line of lines) {
      const { _aws, ...fields } = Object(line);
      const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
      expect(Namespace).toBe("Corehours/test");
      expect(_aws.Timestamp).toBe(1_770_000_000_000);
      for (const name of [
        ...Dimensions.flat(),
        ...Metrics.map(({ Name }: { Name: string }) => Name),
      ]) {
        expect(fields).toHaveProperty(name);
      }
    }
  });
});
