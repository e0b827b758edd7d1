import { beforeAll, describe, expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { createStreamHandler } from "../../functions/stream-handler.ts";
import { createWebhookHandler } from "../../functions/webhook-handler.ts";
import type { Outcome } from "../../src/graphql/index.ts";
import { county, hub } from "../federation/hubs.ts";
import { noHurry, type TestBank, testBank } from "../support/api.ts";
import { templateOf } from "./stacks.ts";

/* An alarm on a number that nobody tells would never go off: each is told here by what runs. */

type Looked = {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
};

/** The numbers of ours that alarms look at. */
const looked: readonly Looked[] = Object.values(
  templateOf("live").findResources("AWS::CloudWatch::Alarm"),
)
  .flatMap(({ Properties }): readonly Looked[] =>
    Properties.Metrics
      ? Properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: Looked } }) =>
          MetricStat ? [MetricStat.Metric] : [],
        )
      : [Properties],
  )
  .filter(({ Namespace }) => Namespace === "Corehours/corehours-live");

const dimension = ({ Dimensions = [] }: Looked, name: string) =>
  Dimensions.find(({ Name }) => Name === name)?.Value;

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});

describe("every number of ours that an alarm looks at", () => {
  it("is told by the clock, the stream or the webhooks as they run", async () => {
    const told = new Set<string>();
    const measure = (metrics: object) => {
      for (const name of Object.keys(metrics)) told.add(name);
    };
    await hub(bank, { areaId: await county(bank), code: "BRA", broker: "priya" });
    bank.at("2026-01-07T03:00:00.000Z");
    await createScheduleHandler({
      ...{ table: bank.table, now: bank.now, measure, digests: { keep: async () => undefined } },
    })();
    const queue = { send: async () => undefined, putOff: async () => undefined };
    await createStreamHandler({ table: bank.table, queue, measure })({ Records: [] });
    const post = async () => ({ status: 200 });
    const webhooks = { table: bank.table, queue, secret: "for tests only", post, measure };
    await createWebhookHandler(webhooks)({ Records: [] });
    const wanted = looked.filter((one) => dimension(one, "Service") === "ledger");
    expect(wanted.length).toBeGreaterThan(5);
    expect(wanted.map(({ MetricName }) => MetricName).filter((name) => !told.has(name))).toEqual(
      [],
    );
  });

  it("is told by the API as it answers", async () => {
    const outcomes: Outcome[] = [];
    const measure = (outcome: Outcome) => outcomes.push(outcome);
    const query = `mutation { createArea(input: { idempotencyKey: "another-area", name: "Wales",
      kind: NATION, code: "W92000004" }) { area { id } } }`;
    const ask = async (
      its: Parameters<TestBank["newInstance"]>[0],
      { of = bank, token }: { of?: TestBank; token?: string } = {},
    ) => {
      const authorization = `Bearer ${token ?? (await of.tokenFor("steward"))}`;
      const headers = { "content-type": "application/json", authorization };
      const instance = of.newInstance({ measure, ...its });
      await of.send({ headers, body: JSON.stringify({ query }) }, instance);
    };
    await ask({}, { token: "x" });
    await ask({
      table: () => {
        throw new Error("nothing is there");
      },
    });
    const isOver = { signal: AbortSignal.abort(), clear: () => undefined };
    await ask({ deadline: () => isOver });
    await ask({ table: () => ({ ...bank.table(), commit: async () => "CHANGED" }) });
    const rates = { ...noHurry, signedIn: { burst: 1, perMinute: 1 } };
    await ask({}, { of: await testBank(undefined, rates) });
    const codes = looked.flatMap((one) => dimension(one, "Code") ?? []);
    expect(codes.length).toBeGreaterThan(4);
    expect(codes.filter((code) => !outcomes.some((one) => one.codes.includes(`${code}`)))).toEqual(
      [],
    );
  });
});
