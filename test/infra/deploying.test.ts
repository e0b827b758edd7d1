import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { billOf } from "../../infra/cost/bill.ts";
import { liveStanding } from "../../infra/cost/live.ts";
import { price } from "../../infra/cost/prices.ts";
import { tableDefinition } from "../../src/table/index.ts";
import { deployments, deploymentWith, templateOf } from "./stacks.ts";

const template = templateOf("live");
const page = readFileSync(new URL("../../infra/README.md", import.meta.url), "utf8");

describe("the page about deploying", () => {
  it("says that none of it was run on real AWS", () => {
    expect(page).toContain("None of this was ever run on real AWS.");
  });

  it("names only files that are there", () => {
    const named = [...page.matchAll(/^\| `(.+?)` \|.*\|$/gm)].flatMap(([row]) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([\w/-]+(?:\.ts|\/))`/g)].map(([, file]) => file),
    );
    expect(named.length).toBeGreaterThan(8);
    for (const file of named) {
      expect(existsSync(new URL(`../../infra/${file}`, import.meta.url)), file).toBe(true);
    }
  });

  it("says what the fuses let it cost at most, from the fuses as they are", () => {
    const parts = 1 + tableDefinition.indexes.length;
    const anHour = 3600;
    const dollars = (amount: number) => `$${amount.toFixed(2)}`;
    const rows = deployments.map((name) => {
      const { tableUnitsPerSecond, requestsPerSecond } = deploymentWith(name);
      const { read, write } = tableUnitsPerSecond;
      const units = read * price.readUnit + write * price.writeUnit;
      return {
        table: dollars(units * anHour * parts),
        requests: dollars(requestsPerSecond * anHour * price.httpApiRequest),
      };
    });
    expect(page).toContain(
      `| the table and its four indexes | ${rows.map(({ table }) => table).join(" | ")} |`,
    );
    expect(page).toContain(
      `| requests at the gateway | ${rows.map(({ requests }) => requests).join(" | ")} |`,
    );
  });

  // CloudFormation deletes no bucket that holds something, and stops there.
  it("tells how to empty each bucket that goes with its stack", () => {
    const going = Object.entries(template.findResources("AWS::S3::Bucket")).flatMap(
      ([id, { DeletionPolicy }]) => (DeletionPolicy === "Retain" ? [] : [id]),
    );
    expect(going).toHaveLength(1);
    template.hasOutput("SiteBucket", { Value: { Ref: going[0] } });
    const [, removing = ""] = page.split("## Remove it");
    expect(removing.indexOf("aws s3 rm --recursive")).toBeGreaterThan(0);
    expect(removing).toContain("`SiteBucket`");
  });

  it("names every word that a first deployment has to choose for itself", () => {
    for (const word of ["`prefix`", "`pages`", "`webOrigins`", "`alarmEmails`", "`firstStewards`"])
      expect(page).toContain(word);
  });

  it("says what a stack costs that nobody uses", () => {
    const { dollars } = billOf({ members: 0, exchanges: 0, hubs: 1 }, liveStanding());
    const cents = (100 * dollars) / 730;
    expect(page).toContain(`about\n${cents.toFixed(1)} cents an hour`);
  });
});
