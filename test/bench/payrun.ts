import { rm } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { quarterOf } from "../../src/kernel/index.ts";
import { goOnWithPayRuns } from "../../src/payruns/index.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { type Bank, now, openBank, tableName } from "./bank.ts";
import { decided } from "./deciding.ts";
import { moveIn, type Persona } from "./people.ts";

const minutes = 15;
const admin = "council-admin";
const bodyLength = 26;
/** Items that one call can write, and rows that one request can add. */
const written = 25;
const added = 500;

/**
 * An organisation credits so many members in one pay-run, and then once more. Each on an engine
 * that has just begun with what the one before left, because it slows with what it remembers.
 */
export async function showPayRun(payees: number): Promise<void> {
  const { left, ...its } = await settingFor(payees);
  const first = await openBank(left);
  const fresh = await measured(first, its);
  const between = await first.close();
  const second = await openBank(between);
  const used = await measured(second, its);
  await second.stop();
  for (const folder of [left, between]) await rm(folder, { recursive: true });
  console.log(`A pay-run of ${payees} members, with everything from its first row to its end.`);
  console.table({ "accounts without an entry": fresh, "accounts with entries": used });
}

type Its = { readonly organisationId: string; readonly memberIds: readonly string[] };

/** An organisation with enough to give, and members who have nothing yet, in a folder. */
async function settingFor(payees: number): Promise<Its & { readonly left: string }> {
  const bank = await openBank();
  const { hubs } = await moveIn(bank, { hubs: 1, members: 2 });
  const [hub] = hubs;
  const [like] = hub?.members ?? [];
  if (!hub || !like) throw new Error("The pay-run needs a hub with a member.");
  const organisationId = await fund(bank, hub.broker, { hubId: like.hubId, payees });
  const memberIds = await crowd(bank.client, like, payees);
  return { organisationId, memberIds, left: await bank.close() };
}

/** Asks for a change and stops the bench at any refusal. Answers with the thing. */
async function change(
  bank: Bank,
  persona: string,
  [name, field, input]: readonly [name: string, field: string, input: object],
) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  const { data, errors } = await bank.ask(
    persona,
    `mutation($input: ${type}) { ${name}(input: $input) { ${field} userErrors { code message } } }`,
    { input: { idempotencyKey: `bench-${name}-${asked++}`, ...input } },
  );
  const { userErrors, ...thing } = Object(data?.[name]);
  if (errors || userErrors?.length > 0) throw new Error(JSON.stringify(errors ?? userErrors));
  return Object(Object.values(thing)[0]);
}
let asked = 0;

/** An organisation that holds what two runs take. */
async function fund(
  bank: Bank,
  broker: string,
  { hubId, payees }: { readonly hubId: string; readonly payees: number },
): Promise<string> {
  const named = { firstName: "Connie", lastName: "Council", bornOn: "1980-01-01" };
  const { id: adminPersonId } = await change(bank, admin, [
    ...(["registerPerson", "person { id }", named] as const),
  ]);
  const { id: organisationId } = await change(bank, broker, [
    "createOrganisation",
    "organisation { id }",
    { hubId, name: "County Council", kind: "PUBLIC_BODY", adminPersonId },
  ]);
  const purse = {
    purpose: "PARTICIPATION",
    quarter: quarterOf(now),
    minutes: 2 * payees * minutes,
  };
  const decisionId = await decided(change, { bank, broker, hubId });
  const granted = { hubId, ...purse, decisionId };
  await change(bank, broker, ["grantMandate", "mandate { id }", granted]);
  await change(bank, broker, ["allocate", "allocation { id }", { organisationId, ...purse }]);
  return organisationId;
}

/** Members like one there is, written without the many steps of joining. */
async function crowd(
  client: DynamoDBClient,
  { id: likeId }: Persona,
  payees: number,
): Promise<readonly string[]> {
  const key = { pk: { S: likeId }, sk: { S: "MEMBER" } };
  const { Item: like } = await client.send(new GetItemCommand({ TableName: tableName, Key: key }));
  const ids = Array.from(
    { length: payees },
    (_, place) => `mem_${String(place).padStart(bodyLength, "0")}`,
  );
  for (let start = 0; start < payees; start += written) {
    const puts = ids.slice(start, start + written).map((id) => ({
      PutRequest: { Item: { ...like, pk: { S: id }, id: { S: id } } },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
  }
  return ids;
}

async function measured(bank: Bank, { organisationId, memberIds }: Its) {
  const payees = memberIds.length;
  bank.meter.isOn = true;
  bank.usage.length = 0;
  const wish = { organisationId, what: "The consultation" };
  const draft = await change(bank, admin, ["createPayRun", "payRun { id }", wish]);
  const payRunId = String(draft.id);
  for (let start = 0; start < payees; start += added) {
    const rows = memberIds.slice(start, start + added).map((memberId) => ({ memberId, minutes }));
    await change(bank, admin, ["addPayRunRows", "payRun { id }", { payRunId, rows }]);
  }
  const rehearsing = performance.now();
  const version = await rehearsed(bank, payRunId);
  const starting = performance.now();
  await change(bank, admin, ["startPayRun", "payRun { id }", { payRunId, version }]);
  const turns = await paidToTheEnd(bank, payRunId, payees);
  const ended = performance.now();
  bank.meter.isOn = false;
  const sum = (unit: "readUnits" | "writeUnits") =>
    bank.usage.reduce((total, used) => total + used[unit], 0);
  return {
    "write units a payee": Number((sum("writeUnits") / payees).toFixed(3)),
    "read units a payee": Number((sum("readUnits") / payees).toFixed(2)),
    "rehearsal, s": Number(((starting - rehearsing) / 1000).toFixed(1)),
    "paying, s": Number(((ended - starting) / 1000).toFixed(1)),
    "payees/s": Math.round((payees * 1000) / (ended - starting)),
    "turns of the clock": turns,
    "memory, MB": Math.round(process.memoryUsage().rss / 1_000_000),
  };
}

async function rehearsed(bank: Bank, payRunId: string): Promise<number> {
  for (;;) {
    const run = await change(bank, admin, [
      ...(["rehearsePayRun", "payRun { version rehearsal { isComplete } }", { payRunId }] as const),
    ]);
    if (run.rehearsal.isComplete) return Number(run.version);
  }
}

/** The clock calls until the run has ended. Answers with how often. */
async function paidToTheEnd(bank: Bank, payRunId: string, payees: number): Promise<number> {
  const { client, usage } = bank;
  const table = () => dynamodbTable({ client, tableName, onUsage: (used) => usage.push(used) });
  for (let turns = 0; ; turns++) {
    const { data } = await bank.ask(
      admin,
      "query($id: ID!) { payRun(id: $id) { status paidCount refusedCount } }",
      { id: payRunId },
    );
    const run = Object(data?.["payRun"]);
    if (run.status === "FINISHED") {
      if (run.paidCount !== payees || run.refusedCount !== 0) throw new Error(JSON.stringify(run));
      return turns;
    }
    await goOnWithPayRuns({ table: table(), now });
  }
}
