import type { Ask } from "../asking.ts";
import type { Progress } from "../progress.ts";
import type { Problem } from "./csv.ts";
import type { Given, GivenBy } from "./given.ts";
import { wasProposed } from "./people.ts";
import { byDay, type Everything, type Read } from "./read.ts";
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
  readonly givenBy: GivenBy;
  readonly progress: Progress;
};

export async function foresee(all: Everything, seen: Seen): Promise<readonly Problem[]> {
  const standings = new Map<string, Standing | undefined>();
  const standing = async (name: string): Promise<Standing | undefined> => {
    const id = seen.idOf(name);
    const key = id ?? name;
    // Who is nobody is asked for once, however many rows name them.
    if (!standings.has(key)) {
      standings.set(key, id ? await standingOf(seen.ask, id) : seen.begins(name));
    }
    return standings.get(key);
  };
  const move = (name: string, after: Standing) => standings.set(seen.idOf(name) ?? name, after);
  const problems: Problem[] = [];
  for (const [place, its] of all.hours.toSorted(byDay).entries()) {
    seen.progress(place + 1, all.hours.length, `${its.file}, line ${its.line}`);
    const { provider, recipient, minutes } = its.row;
    const [giver, taker] = [await standing(provider), await standing(recipient)];
    if (!(giver && taker)) continue;
    const before = await begunBefore(its.row, seen);
    if (before === "BY_OTHERS") problems.push(isThere(its));
    const found = before === "NOTHING" ? whyNot(its, giver, taker) : [];
    problems.push(...found);
    // A row that is refused moves nothing, and one that was settled has moved already.
    if (found.length > 0 || before === "SETTLED" || before === "BY_OTHERS") continue;
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

/** What is on its way: what is set aside for it is counted in a balance already. */
const setAside = ["AGREED", "DELIVERED", "CONFIRMED"];

/**
 * How far an earlier run came with a row, or whether somebody else has entered the same help. Where
 * nothing was ever given by the one to the other, nobody has to be asked about the row.
 */
async function begunBefore(
  row: HoursRow,
  { ask, hubId, idOf, givenBy }: Seen,
): Promise<"NOTHING" | "PROPOSED" | "SET_ASIDE" | "SETTLED" | "BY_OTHERS"> {
  const [providerId, recipientId] = [idOf(row.provider), idOf(row.recipient)];
  if (!(providerId && recipientId)) return "NOTHING";
  const between = (await givenBy(providerId)).filter(({ recipientIds }) =>
    recipientIds.includes(recipientId),
  );
  if (between.length === 0) return "NOTHING";
  const what = row.what.normalize("NFC");
  const same = between.filter((one) => one.minutes === row.minutes && one.what === what);
  if (!(await wasProposed(ask, { hubId, providerId, row }))) {
    const isIt = ({ status, happenedOn }: Given) =>
      status === "SETTLED" && happenedOn === row.happenedOn;
    return same.some(isIt) ? "BY_OTHERS" : "NOTHING";
  }
  if (same.some(({ status }) => status === "PROPOSED")) return "PROPOSED";
  return same.some(({ status }) => setAside.includes(status)) ? "SET_ASIDE" : "SETTLED";
}

const isThere = ({ row, ...at }: Read<HoursRow>): Problem => ({
  ...at,
  column: "what",
  message: `The hub has this very help already: ${row.minutes} minutes between these two on ${row.happenedOn}. Take the row out, or say in what how it was another time.`,
});

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
