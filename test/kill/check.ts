import { engineClient } from "../../infra/local/local-table.ts";
import { tableName } from "../../infra/local/start.ts";
import { chainsOf } from "../support/books/chains.ts";
import { wrongInTable } from "../support/books.ts";
import type { Asking } from "./asking.ts";
import {
  differences,
  type Expected,
  expectedOf,
  type Findings,
  inTheChains,
  joined,
  nothing,
} from "./expected.ts";
import type { Served } from "./served.ts";
import type { Deed } from "./tally.ts";
import type { Town } from "./town.ts";

type Bank = { readonly served: Served; readonly asking: Asking; readonly town: Town };

const askedAtOnce = 8;

/** Looks at the books, sends every acknowledged request once more, and looks at the books again. */
export async function check(bank: Bank, deeds: readonly Deed[]): Promise<Findings> {
  const client = engineClient(bank.served.engineEndpoint());
  try {
    const expected = expectedOf(bank.town, deeds);
    const inTheBooks = async () => {
      const { wrong, items } = await wrongInTable(client, tableName);
      const books = { ...nothing, unexplained: wrong, compared: items.length };
      return joined([inTheChains(expected, chainsOf(items)), books]);
    };
    const before = await inTheBooks();
    const told = await inTheAnswers(bank, expected);
    const replayed = await askedAgain(bank.asking, deeds);
    return joined([before, told, replayed, await inTheBooks()]);
  } finally {
    client.destroy();
  }
}

/** The members see the balances that were acknowledged, and the broker a hub that sums to zero. */
async function inTheAnswers(
  { asking, town }: Bank,
  expected: ReadonlyMap<string, Expected>,
): Promise<Findings> {
  const unexplained: string[] = [];
  for (const { persona, account } of town.members) {
    const query = `{ account(id: "${account}") { balanceMinutes reservedMinutes } }`;
    const shown = Object(await asking.read(persona, query)).account;
    const wanted = expected.get(account);
    if (wanted) unexplained.push(...differences(account, wanted, shown));
  }
  const books = `{ hubTrialBalance(hubId: "${town.hubId}") { sumMinutes } }`;
  const { sumMinutes } = Object(await asking.read(town.broker, books)).hubTrialBalance;
  if (sumMinutes !== 0) unexplained.push(`The hub sums to ${sumMinutes}.`);
  return { ...nothing, unexplained, compared: town.members.length + 1 };
}

/** A request that was acknowledged is found by its key, and names the same thing as before. */
async function askedAgain(asking: Asking, deeds: readonly Deed[]): Promise<Findings> {
  const lost: string[] = [];
  const unexplained: string[] = [];
  const waiting = deeds.values();
  const askers = Array.from({ length: askedAtOnce }, async () => {
    for (const { wish, id } of waiting) {
      const answer = await asking.change(wish);
      const what = `${wish.mutation} ${wish.input.idempotencyKey}`;
      if (answer.is !== "DONE") {
        unexplained.push(`${what}, asked again, answers ${JSON.stringify(answer)}.`);
      } else if (!answer.replayed || answer.id !== id) {
        lost.push(`${what} made ${id}, and asked again ${answer.id}.`);
      }
    }
  });
  await Promise.all(askers);
  return { lost, doubled: [], unexplained, compared: deeds.length };
}
