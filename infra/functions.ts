import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Entry } from "./bundling/index.ts";
import type { Deployment } from "./deployment.ts";
import { metricNamespace } from "./metric-namespace.ts";
import { grantUse } from "./table.ts";

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));

/** In megabytes: with it come more than half a processor and a cold start that people do not feel. */
export const functionMemory = 1024;

/** A function whose entry is `functions/<entry>.ts`, allowed to use the table and nothing else. */
export function addFunction(
  stack: Stack,
  deployment: Deployment,
  options: {
    readonly id: string;
    readonly entry: Entry;
    readonly table: ITable;
    readonly timeoutSeconds: number;
    readonly environment?: Readonly<Record<string, string>>;
  },
): LambdaFunction {
  const { id, entry, table, timeoutSeconds, environment } = options;
  const logGroup = new LogGroup(stack, `${id}Log`, {
    retention: deployment.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const added = new LambdaFunction(stack, id, {
    role: addRole(stack, id, logGroup),
    code: codeOf(entry),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: functionMemory,
    timeout: Duration.seconds(timeoutSeconds),
    logGroup,
    environment: {
      TABLE_NAME: table.tableName,
      METRIC_NAMESPACE: metricNamespace(stack),
      ...environment,
    },
  });
  grantUse(stack, table, added);
  return added;
}

/** A role that may write its own log; what else a function needs is added where it is needed. */
function addRole(stack: Stack, id: string, log: LogGroup): Role {
  const role = new Role(stack, `${id}Role`, {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [log.logGroupArn],
    }),
  );
  return role;
}

/** The SDK travels in the bundle, at the locked version: what is tested is what runs. */
const codeOf = (entry: Entry): Code =>
  Code.fromAsset(pathOf("../functions"), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: the bundle is made here, by the esbuild of the lock file.
      image: DockerImage.fromRegistry("none"),
      // What the CDK bundles under the same words it takes for the same, and does not make again.
      command: [entry],
      local: {
        tryBundle: (folder) => {
          const words = [pathOf("./bundling/main.ts"), entry, folder];
          execFileSync(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"] });
          return true;
        },
      },
    },
  });
