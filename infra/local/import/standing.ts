import * as z from "zod";
import type { Ask } from "../asking.ts";
import { type HubRules, noAnswer } from "./service.ts";

/** What somebody has in hand, and how far they may go with it. */
export type Standing = {
  readonly balance: number;
  readonly floor: number;
  /** Only where it is hard: else nothing is refused above it. */
  readonly ceiling: number | undefined;
  readonly mostGiven: number | undefined;
  readonly mostSpent: number | undefined;
  /** The least minutes between one spending and the next. */
  readonly gap: number;
  /** Minutes of this run so far. */
  readonly given: number;
  readonly spent: number;
};

const minutes = z.object({ minutes: z.int().nullable() });
const periods = z.object({ day: minutes, week: minutes, month: minutes, year: minutes });

const Member = z.object({
  member: z.object({
    account: z.object({ balanceMinutes: z.int(), reservedMinutes: z.int() }).nullable(),
    limits: z.object({
      ...{ floor: minutes, ceiling: minutes, isCeilingHard: z.boolean() },
      ...{ giving: periods, spending: periods, leastGap: minutes },
    }),
  }),
});

const asked = "{ day { minutes } week { minutes } month { minutes } year { minutes } }";

/** Where a member of the hub stands now; what is set aside for help to come is not theirs to give. */
export async function standingOf(ask: Ask, id: string): Promise<Standing | undefined> {
  const said = await ask(
    `query ($id: ID!) {
      member(id: $id) {
        account { balanceMinutes reservedMinutes }
        limits {
          floor { minutes } ceiling { minutes } isCeilingHard leastGap { minutes }
          giving ${asked} spending ${asked}
        }
      }
    }`,
    { id },
  );
  const answer = Member.safeParse(said.data);
  if (said.error !== undefined) throw noAnswer(said);
  if (!answer.success) return undefined;
  const { account, limits } = answer.data.member;
  const least = (its: z.output<typeof periods>) =>
    tightest(its.day.minutes, its.week.minutes, its.month.minutes, its.year.minutes);
  return {
    balance: (account?.balanceMinutes ?? 0) - (account?.reservedMinutes ?? 0),
    floor: limits.floor.minutes ?? 0,
    ceiling: limits.isCeilingHard ? (limits.ceiling.minutes ?? undefined) : undefined,
    gap: limits.leastGap.minutes ?? 0,
    ...{ mostGiven: least(limits.giving), mostSpent: least(limits.spending), given: 0, spent: 0 },
  };
}

/** Where somebody begins whom this run lets in. A child under 13 never goes below zero. */
export function beginningOf(policy: HubRules, isChild: boolean): Standing {
  const least = (its: HubRules["givingLimits"]) =>
    tightest(its.dayMinutes, its.weekMinutes, its.monthMinutes, its.yearMinutes);
  return {
    ...{ balance: 0, floor: isChild ? 0 : policy.floorMinutes, given: 0, spent: 0 },
    gap: policy.leastGapMinutes,
    ceiling: policy.isCeilingHard ? policy.ceilingMinutes : undefined,
    ...{ mostGiven: least(policy.givingLimits), mostSpent: least(policy.spendingLimits) },
  };
}

/** All of a run is agreed in one day, so the tightest of all periods holds. */
function tightest(...limits: readonly (number | null)[]): number | undefined {
  const set = limits.filter((one) => one !== null);
  return set.length === 0 ? undefined : Math.min(...set);
}
