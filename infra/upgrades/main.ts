import { dynamodbClient } from "../../src/table/index.ts";
import { CannotStart } from "../local/cannot-start.ts";
import { engineClient } from "../local/local-table.ts";
import { upgrades } from "./list.ts";
import { readUpgradeOptions, upgradeUsage } from "./options.ts";
import { runUpgrades, toldOf } from "./run.ts";

/* `npm run upgrade`: brings what is stored to the shape of this release. */
try {
  const options = readUpgradeOptions(process.argv.slice(2));
  if (options === "HELP") process.stdout.write(upgradeUsage);
  else {
    const { endpoint, ...wished } = options;
    const client = endpoint === undefined ? dynamodbClient() : engineClient(endpoint);
    const tell = ({
      looked,
      changed,
      segmentsDone,
      segments,
    }: {
      readonly [n: string]: unknown;
    }) => {
      if (!process.stderr.isTTY) return;
      process.stderr.write(
        `\r${looked} looked at, ${changed} changed, part ${segmentsDone} of ${segments} done`,
      );
    };
    const all = await runUpgrades(upgrades, { ...wished, client, tell });
    process.stdout.write(`${toldOf(all, wished.isDryRun)}\n`);
  }
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  process.stderr.write(`${error.message}\n${error.wayOn}\n`);
  process.exitCode = 1;
}
