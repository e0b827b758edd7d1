import { type Progress, runUpgrade, type Upgrade } from "../../src/table/index.ts";
import type { UpgradeOptions } from "./options.ts";

/** Every upgrade of the list, one after the other, because each may build on the one before. */
export async function runUpgrades(
  upgrades: readonly Upgrade[],
  options: Omit<UpgradeOptions, "endpoint" | "asJson"> & {
    readonly client: Parameters<typeof runUpgrade>[0]["options"]["client"];
    readonly tell: (progress: Progress) => void;
  },
): Promise<readonly Progress[]> {
  const { client, tableName, isDryRun, segments, tell } = options;
  const done: Progress[] = [];
  for (const upgrade of upgrades) {
    const run = { options: { client, tableName }, upgrade, isDryRun, tell };
    done.push(await runUpgrade(run, { segments }));
  }
  return done;
}

const count = (number: number) => number.toLocaleString("en-GB");

/** What came of it, a line for each. */
export const toldOf = (all: readonly Progress[], isDryRun: boolean): string =>
  all.length === 0
    ? "This release stores everything as the one before did: there is nothing to upgrade."
    : all
        .map(
          ({ name, looked, changed }) =>
            `${name}: ${count(looked)} items looked at, ${count(changed)} ${isDryRun ? "to be changed" : "changed"}`,
        )
        .join("\n");
