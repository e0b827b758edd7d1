import { requestOf } from "../../src/kernel/index.ts";
import { wrongInTable } from "../support/books.ts";
import type { FaultyBank } from "../support/faults/bank.ts";
import { askAgain, type Heard, insist, type Sending, type Trouble } from "./driver.ts";
import { afterDeadlines, type Bank, empty, type Wish } from "./model/index.ts";
import { banksAfter } from "./possible.ts";
import { type Recipe, wishFrom } from "./recipes.ts";
import { type Request, requestFor } from "./requests.ts";
import type { FaultyTown } from "./town.ts";

/** How a caller gets to their answer. */
type Way = (bank: FaultyBank, sending: Sending) => Promise<Heard & Partial<Trouble>>;

/** Something asked for, and what its caller ended up with. */
type Asked = {
  readonly request: Request;
  readonly key: string;
  readonly name: string;
  readonly wish: Wish;
  readonly heard: Heard & Partial<Trouble>;
  readonly isInPeace: boolean;
};

type Wanted = { readonly wish: Wish; readonly isTwice: boolean };

/** Runs callers side by side, each under the name of its lane. */
type SideBySide = <Answer>(
  lanes: ReadonlyMap<string, () => Promise<Answer>>,
) => Promise<readonly Answer[]>;

const atOnce: SideBySide = (lanes) => Promise.all([...lanes.values()].map((work) => work()));

/** What people do in a town, step by step, beside what a model says must come of it. */
export class History {
  readonly town: FaultyTown;
  readonly asked: Asked[] = [];
  readonly #ids = new Map<string, string>();
  readonly #sideBySide: SideBySide;
  #banks: readonly Bank[] = [empty];

  constructor(town: FaultyTown, sideBySide: SideBySide = atOnce) {
    this.town = town;
    this.#sideBySide = sideBySide;
  }

  /** The bank as the model sees it; one of several, where what was heard leaves that open. */
  get bank(): Bank {
    return this.#banks[0] ?? empty;
  }

  /** What the next wish will be called, if it makes something. */
  get nextName(): string {
    return `#${this.asked.length}`;
  }

  /** Follows these recipes at the same moment. */
  follow(recipes: readonly Recipe[]): Promise<void> {
    const wishes = recipes.flatMap((recipe) => {
      const wish = wishFrom(this.bank, recipe);
      return wish ? [{ wish, isTwice: recipe.isTwice ?? false }] : [];
    });
    return this.#ask(wishes, insist);
  }

  /** Makes these wishes at the same moment. */
  together(wishes: readonly Wish[], way: Way = insist): Promise<void> {
    return this.#ask(
      wishes.map((wish) => ({ wish, isTwice: false })),
      way,
    );
  }

  /** Sees that some order of the wishes explains all the answers. */
  async #ask(wishes: readonly Wanted[], way: Way): Promise<void> {
    const asked = wishes.flatMap(({ wish, isTwice }, place) => {
      const one = { ...this.#written(wish, place), lane: `${this.asked.length + place}` };
      return isTwice ? [one, { ...one, lane: `${one.lane} again` }] : [one];
    });
    const heard = await this.#sideBySide(
      new Map(
        asked.map(
          ({ lane, key, request }) =>
            [lane, () => way(this.town.bank, { request, key, lane })] as const,
        ),
      ),
    );
    const told = asked.map((one, at) => ({ ...one, heard: heard[at] ?? { code: "NOTHING" } }));
    const banks = banksAfter(this.#banks, told);
    this.#note(told, way === askAgain);
    if (banks.length === 0) throw new Error(`No order explains this: ${this.#shown(told)}`);
    this.#banks = banks;
  }

  /** Each request once, with the best of its answers. */
  #note(told: readonly Omit<Asked, "isInPeace">[], isInPeace: boolean): void {
    const keys = new Set(told.map(({ key }) => key));
    for (const key of keys) {
      const same = told.filter((one) => one.key === key);
      const best = same.find(({ heard }) => "id" in heard) ?? same[0];
      if (!best) continue;
      this.asked.push({ ...best, isInPeace });
      if ("id" in best.heard) this.#ids.set(best.name, best.heard.id);
    }
  }

  #written(wish: Wish, place: number) {
    const number = this.asked.length + place;
    const known = { bank: this.bank, names: this.town.names, ids: this.#ids };
    return {
      wish,
      name: `#${number}`,
      key: `wish-number-${number}`,
      request: requestFor(wish, known),
    };
  }

  #shown(told: readonly { wish: Wish; heard: Heard }[]): string {
    const lines = told.map(
      ({ wish, heard }) => `${JSON.stringify(wish)}: ${JSON.stringify(heard)}`,
    );
    return [...lines, "in a bank like this:", JSON.stringify(this.bank)].join("\n");
  }

  /** The clock calls at a moment long after: what nobody took up has to end, in peace at last. */
  async timePasses(turns: (moment: string) => Promise<void>): Promise<void> {
    const now = "2026-03-30T12:00:00.000Z";
    await turns(now);
    await this.town.bank.callClock({ id: "the last call", now, isInPeace: true });
    this.#banks = this.#banks.map(afterDeadlines);
  }

  /** What is wrong now that all is quiet: nothing, where every promise was kept. */
  async wrongs(): Promise<readonly string[]> {
    return [...(await this.audit()).wrongs, ...(await this.#wrongReplays())];
  }

  /** The same without asking anything again: it can be done at any quiet moment. */
  async audit(): Promise<Audit> {
    const { bank, client, tableName } = this.town;
    const { wrong, items, heads } = await wrongInTable(client, tableName);
    const balances = this.#comparedWith(heads);
    const receipts = this.#wrongReceipts(items.map((item) => JSON.stringify(item)));
    return {
      wrongs: [
        ...bank.surprises,
        ...wrong,
        ...balances.wrong,
        ...receipts.map(({ sentence }) => sentence),
      ],
      lostMinutes: balances.minutes,
      doubled: receipts.filter(({ times }) => times > 1).length,
    };
  }

  /** Every account holds what the answers add up to. */
  #comparedWith(heads: ReadonlyMap<string, Standing>): Compared {
    const { accounts } = this.town.names;
    const all = this.#banks.map((bank) => {
      const wrong: string[] = [];
      let minutes = 0;
      for (const [name, id] of Object.entries(accounts)) {
        const [is, should] = [standingOf(heads.get(id)), standingIn(bank, name)];
        if (is.said === should.said) continue;
        wrong.push(`${name}: ${is.said}, but by the answers ${should.said}.`);
        minutes += Math.abs(is.minutes - should.minutes);
      }
      return { wrong, minutes };
    });
    const [first, ...others] = all.toSorted((a, b) => a.wrong.length - b.wrong.length);
    return first ?? { wrong: [`${others.length} banks to compare with`], minutes: 0 };
  }

  /** What was done is noted once, and what was refused nowhere. */
  #wrongReceipts(items: readonly string[]) {
    return this.asked.flatMap(({ request, key, heard }) => {
      if (this.#isLongAgo(heard)) return [];
      const caller = this.town.names.persons.get(request.persona) ?? "";
      const operation = request.operation ?? request.mutation;
      const receipt = requestOf(caller, operation, { idempotencyKey: key }).key;
      const times = items.filter((item) => item.includes(`${receipt}:`)).length;
      const sentence = `${request.mutation} ${key} is noted ${times} times.`;
      return times === ("id" in heard ? 1 : 0) ? [] : [{ sentence, times }];
    });
  }

  /** A thing that was changed very often does not remember every request. */
  #isLongAgo(heard: Heard): boolean {
    if (!("id" in heard)) return false;
    const same = this.asked.filter((one) => "id" in one.heard && one.heard.id === heard.id);
    return same.length > remembered;
  }

  /** The same request again is answered with the same thing, and does nothing. */
  async #wrongReplays(): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const { request, key, heard, isInPeace } of this.asked) {
      if (isInPeace || !("id" in heard) || this.#isLongAgo(heard)) continue;
      const again = await askAgain(this.town.bank, { request, key });
      if ("id" in again && again.isReplay && again.id === heard.id) continue;
      wrong.push(`${request.mutation} ${key}, asked again: ${JSON.stringify(again)}`);
    }
    return wrong;
  }
}

/** How many changes a thing remembers at least. */
const remembered = 11;

/** What a look at the books came to. */
export type Audit = {
  readonly wrongs: readonly string[];
  /** Minutes that are not where the answers say they are. */
  readonly lostMinutes: number;
  /** Requests that were done more than once. */
  readonly doubled: number;
};

type Compared = { readonly wrong: readonly string[]; readonly minutes: number };

type Standing = {
  readonly balanceMinutes: number;
  readonly reservedMinutes: number;
  readonly status: string;
};

const nothing = { said: "nothing", minutes: 0 };

function standingOf(head: Standing | undefined) {
  if (!head) return nothing;
  const { balanceMinutes: minutes, reservedMinutes, status } = head;
  return { said: `${minutes}, ${reservedMinutes} set aside, ${status}`, minutes };
}

function standingIn(bank: Bank, name: string) {
  const account = Object.entries(bank.accounts).find(([one]) => one === name)?.[1];
  if (!account) return nothing;
  const { minutes, held, isFrozen } = account;
  return { said: `${minutes}, ${held} set aside, ${isFrozen ? "FROZEN" : "OPEN"}`, minutes };
}
