import type { Ask } from "../asking.ts";
import type { Problem } from "./csv.ts";
import { wasProposed } from "./people.ts";
import { byDay, type Everything, type Read } from "./read.ts";
import { openBetween } from "./service.ts";
import { type Standing, standingOf } from "./standing.ts";
import type { HoursRow } from "./tables.ts";

/*
 * What would become of the balances: each row in the order in which it would be written, on top of
 * what people have in hand now. What the run would be refused for is told before.
 */

export type Seen = {
  readonly ask: Ask;
  readonly hubId: string;
  /** The id of whoever is in the hub, by a ref or by the id itself. */
  readonly idOf: (name: string) => string | undefined;
  /** Where somebody begins whom this run would let in, by their ref. */
  readonly begins: (ref: string) => Standing | undefined;
};

export async function foresee(all: Everything, seen: Seen): Promise<readonly Problem[]> {
  const standings = new Map<string, Standing>();
  const standing = async (name: string): Promise<Standing | undefined> => {
    const id = seen.idOf(name);
    const key = id ?? name;
    const found = standings.get(key) ?? (id ? await standingOf(seen.ask, id) : seen.begins(name));
    if (found) standings.set(key, found);
    return found;
  };
  const move = (name: string, after: Standing) => standings.set(seen.idOf(name) ?? name, after);
  const problems: Problem[] = [];
  for (const its of all.hours.toSorted(byDay)) {
    const { provider, recipient, minutes } = its.row;
    const [giver, taker] = [await standing(provider), await standing(recipient)];
    if (!(giver && taker)) continue;
    const before = await begunBefore(its.row, seen);
    const found = before === "NOTHING" ? whyNot(its, giver, taker) : [];
    problems.push(...found);
    // A row that is refused moves nothing, and one that was settled has moved already.
    if (found.length > 0 || before === "SETTLED") continue;
    const { balance, given } = giver;
    move(provider, { ...giver, balance: balance + minutes, given: given + minutes });
    if (before === "SET_ASIDE") continue;
    move(recipient, {
      ...taker,
      ...{ balance: taker.balance - minutes, spent: taker.spent + minutes },
    });
  }
  return problems;
}

/** How far an earlier run came with a row. What is set aside is counted in a balance already. */
async function begunBefore(
  row: HoursRow,
  { ask, hubId, idOf }: Seen,
): Promise<"NOTHING" | "PROPOSED" | "SET_ASIDE" | "SETTLED"> {
  const [providerId, recipientId] = [idOf(row.provider), idOf(row.recipient)];
  if (!(providerId && recipientId)) return "NOTHING";
  if (!(await wasProposed(ask, { hubId, providerId, row }))) return "NOTHING";
  const { minutes, what } = row;
  const statuses = await openBetween(ask, { providerId, recipientId, minutes, what });
  if (statuses.includes("PROPOSED")) return "PROPOSED";
  return statuses.length > 0 ? "SET_ASIDE" : "SETTLED";
}

function whyNot(
  { row, ...at }: Read<HoursRow>,
  giver: Standing,
  taker: Standing,
): readonly Problem[] {
  const problem = (column: keyof HoursRow, message: string) => ({ ...at, column, message });
  const { minutes } = row;
  const left = taker.balance - minutes;
  const filled = giver.balance + minutes;
  const given = giver.given + minutes;
  const spent = taker.spent + minutes;
  const over = (most: number | undefined, by: number) => most !== undefined && by > most;
  return [
    ...when(left < taker.floor, () =>
      problem(
        "recipient",
        `They would have ${left} minutes in hand by then, and the lowest is ${taker.floor}. Enter first what they gave, take the row out, or change the limit.`,
      ),
    ),
    ...when(over(giver.ceiling, filled), () =>
      problem(
        "provider",
        `They would have ${filled} minutes in hand by then, and the most is ${giver.ceiling}. Enter first what they spent, take the row out, or change the limit.`,
      ),
    ),
    ...when(over(giver.mostGiven, given), () =>
      problem(
        "provider",
        `They would give ${given} minutes in this run, ${tooMuch(giver.mostGiven)}`,
      ),
    ),
    ...when(over(taker.mostSpent, spent), () =>
      problem(
        "recipient",
        `They would spend ${spent} minutes in this run, ${tooMuch(taker.mostSpent)}`,
      ),
    ),
    ...when(taker.gap > 0 && taker.spent > 0, () =>
      problem(
        "recipient",
        `They spend twice in this run, and the least time between is ${taker.gap} minutes. Bring this row in later, or change the limit.`,
      ),
    ),
  ];
}

const when = <One>(isSo: boolean, make: () => One): readonly One[] => (isSo ? [make()] : []);

const tooMuch = (most: number | undefined) =>
  `and the most is ${most}. Bring the others in later, or change the limit.`;
