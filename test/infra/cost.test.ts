import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { billOf } from "../../infra/cost/bill.ts";
import { liveStanding } from "../../infra/cost/live.ts";
import { readCostOptions } from "../../infra/cost/options.ts";
import { costPage, told } from "../../infra/cost/page.ts";
import { price, priceList } from "../../infra/cost/prices.ts";
import { standingOf } from "../../infra/cost/standing.ts";
import units from "../../infra/cost/units.json" with { type: "json" };
import { measureUnits } from "../bench/units.ts";
import { templateOf } from "./stacks.ts";

const standing = liveStanding();
const village = { members: 200, exchanges: 2_400, hubs: 1 };

describe("what the bill rests on", () => {
  // After a change that is meant: npm run bench -- units --keep, and npm run cost -- --write.
  it("is what operations take today, measured again", async () => {
    expect(await measureUnits()).toEqual(units);
  }, 120_000);

  it("is counted from the template of the live stack", () => {
    expect(standing.alarms).toBeGreaterThan(0);
    expect(standing.keys).toBeGreaterThan(0);
    expect(standing.gigabytes).toBe(1);
    expect(standing.logMonths).toBeGreaterThan(12);
  });
});

describe("a bill", () => {
  it("is the sum of its lines, the dearest first", () => {
    const { lines, dollars } = billOf(village, standing);
    expect(lines.reduce((sum, line) => sum + line.dollars, 0)).toBeCloseTo(dollars, 8);
    const each = lines.map((line) => line.dollars);
    expect(each).toEqual(each.toSorted((a, b) => b - a));
  });

  it("grows with what people do, and not with what only stands there", () => {
    const double = billOf({ ...village, exchanges: 4_800 }, standing);
    const writes = (bill: typeof double) => bill.lines.find(({ what }) => what === "write units");
    const once = billOf(village, standing);
    expect(writes(double)?.dollars).toBeGreaterThan((writes(once)?.dollars ?? 0) * 1.8);
    const alarms = (bill: typeof double) => bill.lines.find(({ what }) => what === "alarms");
    expect(alarms(double)).toEqual(alarms(once));
  });

  it("holds what is added to the stack", () => {
    const none = billOf(village, standing).dollars;
    const guarded = billOf(village, { ...standing, firewalls: 1, firewallRules: 3 });
    expect(guarded.dollars - none).toBeGreaterThanOrEqual(7.99);
    expect(guarded.lines[0]?.part).toBe("WAF");
  });

  it("says what leads it, and of which day and Region its prices are", () => {
    const text = told(village, billOf(village, standing));
    expect(text).toMatch(/What leads: \w+, .+, \d+%\./);
    expect(text).toMatch(/Prices of us-east-1 as of \d{4}-\d\d-\d\d/);
  });

  it("says of every price who says so, and when that was read", () => {
    const text = told(village, billOf(village, standing));
    expect(priceList.length).toBeGreaterThan(20);
    for (const { name, source, on } of priceList) {
      expect(source, name).not.toBe("");
      expect(on, name).toMatch(/^\d{4}-\d\d-\d\d$/);
      const line = text.split("\n").find((one) => one.includes(`${source} (${on}):`)) ?? "";
      expect(line.split(/[:,] /)).toContain(name);
    }
  });

  it("counts people by the plan of Cognito, and not where somebody else signs them in", () => {
    const people = (signIn: typeof standing.signIn) =>
      billOf(village, { ...standing, signIn }).lines.find(({ part }) => part === "Cognito");
    expect(standing.signIn).toBe("LITE");
    expect(people("LITE")?.dollars).toBeCloseTo(200 * price.litePersonMonth, 8);
    expect(people("ESSENTIALS")?.dollars).toBeCloseTo(200 * price.essentialsPersonMonth, 8);
    expect(people("OWN")).toBeUndefined();
  });

  it("counts machines that Cognito gives credentials to, each with a token an hour", () => {
    const { Resources } = templateOf("dev").toJSON();
    const machines = (its: typeof standing) =>
      billOf(village, its).lines.find(({ what }) => what === "machines that sign in");
    expect(machines(standing)).toBeUndefined();
    const one = price.machineMonth + 730 * price.machineToken;
    expect(machines(standingOf({ Resources }))?.dollars).toBeCloseTo(one, 8);
    expect(costPage(standing)).toContain(`adds $${one.toFixed(2)}`);
  });

  it("is on the page as the command writes it", () => {
    const page = readFileSync(new URL("../../infra/COST.md", import.meta.url), "utf8");
    expect(page).toBe(costPage(standing));
  });
});

describe("the command", () => {
  it("takes a community, and fills in what is left out", () => {
    expect(readCostOptions(["--members", "2000", "--exchanges", "24000"])).toEqual({
      community: { members: 2000, exchanges: 24_000, hubs: 4 },
      as: "TEXT",
    });
    expect(readCostOptions(["--members", "10", "--json"])).toMatchObject({
      community: { exchanges: 120, hubs: 1 },
      as: "JSON",
    });
    expect(readCostOptions(["--help"])).toBe("HELP");
  });

  it.each([
    [["--members", "many"], '--members cannot be "many".'],
    [["--members", "0"], '--members cannot be "0".'],
    [["--exchanges", "-5", "--json"], '--exchanges cannot be "-5".'],
    [["--members", "99999999999999999999"], '--members cannot be "99999999999999999999".'],
    [["--people", "5"], "Unknown option '--people'."],
  ])("says what is wrong with %j", (words, message) => {
    expect(() => readCostOptions(words)).toThrow(message);
  });
});
