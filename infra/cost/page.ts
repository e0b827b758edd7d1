import { type Bill, billOf, machineDollars } from "./bill.ts";
import { asOf, note, priceList, region, sources } from "./prices.ts";
import type { Standing } from "./standing.ts";
import { type Community, guesses } from "./workload.ts";

/** Three sizes that people ask about. */
const examples: Readonly<Record<string, Community>> = {
  "a village": { members: 200, exchanges: 2_400, hubs: 1 },
  "a county": { members: 20_000, exchanges: 240_000, hubs: 40 },
  "a nation": { members: 1_000_000, exchanges: 12_000_000, hubs: 2_000 },
};

const money = (dollars: number): string =>
  `$${dollars.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** Without an exponent, which people do not read. */
const inFull = (dollars: number): string =>
  dollars.toLocaleString("en-GB", { maximumFractionDigits: 12 });

const count = (number: number) => number.toLocaleString("en-GB");

/** The bill as a person reads it. */
export function told(community: Community, { lines, dollars }: Bill): string {
  const [first] = lines;
  const share = first ? Math.round((first.dollars / dollars) * 100) : 0;
  return [
    `${count(community.members)} members, ${count(community.exchanges)} exchanges a year, ${count(community.hubs)} hubs: about ${money(dollars)} a month.`,
    ...(first ? [`What leads: ${first.part}, ${first.what}, ${share}%.`] : []),
    "",
    ...lines.map((line) => `${money(line.dollars).padStart(12)}  ${line.part}: ${line.what}`),
    "",
    `Prices of ${region} as of ${asOf}, free tiers left out. ${note}`,
    ...sources().map((source) => `  ${source}`),
  ].join("\n");
}

/** `infra/COST.md`, which a test compares with what the command says. */
export function costPage(standing: Standing): string {
  const bills = Object.entries(examples).map(
    ([name, community]) => [name, community, billOf(community, standing)] as const,
  );
  return `${[
    "# What it costs",
    "",
    "Written by `npm run cost -- --write`, never by hand: units as measured (`units.json`), what stands in the",
    "live stack counted from its template, prices from `prices.json`. Nothing here was read off a real bill.",
    "",
    "| who | members | exchanges a year | hubs | a month | what leads |",
    "|---|---|---|---|---|---|",
    ...bills.map(([name, { members, exchanges, hubs }, bill]) => {
      const leads = bill.lines
        .slice(0, 3)
        .map(({ part, what, dollars }) => `${part}, ${what}: ${money(dollars)}`);
      return `| ${name} | ${count(members)} | ${count(exchanges)} | ${count(hubs)} | ${money(bill.dollars)} | ${leads.join(" · ")} |`;
    }),
    "",
    "For your own numbers: `npm run cost -- --members 2000 --exchanges 24000`.",
    "",
    `Prices of ${region} as of ${asOf}. ${note}`,
    "",
    "What people are thought to do is guessed, on the high side, and said in `workload.ts`:",
    `each member opens the app ${guesses.frontPagesPerMemberMonth} times a month, each exchange is looked at ${guesses.looksPerExchange} times, a request is`,
    `billed for ${guesses.billedMillisPerRequest} ms, and the table holds ${guesses.yearsKept} years of such exchanges.`,
    "",
    `Each machine that gets its credentials from Cognito (\`machines\`) adds ${money(machineDollars)}: it asks for a token once an hour,`,
    "as long as one lasts. One that asks for each request anew costs a multiple.",
    "",
    "Left out: free tiers (of Cognito's, the first 10,000 people), support, taxes, your own domain, restoring a table.",
    "",
    "| price | dollars | who says so | read on |",
    "|---|---|---|---|",
    ...priceList.map(
      ({ name, dollars, source, on }) => `| ${name} | ${inFull(dollars)} | ${source} | ${on} |`,
    ),
  ].join("\n")}\n`;
}
