import { below, type Dice } from "../support/faults/plan.ts";
import { type Bank, type Party, parties, type Side, type Wish } from "./model/index.ts";

/**
 * A wish before it is known what there is: numbers to choose with. The same numbers make sense in
 * any bank, so a history can be shortened to the part that matters.
 */
export type Recipe = {
  readonly what: (typeof kinds)[number];
  readonly pick: number;
  readonly one: number;
  readonly other: number;
  readonly quarters: number;
  readonly isOdd: boolean;
  /** Somebody impatient sends the very same request twice at once. */
  readonly isTwice?: boolean;
};

/** What is wished for, as often as it stands here. */
export const kinds = [
  ...(["propose", "propose", "propose", "advance", "advance", "advance", "advance"] as const),
  ...(["advance", "advance", "advance", "differ", "change", "cancel", "decline"] as const),
  ...(["give", "give", "give", "give to the pot", "ask the pot", "decide", "decide"] as const),
  ...(["allocate", "return", "reverse", "reverse", "freeze", "unfreeze", "unfreeze"] as const),
] as const;

/** A recipe as the dice fall. */
export const recipeFrom = (dice: Dice): Recipe => ({
  what: kinds[below(dice, kinds.length)] ?? "propose",
  pick: below(dice, 4),
  one: below(dice, 5),
  other: below(dice, 4),
  quarters: 1 + below(dice, 20),
  isOdd: dice() < 0.5,
  isTwice: dice() < 0.15,
});

const everyone = Object.keys(parties) as readonly Party[];
const members = everyone.filter((party) => party !== "cafe");

const choose = <Thing>(list: readonly Thing[], number: number): Thing | undefined =>
  list[number % Math.max(1, list.length)];

/** Somebody and somebody else. */
function pairFrom(list: readonly Party[], recipe: Recipe): readonly [Party, Party] {
  const at = recipe.one % list.length;
  const [one, other] = [
    list[at],
    list[(at + 1 + (recipe.other % (list.length - 1))) % list.length],
  ];
  if (one === undefined || other === undefined) throw new Error("There is nobody here.");
  return [one, other];
}

const side = (recipe: Recipe): Side => (recipe.isOdd ? "PAYER" : "PROVIDER");

/** The wish that a recipe comes to in this bank; nothing where there is nothing to choose from. */
export function wishFrom(bank: Bank, recipe: Recipe): Wish | undefined {
  const minutes = recipe.quarters * 15;
  switch (recipe.what) {
    case "propose": {
      const [payer, provider] = pairFrom(members, recipe);
      return { what: "propose", payer, provider, minutes };
    }
    case "give": {
      const [from, to] = pairFrom(everyone, recipe);
      return { what: "give", from, to, minutes };
    }
    case "give to the pot": {
      const [from] = pairFrom(everyone, recipe);
      return { what: "give", from, to: recipe.isOdd ? "POT BRA" : "POT SAL", minutes };
    }
    case "ask the pot":
      return { what: "ask the pot", member: pairFrom(members, recipe)[0], minutes };
    case "allocate":
    case "return":
      return { what: recipe.what, minutes };
    case "freeze":
      return { what: "freeze", account: pairFrom(everyone, recipe)[0] };
    case "unfreeze":
      return { what: "unfreeze", account: frozenIn(bank) ?? pairFrom(everyone, recipe)[0] };
    default:
      return wishOn(bank, recipe, recipe.what);
  }
}

function wishOn(
  bank: Bank,
  recipe: Recipe,
  what: OnExchange | "decide" | "reverse",
): Wish | undefined {
  if (what === "decide") {
    const on = choose(recent(bank.requests), recipe.pick);
    return on === undefined ? undefined : { what, on, isYes: recipe.quarters > 2 };
  }
  if (what === "reverse") {
    const on = choose(recent(bank.journals), recipe.pick);
    if (on === undefined) return undefined;
    return recipe.isOdd ? { what, on, minutes: partOf(bank, on, recipe) } : { what, on };
  }
  const on = choose(recent(bank.exchanges), recipe.pick);
  const its = on === undefined ? undefined : bank.exchanges[on];
  return on !== undefined && its ? wishOnExchange({ on, its }, recipe, what) : undefined;
}

/** A part of what moved, and now and then more than that. */
function partOf(bank: Bank, on: string, { quarters }: Recipe): number {
  const all = bank.journals[on]?.moves[0]?.minutes ?? 0;
  return quarters > 17 ? all + 15 : Math.min(all, quarters * 15);
}

type OnExchange = "advance" | "cancel" | "change" | "decline" | "differ";

function wishOnExchange(
  { on, its }: { readonly on: string; readonly its: Exchange },
  recipe: Recipe,
  what: OnExchange,
): Wish {
  const by = side(recipe);
  const minutes = recipe.quarters * 15;
  switch (what) {
    case "change":
      return { what, on, by, minutes, version: its.version };
    case "decline":
      return { what, on, by };
    case "cancel":
      return { what, on, by: recipe.one % 3 === 0 ? "BROKER" : by };
    case "differ":
      return forward(its, on, minutes);
    case "advance":
      return forward(its, on, undefined);
  }
}

const frozenIn = (bank: Bank): Party | undefined =>
  everyone.find((party) => bank.accounts[party]?.isFrozen);

/** The last few made, newest first: close enough together that people get in each other's way. */
const recent = (things: object): readonly string[] => Object.keys(things).reverse().slice(0, 4);

type Exchange = Bank["exchanges"][string];

/** What brings an exchange a step on; with other minutes, where somebody saw it otherwise. */
function forward(its: Exchange, on: string, minutes: number | undefined): Wish {
  switch (its.status) {
    case "PROPOSED": {
      const by = its.agreed.includes("PAYER") ? "PROVIDER" : "PAYER";
      return { what: "agree", on, by, version: its.version };
    }
    case "AGREED":
      return { what: "deliver", on, minutes: minutes ?? its.minutes };
    case "DISPUTED":
      return { what: "resolve", on, minutes: minutes ?? its.confirmed };
    default:
      return { what: "confirm", on, minutes: minutes ?? Math.max(15, its.delivered) };
  }
}
