import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Entry } from "./bundling/index.ts";
import type { Deployment } from "./deployment.ts";
import { grantUse } from "./table.ts";

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));

/** A function whose entry is `functions/<entry>.ts`, allowed to use the table and nothing else. */
export function addFunction(
  stack: Stack,
  deployment: Deployment,
  options: {
    readonly id: string;
    readonly entry: Entry;
    readonly table: Table;
    readonly timeoutSeconds: number;
    readonly environment?: Readonly<Record<string, string>>;
  },
): LambdaFunction {
  const { id, entry, table, timeoutSeconds, environment } = options;
  const added = new LambdaFunction(stack, id, {
    code: codeOf(entry),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 1024,
    timeout: Duration.seconds(timeoutSeconds),
    logGroup: new LogGroup(stack, `${id}Log`, {
      retention: deployment.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
    environment: {
      TABLE_NAME: table.tableName,
      ...environment,
    },
  });
  grantUse(table, added);
  return added;
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
