import { execFile } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What came of calling a function: what it answered, and the lines of its log. */
export type Invoked = { readonly answer: unknown; readonly log: readonly string[] };

/** An event as AWS sends it, from a file beside this one. */
export const eventOf = (name: "http" | "queue" | "schedule"): object =>
  JSON.parse(readFileSync(new URL(`events/${name}.json`, import.meta.url), "utf8"));

const mark = "ANSWER ";

/** Loads the function as Lambda does, by the name `index.handler`, and calls it once. */
const callOnce = `import(process.env.BUNDLE).then(async ({ handler }) => {
  const context = { awsRequestId: "1", getRemainingTimeInMillis: () => 10_000 };
  const answer = await handler(JSON.parse(process.env.EVENT), context);
  process.stdout.write("\\n${mark}" + JSON.stringify(answer ?? null) + "\\n", () => process.exit());
});`;

/**
 * Calls the function in this folder in a process of its own that has only the environment that is
 * handed over, stands in a folder without a right to write, and may write no file anywhere and start
 * no other process: stricter than Lambda, which has a /tmp.
 */
export async function invoke(
  folder: string,
  environment: Readonly<Record<string, string>>,
  event: object,
): Promise<Invoked> {
  chmodSync(folder, 0o555);
  const BUNDLE = pathToFileURL(join(folder, "index.mjs")).href;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--permission", "--allow-fs-read=*", "-e", callOnce],
    {
      cwd: folder,
      env: { ...asLambda(folder), ...environment, BUNDLE, EVENT: JSON.stringify(event) },
    },
  );
  const lines = stdout.split("\n").filter((line) => line !== "");
  const answered = lines.find((line) => line.startsWith(mark)) ?? `${mark}null`;
  return {
    answer: JSON.parse(answered.slice(mark.length)),
    log: lines.filter((line) => line !== answered),
  };
}

/** What Lambda itself sets. */
const asLambda = (folder: string): Readonly<Record<string, string>> => ({
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
  AWS_LAMBDA_FUNCTION_NAME: "corehours",
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_REGION: "eu-west-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_SESSION_TOKEN: "local",
  LAMBDA_RUNTIME_DIR: "/var/runtime",
  LAMBDA_TASK_ROOT: folder,
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  _HANDLER: "index.handler",
});
