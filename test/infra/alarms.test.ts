import { readFileSync } from "node:fs";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { metricsLine } from "../../functions/metrics.ts";
import { requestMetrics } from "../../functions/request-metrics.ts";
import { tableDefinition } from "../../src/table/index.ts";
import { deploymentWith, resource, templateOf, templateWith } from "./stacks.ts";

const template = templateOf("live");
const namespace = "Corehours/corehours-live";
const alarms = Object.entries(template.findResources("AWS::CloudWatch::Alarm")).map(
  ([id, { Properties }]) => ({ id: id.slice(0, -8), ...Properties }),
);
const runbook = readFileSync(new URL("../../infra/RUNBOOK.md", import.meta.url), "utf8");

describe("the alarms", () => {
  it("are there for everything that needs somebody", () => {
    expect(alarms.map(({ id }) => id).sort()).toEqual([
      "CostOfTheDay",
      "GatewayFails",
      "LedgerProblems",
      "LedgerUnchecked",
      "LedgerUnexplained",
      "RequestsBusy",
      "RequestsFail",
      "RequestsLimited",
      "RequestsSlow",
      "RequestsTooLong",
      "RequestsUnserved",
      "ScheduleFails",
      "ScheduleSlow",
      "ScheduleStands",
      "SignInFails",
      "StreamDeadLetters",
      "StreamFails",
      "StreamLate",
      "StreamPoison",
      "TableConflicts",
      "TableFaults",
      "TableFuse",
      "TableThrottled",
      "VisitOverdue",
      "WebhookDeadLetters",
      "WebhookFails",
    ]);
  });

  it.each(alarms)("$id wakes somebody, and says where it stands what to do", (alarm) => {
    const { id, AlarmActions, AlarmDescription } = alarm;
    expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^LedgerAlarms/) }]);
    expect(AlarmDescription).toMatch(/^[A-Z].+\. What to do: infra\/RUNBOOK\.md#[a-z]+$/);
    expect(AlarmDescription.endsWith(`#${id.toLowerCase()}`)).toBe(true);
    const section = sectionOf(id);
    for (const part of ["**Means.**", "**Look.**", "**Do.**"]) expect(section).toContain(part);
  });

  it("are all that the runbook has sections for", () => {
    const named = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, id]) => id);
    expect(named.sort()).toEqual(alarms.map(({ id }) => id).sort());
  });

  it.each([
    ["UnexplainedMinutes", "Maximum", "GreaterThanThreshold", "ignore"],
    ["LedgerProblems", "Maximum", "GreaterThanThreshold", "ignore"],
    ["OverdueVisits", "Maximum", "GreaterThanThreshold", "ignore"],
  ])("wake somebody for one of %s", (MetricName, Statistic, ComparisonOperator, missing) => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      ...{ MetricName, Statistic, ComparisonOperator, Threshold: 0, EvaluationPeriods: 1 },
      Namespace: namespace,
      Dimensions: [{ Name: "Service", Value: "ledger" }],
      TreatMissingData: missing,
    });
  });

  it("wake somebody when there was no check for two days", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: "NightsChecked",
      Statistic: "Sum",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Period: 86_400,
      EvaluationPeriods: 2,
      TreatMissingData: "breaching",
    });
  });

  it("go off when the clock itself is silent", () => {
    expect(named("ScheduleStands")).toMatchObject({
      MetricName: "Invocations",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      TreatMissingData: "breaching",
    });
  });

  it.each([
    ["StreamFails", "StreamFailures"],
    ["WebhookFails", "WebhookFailures"],
  ])("%s sees what cuts the function off, and what it hands back to come again", (id, own) => {
    const seen = named(id).Metrics.flatMap(({ MetricStat }: { MetricStat?: Stat }) =>
      MetricStat ? [`${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName}`] : [],
    );
    expect(seen.sort()).toEqual(["AWS/Lambda Errors", `${namespace} ${own}`]);
  });

  it("see every call that the table refuses, of whatever kind", () => {
    const { Metrics } = named("TableThrottled");
    const kinds = Metrics.flatMap(({ MetricStat }: { MetricStat?: Stat }) =>
      (MetricStat?.Metric.Dimensions ?? []).flatMap(({ Name, Value }) =>
        Name === "Operation" ? [`dynamodb:${Value}`] : [],
      ),
    );
    const rights = JSON.stringify(template.findResources("AWS::IAM::Policy"));
    const called = new Set(rights.match(/dynamodb:(Get|BatchGet|Put|Delete)Item|dynamodb:Query/g));
    expect(kinds.sort()).toEqual([...called, "dynamodb:TransactWriteItems"].sort());
  });

  // With a policy of its own a topic hears only whom that names: without this, nobody is ever woken.
  it("are heard by what wakes people, and so are the budgets, of this account alone", () => {
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      Topics: [{ Ref: Match.stringLikeRegexp("^LedgerAlarms") }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
        ]),
      },
    });
  });

  it("write to whoever the deployment names", () => {
    const alarmEmails = ["treasurer@example.org"];
    templateWith("live", { alarmEmails }).hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "email",
      Endpoint: alarmEmails[0],
    });
  });
});

describe("the runbook", () => {
  it("tells how a table is restored, with the very settings that a restore leaves out", () => {
    const section = sectionOf("Restoring");
    expect(section).toContain(`AttributeName=${tableDefinition.expiry}`);
    expect(section).toContain("RecoveryPeriodInDays=35");
    expect(section).toContain("StreamViewType=NEW_AND_OLD_IMAGES");
    expect(section).toContain("--deletion-protection-enabled");
  });

  it("tells how a record that was given up is heard again, and when it is", () => {
    const { MaximumRetryAttempts, MaximumRecordAgeInSeconds } = resource(
      template,
      "AWS::Lambda::EventSourceMapping",
      "StreamDynamo",
    ).Properties;
    const section = sectionOf("StreamDeadLetters");
    expect(section).toContain(`tried ${MaximumRetryAttempts} times`);
    expect(section).toContain(`${MaximumRecordAgeInSeconds / 3600} hours`);
    // The drill is in test/integration/again.test.ts.
    for (const part of ["AT_SEQUENCE_NUMBER", "get-records", "lambda invoke"])
      expect(section).toContain(part);
  });

  it("tells how the secret is changed, by the word that makes CloudFormation look", () => {
    expect(sectionOf("The secret")).toContain("`secretVersion`");
  });

  it("links to nothing that is not there", () => {
    const links = [...runbook.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, to]) => to);
    const heads = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, head = ""]) =>
      head.toLowerCase().replaceAll(" ", "-"),
    );
    expect(links.filter((to) => !heads.includes(to ?? ""))).toEqual([]);
  });
});

describe("the numbers that alarms look at", () => {
  it("are the very ones that the schedule's function writes", () => {
    const metrics = { UnexplainedMinutes: 0, LedgerProblems: 0, NightsChecked: 1 };
    expect(metricsLine(namespace, metrics, 1_770_000_000_000)).toEqual({
      _aws: {
        Timestamp: 1_770_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [["Service"]],
            Metrics: Object.keys(metrics).map((Name) => ({ Name })),
          },
        ],
      },
      Service: "ledger",
      ...metrics,
    });
  });

  it("are the very ones that the API's function writes", () => {
    const outcome = { operation: "me", codes: ["INTERNAL"], status: 500, millis: 3 };
    const [, written] = requestMetrics(namespace, outcome, 0);
    const { MetricName, Namespace, Dimensions } = named("RequestsFail");
    const { _aws, ...fields } = Object(written);
    const [directive] = _aws.CloudWatchMetrics;
    expect(directive.Namespace).toBe(Namespace);
    expect(directive.Metrics).toEqual([expect.objectContaining({ Name: MetricName })]);
    const names = Dimensions.map(({ Name }: { Name: string }) => Name);
    expect(directive.Dimensions.map((set: string[]) => [...set].sort())).toContainEqual(
      names.sort(),
    );
    for (const { Name, Value } of Dimensions) expect(fields[Name]).toBe(Value);
  });
});

describe("what it costs", () => {
  it("is told by the day and by the month, also when a month is only on the way there", () => {
    const budget = { day: 7, month: 70 };
    const priced = templateWith("dev", { budget });
    const said = (id: string) => resource(priced, "AWS::Budgets::Budget", id).Properties;
    const amount = (id: string) => said(id).Budget.BudgetLimit;
    expect(amount("BudgetOfTheDay")).toEqual({ Amount: 7, Unit: "USD" });
    expect(amount("BudgetOfTheMonth")).toEqual({ Amount: 70, Unit: "USD" });
    const kinds = said("BudgetOfTheMonth").NotificationsWithSubscribers.map(
      ({ Notification }: { Notification: { NotificationType: string } }) =>
        Notification.NotificationType,
    );
    expect(kinds).toEqual(["ACTUAL", "FORECASTED"]);
  });

  it("can be told from what else the account holds, because everything carries the tag", () => {
    expect(deploymentWith("live").tags).toEqual({});
    const tag = { Key: "corehours-deployment", Value: "corehours-live" };
    for (const type of ["AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Bucket"]) {
      for (const { Properties } of Object.values(template.findResources(type))) {
        expect(Properties.Tags).toContainEqual(tag);
      }
    }
    expect(JSON.stringify(resource(template, "AWS::Budgets::Budget", "BudgetOfTheDay"))).toContain(
      "user:corehours-deployment$corehours-live",
    );
  });
});

describe("the dashboard", () => {
  it("is one page that holds what people meet, the stream, the table, the books and the cost", () => {
    template.hasResourceProperties("AWS::CloudWatch::Dashboard", {
      DashboardName: "corehours-live",
      DashboardBody: Match.anyValue(),
    });
    const body = JSON.stringify(resource(template, "AWS::CloudWatch::Dashboard"));
    for (const name of ["IteratorAge", "TransactionConflict", "UnexplainedMinutes", "US dollars"]) {
      expect(body).toContain(name);
    }
  });
});

type Stat = {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions: readonly { Name: string; Value: unknown }[];
  };
};

const named = (id: string) => {
  const found = alarms.find((alarm) => alarm.id === id);
  if (!found) throw new Error(`There is no alarm ${id}.`);
  return Object(found);
};

const sectionOf = (id: string): string =>
  runbook.split(/^#+ /m).find((section) => section.startsWith(`${id}\n`)) ?? "";
