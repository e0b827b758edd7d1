/** What a stack holds that costs something, counted from the very template that is deployed. */
export type Standing = {
  /** Each number that an alarm looks at is charged as an alarm. */
  readonly alarms: number;
  readonly customMetrics: number;
  readonly dashboards: number;
  readonly keys: number;
  readonly secrets: number;
  readonly queues: number;
  readonly firewalls: number;
  readonly firewallRules: number;
  /** The plan of Cognito, or an issuer of one's own. */
  readonly signIn: "LITE" | "ESSENTIALS" | "OWN";
  /** Machines that get their credentials from Cognito. */
  readonly machines: number;
  readonly streamReaders: number;
  readonly insightRules: number;
  /** Memory of the largest function, in gigabytes. */
  readonly gigabytes: number;
  /** How long lines of log are kept, in months. */
  readonly logMonths: number;
};

type Resource = { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> };
export type Template = { readonly Resources: Readonly<Record<string, Resource>> };

const bytesOfMemory = 1024;
const daysInMonth = 30;

export function standingOf({ Resources }: Template): Standing {
  const all = Object.values(Resources);
  const of = (type: string) => all.filter(({ Type }) => Type === type);
  const numbers = (type: string, property: string) =>
    of(type).map(({ Properties }) => Number(Properties?.[property] ?? 0));
  const firewalls = of("AWS::WAFv2::WebACL");
  const names = new Set(of("AWS::CloudWatch::Alarm").flatMap(ownMetric));
  return {
    alarms: of("AWS::CloudWatch::Alarm").reduce((sum, alarm) => sum + numbersIn(alarm), 0),
    customMetrics: names.size,
    dashboards: of("AWS::CloudWatch::Dashboard").length,
    keys: of("AWS::KMS::Key").length,
    secrets: of("AWS::SecretsManager::Secret").length,
    queues: of("AWS::SQS::Queue").length,
    firewalls: firewalls.length,
    firewallRules: firewalls.reduce((sum, { Properties }) => sum + rulesIn(Properties), 0),
    signIn: planOf(of("AWS::Cognito::UserPool")),
    machines: of("AWS::Cognito::UserPoolClient").filter(isMachine).length,
    streamReaders: of("AWS::Lambda::EventSourceMapping").length,
    insightRules: JSON.stringify(of("AWS::DynamoDB::Table")).includes(
      '"ContributorInsightsSpecification"',
    )
      ? 1
      : 0,
    gigabytes: Math.max(0, ...numbers("AWS::Lambda::Function", "MemorySize")) / bytesOfMemory,
    logMonths: Math.max(0, ...numbers("AWS::Logs::LogGroup", "RetentionInDays")) / daysInMonth,
  };
}

function planOf([pool]: readonly Resource[]): Standing["signIn"] {
  if (!pool) return "OWN";
  // What is not said to be the cheaper plan is the other one, to CloudFormation too.
  return pool.Properties?.["UserPoolTier"] === "LITE" ? "LITE" : "ESSENTIALS";
}

const isMachine = ({ Properties }: Resource): boolean =>
  JSON.stringify(Properties?.["AllowedOAuthFlows"] ?? []).includes("client_credentials");

function numbersIn({ Properties }: Resource): number {
  const { Metrics: parts } = Object(Properties);
  return Array.isArray(parts) ? parts.filter((part) => "MetricStat" in Object(part)).length : 1;
}

/** Numbers of our own cost each; those that AWS tells by itself do not. */
function ownMetric({ Properties }: Resource): readonly string[] {
  const { Metrics: parts, ...only } = Object(Properties);
  const all = Array.isArray(parts) ? parts.map((part) => Object(part).MetricStat?.Metric) : [only];
  return all.flatMap((metric) => {
    const { Namespace, MetricName } = Object(metric);
    return typeof Namespace !== "string" || Namespace.startsWith("AWS/") ? [] : String(MetricName);
  });
}

const rulesIn = (properties: Readonly<Record<string, unknown>> | undefined): number => {
  const { Rules: rules } = Object(properties);
  return Array.isArray(rules) ? rules.length : 0;
};
