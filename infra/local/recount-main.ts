import { wantRecount } from "../../src/insight/index.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { CannotStart } from "./cannot-start.ts";
import { engineClient } from "./local-table.ts";

/*
 * `npm run recount`: asks for all counters to be made anew from the ledger. The clock does the work
 * in its turns, the old counters are read until the new ones are whole.
 */
const endpoint = process.env.DYNAMODB_ENDPOINT;
const tableName = process.env.TABLE_NAME;
if (endpoint === undefined || tableName === undefined) {
  const why = new CannotStart(
    "Which table?",
    "Name both: DYNAMODB_ENDPOINT=https://dynamodb.eu-west-2.amazonaws.com TABLE_NAME=… npm run recount",
  );
  console.error(`${why.message}\n${why.wayOn}`);
  process.exit(1);
}
await wantRecount(dynamodbTable({ client: engineClient(endpoint), tableName }));
console.log("The counters will be made anew, beginning within a minute.");
