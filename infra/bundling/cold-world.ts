import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { sameIdAs } from "../../src/kernel/index.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { createLocalApi } from "../local/bank.ts";
import { startEngine } from "../local/engine.ts";
import { loadMadeUp } from "../local/generate.ts";
import { httpEvent } from "../local/http-event.ts";
import { createIssuer, localAudience, localIssuer, newKey } from "../local/issuer.ts";
import { createTable, engineClient } from "../local/local-table.ts";
import { makeUp } from "../local/made-up.ts";

const tableName = "corehours-cold";
const cursorSecret = "a secret for cold starts, and for nothing else";

/** All that a function meets when it starts, and a member's first question to it. */
export type ColdWorld = {
  /** The environment of a function that has just been started. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/** A table with a member, an issuer that tells its keys over HTTP, and what the member asks first. */
export async function openColdWorld(): Promise<ColdWorld> {
  const engine = await startEngine();
  const client = engineClient(engine.endpoint);
  await createTable(client, tableName);
  const issuer = await createIssuer(await newKey());
  const { bank } = createLocalApi({
    table: () => dynamodbTable({ client, tableName }),
    issuer,
    cursorSecret,
  });
  const community = makeUp({ hubs: 1, members: 2, exchanges: 2, seed: 1 });
  await loadMadeUp(bank, community, () => undefined);
  const persona = community.hubs[0]?.members[0]?.persona ?? "";
  const at = new Date().toISOString();
  const { data } = await bank.call(persona, at, "{ me { memberships { id } } }");
  const accountId = sameIdAs(Object(data?.["me"]).memberships[0].id, "acc");
  const query = `{ me { memberships { id hub { name } } } account(id: "${accountId}") { balanceMinutes } }`;
  const keys = await keyServer(JSON.stringify(issuer.publicKeys));
  const event = httpEvent(
    {
      method: "POST",
      target: "/graphql",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await issuer.sign(persona, at)}`,
      },
      body: Buffer.from(JSON.stringify({ query })),
    },
    Date.parse(at),
  );
  return {
    environment: {
      ...{ TABLE_NAME: tableName, CURSOR_SECRET: cursorSecret, FIRST_EVENT: JSON.stringify(event) },
      METRIC_NAMESPACE: "Corehours/cold",
      ...{ TOKEN_ISSUER: localIssuer, TOKEN_AUDIENCE: localAudience, TOKEN_KEYS_URL: keys.url },
      ...{ AWS_REGION: "eu-west-2", AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint },
      ...{ AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    },
    stop: async () => {
      client.destroy();
      keys.stop();
      await engine.stop();
    },
  };
}

/** Tells the issuer's keys over HTTP, as an issuer does. */
export async function keyServer(
  keys: string,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((_request, response) => response.end(keys));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/keys`, stop: () => server.close() };
}

/** Loads a function, lets it answer, and perhaps keeps what was compiled for it. */
const firstAnswer = `import(process.env.BUNDLE).then(async ({ handler, compiled }) => {
  const { statusCode, body } = await handler(JSON.parse(process.env.FIRST_EVENT));
  if (statusCode !== 200 || "errors" in JSON.parse(body)) throw new Error(body);
  if (process.env.KEEP === "yes") {
    const { cacheFile, data } = compiled();
    process.getBuiltinModule("node:fs").writeFileSync(cacheFile, data);
  }
  process.exit();
});`;

/** Flags that Lambda gives to Node for a function of a gigabyte. */
export const lambdaFlags = [
  "--expose-gc",
  ...["--max-http-header-size", "81920"],
  ...["--max-semi-space-size=51", "--max-old-space-size=922"],
] as const;

/** Starts the bundle in this folder in a process of its own, waits for its first answer, tells its log. */
export async function startCold(
  folder: string,
  { environment }: ColdWorld,
  how: { readonly keep?: boolean; readonly flags?: readonly string[] } = {},
): Promise<string> {
  const { keep = false, flags = lambdaFlags } = how;
  const BUNDLE = pathToFileURL(join(folder, "index.mjs")).href;
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "-e", firstAnswer], {
    env: { ...environment, BUNDLE, ...(keep ? { KEEP: "yes" } : {}) },
  });
  return stdout;
}
