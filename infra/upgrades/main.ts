import { dynamodbClient } from "../../src/table/index.ts";
import { engineClient } from "../local/local-table.ts";
import { endWhenBrokenOff } from "../local/stopping.ts";
import { onTable } from "../local/table-address.ts";
import { upgrades } from "./list.ts";
import { readUpgradeOptions, upgradeUsage } from "./options.ts";
import { runUpgrades, toldOf } from "./run.ts";

/* `npm run upgrade`: brings what is stored to the shape of this release. */
export async function run(words: readonly string[]): Promise<number> {
  const options = readUpgradeOptions(words);
  if (options === "HELP") process.stdout.write(upgradeUsage);
  else {
    const { endpoint, asJson, ...wished } = options;
    const client = endpoint === undefined ? dynamodbClient() : engineClient(endpoint);
    endWhenBrokenOff();
    const all = await onTable(wished.tableName, () =>
      runUpgrades(upgrades, { ...wished, client, tell }),
    );
    if (all.length > 0 && process.stderr.isTTY) process.stderr.write("\n");
    const { isDryRun } = wished;
    const said = asJson
      ? JSON.stringify({ isWell: true, isDryRun, upgrades: all })
      : toldOf(all, isDryRun);
    process.stdout.write(`${said}\n`);
  }
  return 0;
}

function tell({
  looked,
  changed,
  segmentsDone,
  segments,
}: {
  readonly [n: string]: unknown;
}): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(
    `\r${looked} looked at, ${changed} changed, part ${segmentsDone} of ${segments} done`,
  );
}
