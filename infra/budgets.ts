import type { Stack } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Deployment } from "./deployment.ts";
import { deploymentTag } from "./tags.ts";

/**
 * Tells somebody when a day costs more than it may, and when a month is on the way there. AWS knows what
 * was spent some hours late, so this is no fuse: that is what `requestsPerSecond` and
 * `tableUnitsPerSecond` are. Everything of this deployment is told from the rest by its tag.
 */
export function addBudgets(stack: Stack, { budget }: Deployment, topic: Topic): void {
  const add = (id: string, timeUnit: "DAILY" | "MONTHLY", amount: number) => {
    const kinds = timeUnit === "DAILY" ? ["ACTUAL"] : ["ACTUAL", "FORECASTED"];
    new CfnBudget(stack, id, {
      budget: {
        budgetType: "COST",
        timeUnit,
        budgetLimit: { amount, unit: "USD" },
        costFilters: { TagKeyValue: [`user:${deploymentTag}$${stack.stackName}`] },
      },
      notificationsWithSubscribers: kinds.map((notificationType) => ({
        notification: {
          notificationType,
          comparisonOperator: "GREATER_THAN",
          threshold: 100,
          thresholdType: "PERCENTAGE",
        },
        subscribers: [{ subscriptionType: "SNS", address: topic.topicArn }],
      })),
    });
  };
  add("BudgetOfTheDay", "DAILY", budget.day);
  add("BudgetOfTheMonth", "MONTHLY", budget.month);
}
