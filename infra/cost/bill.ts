import { price } from "./prices.ts";
import type { Standing } from "./standing.ts";
import { type Community, guesses, monthOf } from "./workload.ts";

/** One line of a month's bill. */
type Line = { readonly part: string; readonly what: string; readonly dollars: number };
export type Bill = { readonly lines: readonly Line[]; readonly dollars: number };

const bytesInGigabyte = 1e9;

/** A month of this community on this stack, the dearest first. */
export function billOf(community: Community, standing: Standing): Bill {
  const lines = [...used(community, standing), ...kept(community, standing), ...stands(standing)]
    .filter(({ dollars }) => dollars > 0)
    .toSorted((a, b) => b.dollars - a.dollars);
  return { lines, dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0) };
}

/** What grows with what people do. */
function used(community: Community, standing: Standing): readonly Line[] {
  const month = monthOf(community);
  const folds = standing.streamReaders > 0 ? month.changes : 0;
  const calls = month.requests + month.turns + folds;
  const seconds =
    (month.requests * guesses.billedMillisPerRequest + folds * guesses.billedMillisPerFold) / 1000 +
    month.turns * guesses.secondsPerTurn * community.hubs ** 0.5;
  const writes = month.writeUnits + folds * guesses.foldWriteUnits;
  return [
    line("DynamoDB", "write units", writes * price.writeUnit),
    line("DynamoDB", "read units", month.readUnits * price.readUnit),
    line("DynamoDB", "contributor insights", standing.insightRules * calls * price.insightEvent),
    line("Lambda", "calls", calls * price.lambdaRequest),
    line("Lambda", "memory and time", seconds * standing.gigabytes * price.lambdaGigabyteSecond),
    line("API Gateway", "requests", month.requests * price.httpApiRequest),
    line("CloudWatch", "numbers by operation", operationMonths(month.requests) * price.metricMonth),
    line("SQS", "messages", standing.queues > 0 ? folds * 3 * price.queueRequest : 0),
    line("WAF", "requests", standing.firewalls > 0 ? month.requests * price.firewallRequest : 0),
    // The table asks for its key again after five minutes, whoever uses it.
    line("KMS", "requests", standing.keys * month.turns * 2 * price.keyRequest),
    line("Cognito", "people who sign in", community.members * personMonth[standing.signIn]),
    line("Cognito", "machines that sign in", standing.machines * machineDollars),
    line(
      "Internet",
      "answers",
      ((month.requests * guesses.answerBytes) / bytesInGigabyte) * price.outwardGigabyte,
    ),
  ];
}

/** Without Cognito, whoever is asked to sign people in sends a bill of their own. */
const personMonth = {
  LITE: price.litePersonMonth,
  ESSENTIALS: price.essentialsPersonMonth,
  OWN: 0,
} as const;

/** In a month, of a machine that asks for a token as soon as the one it has ends. */
export const machineDollars =
  price.machineMonth + guesses.hoursPerMonth * guesses.tokensPerHour * price.machineToken;

/** A number is charged for each hour in which it was told: at most all of them, all the time. */
const operationMonths = (requests: number): number =>
  Math.min(guesses.operationsAsked, requests / guesses.hoursPerMonth);

/** What grows with what is kept. */
function kept(community: Community, { logMonths }: Standing): readonly Line[] {
  const { tableGigabytes, requests, turns } = monthOf(community);
  const logged = ((requests + turns) * guesses.logBytesPerRequest) / bytesInGigabyte;
  const daysInMonth = 30;
  return [
    line("DynamoDB", "what is stored", tableGigabytes * price.tableGigabyteMonth),
    line("DynamoDB", "35 days to restore", tableGigabytes * price.restorableGigabyteMonth),
    line("CloudWatch", "lines of log", logged * price.logGigabyte),
    line("CloudWatch", "log kept", logged * logMonths * price.logGigabyteMonth),
    line("S3", "a digest for each hub and day", community.hubs * daysInMonth * price.bucketPut),
  ];
}

/** What stands there, used or not. */
function stands(standing: Standing): readonly Line[] {
  return [
    line("CloudWatch", "alarms", standing.alarms * price.alarmMonth),
    line("CloudWatch", "numbers of our own", standing.customMetrics * price.metricMonth),
    line("CloudWatch", "dashboards", standing.dashboards * price.dashboardMonth),
    line("KMS", "keys", standing.keys * price.keyMonth),
    line("Secrets Manager", "secrets", standing.secrets * price.secretMonth),
    line(
      "WAF",
      "firewalls and their rules",
      standing.firewalls * price.firewallMonth + standing.firewallRules * price.firewallRuleMonth,
    ),
  ];
}

const line = (part: string, what: string, dollars: number): Line => ({ part, what, dollars });
