import { CfnOutput, type Stack } from "aws-cdk-lib";
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Watched } from "./alarms/alarm.ts";
import { costOfTheDay } from "./alarms/cost.ts";
import { ledgerAlarms } from "./alarms/ledger.ts";
import { answersWith } from "./alarms/requests.ts";
import { tableMetric } from "./alarms/table.ts";

const half = 12;
const third = 8;

/** Codes of faults and limits. Refusals that are part of the day are in the table beside. */
const codesShown = [
  "INTERNAL",
  "BUSY_TRY_AGAIN",
  "TOOK_TOO_LONG",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  "QUERY_TOO_COSTLY",
] as const;

const graph = (title: string, width: number, [left, right = []]: readonly IMetric[][]): IWidget =>
  new GraphWidget({ title, width, ...(left ? { left } : {}), right });

/** One page to look at: what people meet, what goes on behind, what the books say, what it costs. */
export function addDashboard(stack: Stack, watched: Watched): void {
  const { schedule } = watched;
  const turns = [[schedule.metricDuration({ statistic: Stats.MAXIMUM })]];
  new Dashboard(stack, "Dashboard", {
    dashboardName: stack.stackName,
    widgets: [
      requests(stack, watched),
      tables(watched),
      work(watched),
      table(watched),
      [
        graph("The books and the visits", third, [ledgerAlarms(stack).map(({ metric }) => metric)]),
        graph("Cost of the day", third, [[costOfTheDay(watched)]]),
        graph("Time of the clock's turns", third, turns),
      ],
    ],
  });
  const link = `https://console.aws.amazon.com/cloudwatch/home?region=${stack.region}#dashboards:name=${stack.stackName}`;
  new CfnOutput(stack, "DashboardUrl", { value: link });
}

const requests = (stack: Stack, { api }: Watched): IWidget[] => [
  graph("Requests, and how long they take", half, [
    [api.metricCount({ statistic: Stats.SUM })],
    [50, 99].map((part) => api.metricLatency({ statistic: Stats.percentile(part) })),
  ]),
  graph("Faults and limits", half, [
    codesShown.map((label) => answersWith(stack, label).with({ label })),
  ]),
];

/** Read from the log, so that every operation and every code is there, and none costs anything. */
function tables({ graphql }: Watched): IWidget[] {
  const ask = (title: string, ...queryLines: string[]) =>
    new LogQueryWidget({
      title,
      width: half,
      logGroupNames: [graphql.logGroup.logGroupName],
      queryLines,
    });
  return [
    ask(
      "Operations by time",
      "filter Millis > 0",
      "stats count(*) as requests, pct(Millis, 50) as half, pct(Millis, 99) as most by Operation",
      "sort requests desc",
    ),
    ask(
      "Refusals by code and operation",
      "filter Refusals > 0",
      "stats sum(Refusals) as times by Code, Operation",
      "sort times desc",
    ),
  ];
}

function work({ graphql, schedule, stream, webhooks }: Watched): IWidget[] {
  const functions = [graphql, schedule, stream.handler, webhooks.handler];
  const queues = [webhooks.queue, webhooks.deadLetters, stream.deadLetters];
  return [
    graph("Errors of functions", third, [functions.map((one) => one.metricErrors())]),
    graph("Stream: age in milliseconds", third, [[stream.handler.metric("IteratorAge")]]),
    graph("Waiting and given up", third, [
      queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
    ]),
  ];
}

const table = ({ table: its }: Watched): IWidget[] => [
  graph("Units of the table", third, [
    [tableMetric(its, "ConsumedReadCapacityUnits"), tableMetric(its, "ConsumedWriteCapacityUnits")],
  ]),
  graph("Conflicts", third, [
    [tableMetric(its, "TransactionConflict"), tableMetric(its, "ConditionalCheckFailedRequests")],
  ]),
  graph("Throttled", third, [
    ["Read", "Write"].map((kind) => tableMetric(its, `${kind}ThrottleEvents`)),
  ]),
];
