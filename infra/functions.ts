import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Architecture, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat, SourceMapMode } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Deployment } from "./deployment.ts";
import { grantUse } from "./table.ts";

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));

/** Packages of the CommonJS kind inside the bundle still ask for `require`. */
const requireInModules =
  "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

/** A function whose entry is `functions/<entry>.ts`, allowed to use the table and nothing else. */
export function addFunction(
  stack: Stack,
  deployment: Deployment,
  options: {
    readonly id: string;
    readonly entry: "graphql" | "schedule";
    readonly table: Table;
    readonly timeoutSeconds: number;
    readonly environment?: Readonly<Record<string, string>>;
  },
): NodejsFunction {
  const { id, entry, table, timeoutSeconds, environment } = options;
  const added = new NodejsFunction(stack, id, {
    entry: pathOf(`../functions/${entry}.ts`),
    depsLockFilePath: pathOf("../package-lock.json"),
    projectRoot: pathOf(".."),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 1024,
    timeout: Duration.seconds(timeoutSeconds),
    logGroup: new LogGroup(stack, `${id}Log`, {
      retention: deployment.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
    environment: {
      NODE_OPTIONS: "--enable-source-maps",
      TABLE_NAME: table.tableName,
      ...environment,
    },
    bundling: {
      format: OutputFormat.ESM,
      target: "node24",
      minify: true,
      keepNames: true,
      sourceMap: true,
      sourceMapMode: SourceMapMode.EXTERNAL,
      sourcesContent: false,
      banner: requireInModules,
      // The SDK travels in the bundle, at the locked version: what is tested is what runs.
      externalModules: [],
      // Without these Apollo is bundled twice, once as a module and once as CommonJS.
      esbuildArgs: { "--conditions": "module,import,node" },
      mainFields: ["module", "main"],
    },
  });
  grantUse(table, added);
  return added;
}
