import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../infra/bundling/index.ts";
import { bundleOf } from "./bundles.ts";
import { templateOf } from "./stacks.ts";

/*
 * What each function may do, beside what it can send: the commands of the SDK that are in its
 * bundle, and the calls of our own that it makes to a queue. No more, and no less.
 */

const template = templateOf("live");

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
};

const listed = (value: string | readonly string[]) => [value].flat();

/** The statements of the role whose name begins so. */
const statementsOf = (role: string): readonly Statement[] =>
  Object.entries(template.findResources("AWS::IAM::Policy"))
    .filter(([id]) => id.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

const actionsOf = (role: string): readonly string[] => [
  ...new Set(statementsOf(role).flatMap(({ Action }) => listed(Action))),
];

/** The rights that a command of the SDK needs; a transaction those of what is in it. */
const needs: Readonly<Record<string, readonly string[]>> = {
  BatchGetItemCommand: ["dynamodb:BatchGetItem"],
  DeleteItemCommand: ["dynamodb:DeleteItem"],
  GetItemCommand: ["dynamodb:GetItem"],
  PutItemCommand: ["dynamodb:PutItem"],
  PutObjectCommand: ["s3:PutObject"],
  QueryCommand: ["dynamodb:Query"],
  TransactWriteItemsCommand: [
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
  ],
  // Sent by the SDK only where somebody asks it to look for its address, which nobody does.
  DescribeEndpointsCommand: [],
  // How S3 Express is signed in to, which takes a bucket of that kind.
  CreateSessionCommand: [],
};

/** What our own client of the queue sends, by the word that its users call. */
const queueCalls = { send: "sqs:SendMessage", putOff: "sqs:ChangeMessageVisibility" } as const;

/** Calls that AWS makes in the name of a function to hand it what it is for. */
const deliveries: Readonly<Record<Entry, readonly string[]>> = {
  graphql: [],
  schedule: [],
  stream: [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:SendMessage",
  ],
  webhook: [
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
  ],
};

/** Whatever a function is: its log, and the key of the table. */
const always = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
];

async function rightsNeededBy(entry: Entry): Promise<readonly string[]> {
  const { inputs } = await bundleOf(entry);
  const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const commands = used.flatMap(([file]) => /\/(\w+Command)\.js$/.exec(file)?.[1] ?? []);
  const unknown = commands.filter((command) => !(command in needs));
  if (unknown.length > 0) throw new Error(`What do these need? ${unknown.join(", ")}`);
  const files = used.map(([file]) => file).filter((file) => file.startsWith("functions/"));
  const source = files
    .map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"))
    .join("\n");
  const queue = Object.entries(queueCalls).flatMap(([word, action]) =>
    new RegExp(`\\bqueue\\.${word}\\(`).test(source) ? [action] : [],
  );
  return [...commands.flatMap((command) => needs[command] ?? []), ...queue];
}

describe("the rights of a function", () => {
  it.each([
    ["graphql", "GraphqlRole"],
    ["schedule", "ScheduleRole"],
    ["stream", "StreamRole"],
    ["webhook", "WebhookRole"],
  ] as const)(
    "are those that %s has a use for, and no others",
    async (entry, role) => {
      const needed = [...(await rightsNeededBy(entry)), ...deliveries[entry], ...always];
      expect(actionsOf(role).toSorted()).toEqual([...new Set(needed)].sort());
    },
    60_000,
  );

  it("hold no star in an action, and one in a resource only where nothing can be named", () => {
    const ours = ["Graphql", "Schedule", "Stream", "Webhook"].flatMap((name) =>
      statementsOf(`${name}Role`),
    );
    expect(ours.flatMap(({ Action }) => listed(Action)).filter((one) => one.includes("*"))).toEqual(
      [],
    );
    const starred = ours.filter(({ Resource }) => JSON.stringify(Resource).includes("*"));
    expect(starred.map(({ Action }) => Action)).toEqual(["s3:PutObject", "dynamodb:ListStreams"]);
  });

  it("are to the table as it is used: queries alone reach the indexes", () => {
    const reachingIndexes = statementsOf("GraphqlRole").filter(({ Resource }) =>
      JSON.stringify(Resource).includes("/index/"),
    );
    expect(reachingIndexes.map(({ Action }) => Action)).toEqual(["dynamodb:Query"]);
  });

  // A scan would read everybody's data at once, and an update in place would dodge the versions.
  it("never are to scan, to update in place or to touch the table itself", () => {
    const rights = JSON.stringify(template.findResources("AWS::IAM::Policy"));
    expect(rights).not.toMatch(/dynamodb:(\*|Scan|UpdateItem|BatchWriteItem|PartiQL|\w*Table\w*)/);
  });

  it("are lent to Lambda and to nobody else", () => {
    for (const { Properties } of Object.values(template.findResources("AWS::IAM::Role"))) {
      expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
        {
          ...{ Action: "sts:AssumeRole", Effect: "Allow" },
          Principal: { Service: "lambda.amazonaws.com" },
        },
      ]);
    }
  });

  it("are to the key only as DynamoDB asks for it, but for reading the stream", () => {
    for (const name of ["Graphql", "Schedule", "Stream", "Webhook"]) {
      const ofKey = statementsOf(`${name}Role`).filter(({ Action }) =>
        listed(Action).some((one) => one.startsWith("kms:")),
      );
      const [bound, ...free] = ofKey;
      expect(bound).toMatchObject({
        Condition: { StringEquals: { "kms:ViaService": "dynamodb.eu-west-2.amazonaws.com" } },
      });
      const forStream = name === "Stream" ? [["kms:Decrypt", "kms:DescribeKey"]] : [];
      expect(free.map(({ Action }) => Action)).toEqual(forStream);
    }
  });

  it("are handed out by policies of their own, and none by AWS", () => {
    const roles = Object.entries(template.findResources("AWS::IAM::Role"));
    const managed = roles.filter(([, { Properties }]) => Properties.ManagedPolicyArns);
    expect(managed.map(([id]) => id.slice(0, 26))).toEqual(["CustomCDKBucketDeployment8"]);
  });
});
