import { lacks, readFlags, wholeNumber } from "../local/flags.ts";
import { engineAt } from "../local/table-address.ts";

export const upgradeUsage = `Usage: npm run upgrade -- --table NAME [--dry-run] [--segments N] [--endpoint URL]

  --table NAME    the table, as the stack's output TableName says
  --dry-run       change nothing, and say how much would be changed
  --segments N    how many parts of the table are walked side by side, 1 to 64 (4)
  --endpoint URL  another engine than AWS, such as http://localhost:8000
  --json          say the outcome in JSON
  --help          show this

Brings what is stored to the shape of this release, beside everybody's work. Broken off, it goes on
where it was when it is started again. Ends with 0 when all is done.
`;

const flags = {
  table: { type: "string" },
  "dry-run": { type: "boolean" },
  segments: { type: "string" },
  endpoint: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export type UpgradeOptions = {
  readonly tableName: string;
  readonly isDryRun: boolean;
  readonly asJson: boolean;
  readonly segments: number;
  readonly endpoint?: string;
};

export function readUpgradeOptions(words: readonly string[]): UpgradeOptions | "HELP" {
  const { table, segments, endpoint, ...given } = readFlags(words, flags, "npm run upgrade");
  if (given.help) return "HELP";
  if (!table) throw lacks("table", "Name it: --table NAME");
  return {
    tableName: table,
    isDryRun: given["dry-run"] ?? false,
    asJson: given.json ?? false,
    segments: wholeNumber("segments", segments, { usual: 4, least: 1, most: 64 }),
    ...(endpoint === undefined ? {} : { endpoint: engineAt(endpoint) }),
  };
}
