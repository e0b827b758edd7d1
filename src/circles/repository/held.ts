import { erasedWords, type PageWalk } from "../../kernel/index.ts";
import {
  type Item,
  rewrite,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";

/*
 * Seats, what was said and voices are found again by the person they are of, to be told to them
 * or erased.
 */

const partOf = (personId: string) => `CIRCLE_PARTS#${personId}`;

/** The index keys of something of a person. */
export const heldBy = (personId: string, id: string) => ({ i2pk: partOf(personId), i2sk: id });

export const storedParts = (
  table: Table,
  personId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: partOf(personId) });

/** The fields of these things that hold somebody's words, or words about them. */
const words = [
  "text",
  "expressed",
  "reading",
  "readBy",
  "whose",
  "witness",
  "from",
  "statement",
  "endedBecause",
];

type Erased = { readonly personId: string; readonly standIn: string; readonly now: string };

/**
 * That somebody sat there, and on which side, stays, because decisions rest on it; who it was and
 * what they said goes, and nothing leads from here to them. A voice they only wrote down is not
 * theirs: its words stay, because somebody else's mandate rests on them, and it never named them.
 */
export function erasePart(item: Item, { personId, standIn, now }: Erased): readonly Write[] {
  const isSeat = item.sk.startsWith("SEAT#");
  const after: Item = {
    ...(item["personId"] === personId ? withoutWords(item) : item),
    ...(item["personId"] === personId ? { personId: standIn, memberId: undefined } : {}),
    ...(item["mandate"] === undefined ? {} : { mandate: withoutWords(Object(item["mandate"])) }),
    ...(isSeat ? { status: "ENDED", endedAt: item["endedAt"] ?? now, spoken: undefined } : {}),
    ...{ i2pk: undefined, i2sk: undefined },
  };
  return rewrite(item, after);
}

const withoutWords = <Thing extends object>(thing: Thing): Thing => ({
  ...thing,
  ...Object.fromEntries(
    words.filter((name) => Object.hasOwn(thing, name)).map((name) => [name, erasedWords]),
  ),
});
