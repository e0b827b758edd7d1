import { wantRecount } from "../../src/insight/index.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { WrongUse } from "./cannot-start.ts";
import { readFlags } from "./flags.ts";
import { engineClient } from "./local-table.ts";
import { engineAt, onTable } from "./table-address.ts";

const usage = `Usage: DYNAMODB_ENDPOINT=URL TABLE_NAME=NAME npm run recount

  --json      say it in JSON
  --help      show this

Asks for all numbers about places to be made anew from the ledger. The clock does the work in its
turns; the old numbers are read until the new ones are whole.
`;

const flags = { json: { type: "boolean" }, help: { type: "boolean" } } as const;

/* `npm run recount`: asks for all counters to be made anew from the ledger. */
export async function run(words: readonly string[]): Promise<number> {
  const { help, json } = readFlags(words, flags, "npm run recount");
  if (help) {
    console.log(usage);
    return 0;
  }
  const { DYNAMODB_ENDPOINT: endpoint, TABLE_NAME: tableName } = process.env;
  if (!(endpoint && tableName)) {
    throw new WrongUse(
      "Which table?",
      "Name both: DYNAMODB_ENDPOINT=https://dynamodb.eu-west-2.amazonaws.com TABLE_NAME=… npm run recount",
    );
  }
  const client = engineClient(engineAt(endpoint));
  await onTable(tableName, () => wantRecount(dynamodbTable({ client, tableName })));
  const said = "The counters will be made anew, beginning within a minute.";
  console.log(json ? JSON.stringify({ isWell: true, message: said }) : said);
  return 0;
}
