import type { Stack } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { metricNamespace } from "../metric-namespace.ts";
import { type AlarmOf, aDay, aMinute } from "./alarm.ts";

/** What the rooms with deadlines tell, see `functions/metrics.ts`. */
export function ledgerAlarms(stack: Stack): readonly AlarmOf[] {
  const told = (metricName: string, statistic: string, period = aDay) =>
    new Metric({
      namespace: metricNamespace(stack),
      metricName,
      statistic,
      period,
      dimensionsMap: { Service: "ledger" },
    });
  return [
    {
      id: "LedgerUnexplained",
      says: "Some balance holds minutes that no journal entry explains. Ask ledgerCheck of each hub.",
      metric: told("UnexplainedMinutes", Stats.MAXIMUM),
      above: 0,
      // Between two checks nothing new is known, so the last one stands.
      silence: "UNKNOWN",
    },
    {
      id: "LedgerProblems",
      says: "The nightly check found something wrong with the books. Ask ledgerCheck of each hub.",
      metric: told("LedgerProblems", Stats.MAXIMUM),
      above: 0,
      silence: "UNKNOWN",
    },
    {
      id: "LedgerUnchecked",
      says: "For two days the books of some hub were not checked. See the schedule's log.",
      metric: told("NightsChecked", Stats.SUM),
      below: 1,
      periods: 2,
      silence: "WRONG",
    },
    {
      id: "VisitOverdue",
      says: "Somebody who is alone in a home has not checked out in time. Ask overdueVisits of each hub.",
      metric: told("OverdueVisits", Stats.MAXIMUM, aMinute),
      above: 0,
      // A minute without a word is a schedule that stands still, which is no all-clear.
      silence: "UNKNOWN",
    },
  ];
}
