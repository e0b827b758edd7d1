import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { resource, templateOf, templateWith } from "./stacks.ts";

const template = templateOf("live");
const functionOf = (id: string) => resource(template, "AWS::Lambda::Function", id).Properties;

describe("the stream's function", () => {
  const mapping = resource(template, "AWS::Lambda::EventSourceMapping", "StreamDynamo").Properties;

  it("begins with the oldest record, and takes many keys at once but each in order", () => {
    expect(mapping).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      ParallelizationFactor: 4,
      BatchSize: 500,
    });
  });

  it("goes on when one record cannot be done: halves, tries a bounded number of times, puts it aside", () => {
    expect(mapping).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 12 * 3600,
      DestinationConfig: {
        OnFailure: {
          Destination: { "Fn::GetAtt": [expect.stringMatching(/^StreamGivenUp/), "Arn"] },
        },
      },
    });
  });

  it("knows the table and the queue of webhooks", () => {
    expect(functionOf("Stream").Environment.Variables).toMatchObject({
      TABLE_NAME: { Ref: expect.stringMatching(/^Table/) },
      WEBHOOK_QUEUE_URL: { Ref: expect.stringMatching(/^WebhookQueue/) },
      METRIC_NAMESPACE: "Corehours/corehours-live",
    });
  });
});

describe("the webhooks' function", () => {
  const mapping = resource(template, "AWS::Lambda::EventSourceMapping", "WebhookSqs").Properties;
  const queue = resource(template, "AWS::SQS::Queue", "WebhookQueue").Properties;

  it("loses no message of a batch in which one failed, and calls few endpoints at once", () => {
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BatchSize: 5,
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  // Each message takes up to 15 seconds, and AWS advises six times the function's time.
  it("has the time for a batch, and nobody else works on it meanwhile", () => {
    const { Timeout } = functionOf("Webhook");
    expect(Timeout).toBeGreaterThanOrEqual(5 * 15 + 10);
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
  });

  it("puts aside what could not be delivered", () => {
    expect(queue.RedrivePolicy).toEqual({
      deadLetterTargetArn: { "Fn::GetAtt": [expect.stringMatching(/^WebhookGivenUp/), "Arn"] },
      maxReceiveCount: 20,
    });
  });

  it("signs with the secret that the API shows signing secrets from", () => {
    const secretOf = (id: string) => functionOf(id).Environment.Variables.CURSOR_SECRET;
    expect(secretOf("Webhook")).toEqual(secretOf("Graphql"));
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
    });
  });

  // What CloudFormation has once put into a function it looks up again only when the words change.
  it("signs with another secret, and the API too, once its version is named", () => {
    const secretVersion = "5f4dcc3b-0000-4000-8000-5aa765d61d83";
    const other = templateWith("live", { secretVersion });
    const said = ["Webhook", "Graphql"].map((id) =>
      JSON.stringify(
        resource(other, "AWS::Lambda::Function", id).Properties.Environment.Variables.CURSOR_SECRET,
      ),
    );
    expect(said[0]).toContain(`:SecretString:::${secretVersion}}}`);
    expect(said[1]).toBe(said[0]);
  });
});

describe("every queue", () => {
  const queues = Object.entries(template.findResources("AWS::SQS::Queue"));

  it("keeps what it holds encrypted and for two weeks", () => {
    expect(queues).toHaveLength(3);
    for (const [, { Properties }] of queues) {
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 14 * 86_400,
      });
    }
  });

  it("takes nothing over a line that is not encrypted", () => {
    for (const [id] of queues) {
      template.hasResourceProperties("AWS::SQS::QueuePolicy", {
        Queues: [{ Ref: id }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: "Deny",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            }),
          ]),
        },
      });
    }
  });
});

describe("every function of ours", () => {
  it.each(["Graphql", "Schedule", "Stream", "Webhook"])("%s runs on Node 24 on arm64", (id) => {
    expect(functionOf(id)).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"] });
  });

  it("keeps its log as long as the deployment says, and not for ever", () => {
    for (const { Properties } of Object.values(template.findResources("AWS::Logs::LogGroup"))) {
      expect(Properties.RetentionInDays).toBe(365);
    }
  });

  it("is called by the clock every minute, and a turn that is missed is not made up for", () => {
    template.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(1 minute)",
      Targets: [
        Match.objectLike({
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        }),
      ],
    });
    // What fails in the function is Lambda's to repeat, not the clock's: that is said apart.
    const repeats = resource(template, "AWS::Lambda::EventInvokeConfig", "Schedule").Properties;
    expect(repeats).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });
});
