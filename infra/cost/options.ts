import { readFlags, wholeNumber } from "../local/flags.ts";
import type { Community } from "./workload.ts";

export const costUsage = `Usage: npm run cost -- [--members N] [--exchanges N] [--hubs N] [--json | --write]

  --members N    how many people take part (2000)
  --exchanges N  how many exchanges are settled in a year (12 for each member)
  --hubs N       how many hubs there are (one for every 500 members)
  --json         the bill as data
  --write        write infra/COST.md anew: a village, a county, a nation
  --help         show this
`;

const flags = {
  members: { type: "string" },
  exchanges: { type: "string" },
  hubs: { type: "string" },
  json: { type: "boolean" },
  write: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export type CostOptions = { readonly community: Community; readonly as: "TEXT" | "JSON" | "PAGE" };

const mostMembers = 100_000_000;
const membersInHub = 500;

export function readCostOptions(words: readonly string[]): CostOptions | "HELP" {
  const given = readFlags(words, flags, "npm run cost");
  if (given.help) return "HELP";
  const whole = (name: "members" | "exchanges" | "hubs", usual: number) =>
    wholeNumber(name, given[name], { usual, least: 1, most: mostMembers });
  const members = whole("members", 2000);
  const community = {
    members,
    exchanges: whole("exchanges", members * 12),
    hubs: whole("hubs", Math.ceil(members / membersInHub)),
  };
  return { community, as: given.write ? "PAGE" : given.json ? "JSON" : "TEXT" };
}
