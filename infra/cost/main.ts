import { writeFileSync } from "node:fs";
import { billOf } from "./bill.ts";
import { liveStanding } from "./live.ts";
import { costUsage, readCostOptions } from "./options.ts";
import { costPage, told } from "./page.ts";
import { asOf, currency, priceList, region } from "./prices.ts";

/* `npm run cost`: what a month would cost, from measured units, the live template and dated prices. */
export async function run(words: readonly string[]): Promise<number> {
  const options = readCostOptions(words);
  if (options === "HELP") process.stdout.write(costUsage);
  else show(options);
  return 0;
}

function show({ community, as }: Exclude<ReturnType<typeof readCostOptions>, "HELP">): void {
  const standing = liveStanding();
  if (as === "PAGE") {
    writeFileSync(new URL("../COST.md", import.meta.url), costPage(standing));
    process.stdout.write("infra/COST.md is written.\n");
    return;
  }
  const bill = billOf(community, standing);
  process.stdout.write(
    as === "JSON"
      ? `${JSON.stringify({ asOf, region, currency, community, ...bill, prices: priceList }, undefined, 2)}\n`
      : `${told(community, bill)}\n`,
  );
}
