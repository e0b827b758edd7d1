import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { engineClient } from "../../infra/local/local-table.ts";
import { deadlineIn } from "../../src/graphql/deadline.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { at, type TestBank, testBank } from "../support/api.ts";
import { contentsOf } from "../support/copies.ts";
import { testEngine } from "../support/engine.ts";
import { type Fate, type SlowEngine, slowEngine } from "../support/slow-engine.ts";

let bank: TestBank;
let engine: SlowEngine | undefined;
beforeAll(async () => {
  bank = await testBank();
});
afterEach(async () => {
  await engine?.stop();
});

type Instance = ReturnType<TestBank["newInstance"]>;

/** An instance on a line where calls hang; its requests' time is up as soon as one does. */
async function slowInstance(fateOf: (operation: string) => Fate): Promise<Instance> {
  const time = new AbortController();
  engine = await slowEngine(await testEngine(), { fateOf, onHang: () => time.abort() });
  const client = engineClient(engine.endpoint);
  return bank.newInstance({
    table: (signal) =>
      dynamodbTable({ client, tableName: bank.tableName, ...(signal ? { signal } : {}) }),
    deadline: () => ({ signal: time.signal, clear: () => undefined }),
  });
}

async function ask(query: string, instance?: Instance, accept = "application/json") {
  const authorization = `Bearer ${await bank.tokenFor("steward")}`;
  const headers = { "content-type": "application/json", authorization, accept };
  const answer = await bank.send({ headers, body: JSON.stringify({ query }) }, instance);
  return { ...answer, ...JSON.parse(answer.body) };
}

const area = (as: string, code: string) =>
  `${as}: createArea(input: { idempotencyKey: "area-${code}", name: "Land", kind: NATION, code: "${code}" }) { replayed area { code } userErrors { code } }`;
const stored = async () => (await contentsOf(bank.client, bank.tableName)).length;
const isWrite = (operation: string) => /Put|Transact/.test(operation);

describe("a request whose time is up", () => {
  it("before anything was read is told so, and that nothing was changed", async () => {
    const before = await stored();
    const instance = await slowInstance(() => "NEVER_ARRIVES");
    const answer = await ask(`mutation { ${area("a", "E92000001")} }`, instance);
    expect(answer.status).toBe(504);
    expect(answer.errors).toEqual([
      {
        message:
          "This took too long, so we stopped. Nothing was changed. Wait a few seconds, then try again.",
        extensions: { code: "TOOK_TOO_LONG", requestId: expect.stringMatching(/^[0-9A-Z]{16}$/) },
      },
    ]);
    expect(await stored()).toBe(before);
  });

  it.each([
    ["its write never came to the table", "NEVER_ARRIVES", false],
    ["the answer to its write never came", "NEVER_ANSWERS", true],
  ] as const)(
    "is told that nobody knows, where %s; the same key then tells",
    async (_case, fate, wasDone) => {
      const code = wasDone ? "W92000004" : "S92000003";
      const mutation = `mutation { ${area("a", code)} }`;
      const before = await stored();
      const instance = await slowInstance((operation) => (isWrite(operation) ? fate : "GOES"));
      const answer = await ask(mutation, instance);
      expect(answer).toMatchObject({ status: 504, data: null });
      expect(answer.errors).toMatchObject([
        {
          message: expect.stringContaining("Send it again with the same idempotencyKey"),
          path: ["a"],
          extensions: { code: "TOOK_TOO_LONG" },
        },
      ]);
      expect(await ask(mutation)).toMatchObject({
        status: 200,
        data: { a: { replayed: wasDone, area: { code }, userErrors: [] } },
      });
      // The area, and the guard of its code.
      expect(await stored()).toBe(before + 2);
    },
  );

  it("is told of each part that was done before", async () => {
    let writes = 0;
    const instance = await slowInstance((operation) =>
      isWrite(operation) && ++writes === 2 ? "NEVER_ARRIVES" : "GOES",
    );
    const both = `mutation { ${area("a", "E92000001")} ${area("b", "N92000002")} }`;
    expect(await ask(both, instance, "application/graphql-response+json")).toMatchObject({
      status: 200,
      data: { a: { area: { code: "E92000001" } }, b: null },
      errors: [{ path: ["b"], extensions: { code: "TOOK_TOO_LONG" } }],
    });
  });

  it("asks nothing more of the table, whatever of it goes on", async () => {
    const instance = await slowInstance((operation) =>
      operation === "Query" ? "GOES" : "NEVER_ARRIVES",
    );
    const rest = ["E92000011", "E92000012", "E92000013"].map((code, place) =>
      area(`c${place}`, code),
    );
    const answer = await ask(`mutation { ${rest.join(" ")} }`, instance);
    expect(answer.status).toBe(504);
    const calls = engine?.calls.length;
    await new Promise((next) => setImmediate(next));
    expect(engine?.calls).toHaveLength(calls ?? -1);
    expect(engine?.calls.filter((call) => call !== "Query")).toHaveLength(1);
  });

  it("is answered by its own timer when nobody else ends it", async () => {
    const instance = await slowInstance(() => "NEVER_ARRIVES");
    const timed = bank.newInstance({
      table: (signal) => {
        const client = engineClient(engine?.endpoint ?? "");
        return dynamodbTable({ client, tableName: bank.tableName, ...(signal ? { signal } : {}) });
      },
      deadline: () => deadlineIn(5),
    });
    expect(instance).not.toBe(timed);
    expect((await ask("{ me { person { id } } }", timed)).status).toBe(504);
  });

  it("reports no fault of ours, and is counted like any other", async () => {
    const instance = await slowInstance((operation) =>
      isWrite(operation) ? "NEVER_ARRIVES" : "GOES",
    );
    const answer = await ask(`mutation { ${area("a", "E92000014")} }`, instance);
    expect(answer.headers["ratelimit"]).toBeDefined();
    expect(at(answer.extensions, "cost.requested")).toBeGreaterThan(100);
    expect(bank.log).toEqual([]);
  });
});
