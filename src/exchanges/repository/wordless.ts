import { erasedWords, sameIdAs } from "../../kernel/index.ts";
import type { Item, Value } from "../../table/index.ts";
import { letters } from "./packing.ts";

/*
 * What was done together stays when one of those who did it is erased: its ids, minutes, days and
 * states are the other side's history too. Their words go, whoever wrote them, because the words
 * of others can name them. Items are changed as they are stored, so that all else stays as it is,
 * the journal entry with its links included.
 */

/** The person who is erased, and who stands where they were named as the one who did something. */
export type Whose = { readonly personId: string; readonly standIn: string };

/** An exchange without the words that were said in it. */
export function wordlessExchange(item: Item, whose: Whose): Item {
  const { what, value, why, note, reason, clearedWhy, legs, ...others } = letters;
  const quiet = Object.fromEntries(
    marks.map((name) => [others[name], quietMark(item[others[name]])]),
  );
  const said = Object.fromEntries(
    [note, clearedWhy].flatMap((name) => (item[name] === undefined ? [] : [[name, erasedWords]])),
  );
  const forgotten = { [value]: undefined, [why]: undefined, [reason]: undefined };
  const money = { [legs]: quietLegs(item[legs]) };
  const words = { ...item, ...quiet, ...forgotten, ...said, ...money, [what]: erasedWords };
  return withStandIn(words, whose);
}

/** What an attribute that holds a mark is called. */
const marks = [
  "proposed",
  "changed",
  "cleared",
  "yesProvider",
  "yesPayer",
  "delivered",
  "confirmed",
  "resolved",
  "ended",
] as const;

/** The place of what a broker heard in a mark, where it was spoken. */
const heardAt = 5;

const quietMark = (mark: Value | undefined): Value | undefined =>
  isList(mark) && mark.length > heardAt ? [...mark.slice(0, heardAt), erasedWords] : mark;

const quietLegs = (legs: Value | undefined): Value | undefined =>
  isList(legs) ? legs.map((leg) => (isThing(leg) ? { ...leg, note: undefined } : leg)) : legs;

/** A learning record without what was learned. */
export const wordlessLearning = (item: Item, whose: Whose): Item =>
  withStandIn({ ...item, what: erasedWords }, whose);

/** A mentoring series, ended, without what it was about and when it usually was. */
export function wordlessSeries(item: Item, whose: Whose & { readonly now: string }): Item {
  const end =
    item["status"] === "ENDED"
      ? {}
      : { status: "ENDED", endedAt: whose.now, endedBy: whose.standIn };
  const words = { what: erasedWords, rhythm: erasedWords, agreed: quietYes(item["agreed"]) };
  return withStandIn({ ...item, ...words, ...end }, whose);
}

const quietYes = (agreed: Value | undefined): Value | undefined =>
  isThing(agreed)
    ? Object.fromEntries(Object.entries(agreed).map(([side, yes]) => [side, quietSpoken(yes)]))
    : agreed;

const quietSpoken = (yes: Value | undefined): Value | undefined =>
  isThing(yes) && isThing(yes["spoken"])
    ? { ...yes, spoken: { ...yes["spoken"], note: erasedWords } }
    : yes;

/**
 * A group activity without the words on why it was called off. What it was is the organiser's
 * word to the whole group, and stays.
 */
export const wordlessGroup = (item: Item, whose: Whose): Item =>
  withStandIn({ ...item, reason: undefined }, whose);

/** A visit without what was said on the phone, found by who looked, or noted beside the money. */
export function wordlessVisit(item: Item, whose: Whose): Item {
  const { checkedOut, cleared, money } = item;
  const lines = isList(money) ? money.map(quietLine) : money;
  const found = isThing(cleared) ? { ...cleared, note: erasedWords } : cleared;
  const quiet = { checkedIn: quietSpoken(item["checkedIn"]), checkedOut: quietSpoken(checkedOut) };
  return withStandIn({ ...item, ...quiet, cleared: found, money: lines }, whose);
}

const quietLine = (line: Value): Value =>
  isThing(line)
    ? { ...line, what: erasedWords, seenBy: erasedWords, noted: quietSpoken(line["noted"]) }
    : line;

/** The item with another person named wherever this one was. */
function withStandIn(item: Item, { personId, standIn }: Whose): Item {
  const names = new Map([
    [personId, standIn],
    // Exchanges keep persons without their prefix.
    [bodyOf(personId), bodyOf(standIn)],
  ]);
  const fields = Object.entries(item).map(([name, held]) => [name, renamed(held, names)]);
  return { ...Object.fromEntries(fields), pk: item.pk, sk: item.sk };
}

const bodyOf = (id: string) => sameIdAs(id, "per").slice(4);

function renamed(value: Value | undefined, names: ReadonlyMap<string, string>): Value | undefined {
  if (typeof value === "string") return names.get(value) ?? value;
  if (isList(value)) return value.map((one) => renamed(one, names) ?? null);
  if (!isThing(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, renamed(held, names)]),
  );
}

// Array.isArray does not narrow a readonly array out of a union.
const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

const isThing = (
  value: Value | undefined,
): value is { readonly [name: string]: Value | undefined } =>
  typeof value === "object" && value !== null && !isList(value);
