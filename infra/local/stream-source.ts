import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { httpPost } from "../../functions/http-call.ts";
import { signedHeaders } from "../../functions/signed-request.ts";

/** A table's stream on an engine on this machine. */
export type StreamSource = {
  readonly shards: () => Promise<readonly string[]>;
  /** Where to read on: after a record, or from the oldest one that is still kept. */
  readonly iterator: (shardId: string, after: string | undefined) => Promise<string>;
  readonly records: (iterator: string) => Promise<Page>;
};

type Page = { readonly records: readonly DynamoDBRecord[]; readonly next: string | undefined };

const mostRecords = 1_000;
const longestMillis = 30_000;
const mostBytes = 50_000_000;

const Described = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string() })).default([]),
  }),
});
const Iterated = z.object({ ShardIterator: z.string() });
const Got = z.object({
  Records: z.array(z.custom<DynamoDBRecord>((one) => typeof one === "object")),
  NextShardIterator: z.string().optional(),
});

/** Any engine on this machine takes any credentials, as long as they are there. */
const signer = { accessKeyId: "local", secretAccessKey: "local", region: "local" } as const;

export async function streamOf(
  client: DynamoDBClient,
  { endpoint, tableName }: { readonly endpoint: string; readonly tableName: string },
): Promise<StreamSource> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const StreamArn = table?.LatestStreamArn;
  const url = new URL("/", endpoint);
  const call = async (action: string, wish: object): Promise<unknown> => {
    const body = JSON.stringify(wish);
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDBStreams_20120810.${action}`,
    };
    const request = { url, headers, body, now: new Date() };
    const signed = signedHeaders({ ...signer, service: "dynamodb" }, request);
    const answer = await httpPost({ url, headers: signed, body, longestMillis, mostBytes });
    if (answer.status !== 200) throw new Error(`${action} was answered with ${answer.status}.`);
    return JSON.parse(answer.body);
  };
  return {
    shards: async () => {
      const read = Described.parse(await call("DescribeStream", { StreamArn }));
      return read.StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },
    iterator: async (ShardId, after) => {
      const from = (rest: object) => call("GetShardIterator", { StreamArn, ShardId, ...rest });
      const oldest = { ShardIteratorType: "TRIM_HORIZON" };
      const there = { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
      // What is not kept any more cannot be gone on after. Hearing the rest twice does no harm.
      const found =
        after === undefined ? await from(oldest) : await from(there).catch(() => from(oldest));
      return Iterated.parse(found).ShardIterator;
    },
    records: async (ShardIterator) => {
      const got = Got.parse(await call("GetRecords", { ShardIterator, Limit: mostRecords }));
      return { records: got.Records, next: got.NextShardIterator };
    },
  };
}
