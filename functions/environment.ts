import { dynamodbClient, dynamodbTable, type Table } from "../src/table/index.ts";

/** A setting the deployment must give; without it the function does not start. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The setting ${name} is missing.`);
  return value;
}

/** The deployed table: one client for all requests, one table for each. */
export function deployedTable(): (signal?: AbortSignal) => Table {
  const client = dynamodbClient();
  const tableName = setting("TABLE_NAME");
  return (signal) => dynamodbTable({ client, tableName, ...(signal ? { signal } : {}) });
}

/** One line of JSON for each thing worth knowing, as the log service reads it. */
export function writeLog(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
