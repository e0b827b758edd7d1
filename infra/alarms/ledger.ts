import type { Stack } from "aws-cdk-lib";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type AlarmOf, aDay, aMinute } from "./alarm.ts";
import { told } from "./metrics.ts";

/** What the rooms with deadlines tell. */
export function ledgerAlarms(stack: Stack): readonly AlarmOf[] {
  const most = (name: string, period = aDay) =>
    told(stack, name, { statistic: Stats.MAXIMUM, period });
  return [
    {
      id: "LedgerUnexplained",
      says: "Some balance holds minutes that no journal entry explains. Ask ledgerCheck of each hub.",
      metric: most("UnexplainedMinutes"),
      above: 0,
      // Between two checks nothing new is known, so the last one stands.
      silence: "UNKNOWN",
    },
    {
      id: "LedgerProblems",
      says: "The nightly check found something wrong with the books. Ask ledgerCheck of each hub.",
      metric: most("LedgerProblems"),
      above: 0,
      silence: "UNKNOWN",
    },
    {
      id: "LedgerUnchecked",
      says: "For two days the books of some hub were not checked. See the schedule's log.",
      metric: told(stack, "NightsChecked", { statistic: Stats.SUM, period: aDay }),
      below: 1,
      periods: 2,
      silence: "WRONG",
    },
    {
      id: "VisitOverdue",
      says: "Somebody who is alone in a home has not checked out in time. Ask overdueVisits of each hub.",
      metric: most("OverdueVisits", aMinute),
      above: 0,
      // A minute without a word is a schedule that stands still, which is no all-clear.
      silence: "UNKNOWN",
    },
  ];
}
