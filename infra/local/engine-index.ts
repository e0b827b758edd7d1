import { DatabaseSync } from "node:sqlite";

const longestWaitMillis = 5_000;

/**
 * Gives the embedded engine's file the index that its stream lacks.
 *
 * For each item that it writes, the engine looks for the greatest number in all that its stream
 * remembers of a day, record by record, and for each read of the stream the same: at 20,000 records
 * a write takes ten times as long as at the beginning. With the index it takes as long as ever.
 */
export function indexStream(file: string): void {
  const database = new DatabaseSync(file, { timeout: longestWaitMillis });
  try {
    const isThere = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_stream_records'");
    if (!isThere.get()) return;
    database.exec(
      "CREATE INDEX IF NOT EXISTS corehours_stream_order " +
        "ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    );
  } finally {
    database.close();
  }
}
