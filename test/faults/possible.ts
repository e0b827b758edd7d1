import type { Heard } from "./driver.ts";
import { type Bank, decide, type Wish } from "./model/index.ts";

/** A wish with the name of what it makes and what its caller ended up with. */
export type Told = {
  readonly name: string;
  readonly wish: Wish;
  /** The same request, sent twice, has the same key. */
  readonly key: string;
  readonly heard: Heard;
};

type Place = {
  readonly bank: Bank;
  /** Which of the banks there could be before. */
  readonly from: number;
  /** What each wish came to, where it has had its turn. */
  readonly said: readonly (string | undefined)[];
  /** The keys of what was done. */
  readonly done: readonly string[];
};

/**
 * Every bank that there can be after these wishes were made side by side: for each there is an
 * order in which the wishes, one after the other, lead to the very answers that were heard. None:
 * somebody was told something that was not true at any moment.
 */
export function banksAfter(before: readonly Bank[], told: readonly Told[]): readonly Bank[] {
  let places: readonly Place[] = before.map((bank, from) => ({
    ...{ bank, from, done: [] },
    said: told.map(() => undefined),
  }));
  for (let turn = 0; turn < told.length; turn++) {
    const next = new Map<string, Place>();
    for (const place of places) {
      for (const one of stepsFrom(place, told)) next.set(`${one.from}: ${one.said}`, one);
    }
    places = [...next.values()];
  }
  return [...new Map(places.map(({ bank }) => [inOrder(bank), bank])).values()];
}

/** The same text for the same bank, whatever came into it first: so each is followed up once. */
const inOrder = (bank: Bank): string =>
  JSON.stringify(bank, (_name, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** The same minutes in another order are the same, so what was said tells one place from another. */
function stepsFrom(place: Place, told: readonly Told[]): readonly Place[] {
  const { bank, said, done } = place;
  return told.flatMap(({ name, wish, key, heard }, at): readonly Place[] => {
    if (said[at] !== undefined) return [];
    if (done.includes(key)) {
      return "id" in heard ? [{ ...place, said: said.with(at, "done before") }] : [];
    }
    const outcome = decide(bank, name, wish);
    if (typeof outcome === "string") {
      const isSaid = "code" in heard && heard.code === outcome;
      return isSaid ? [{ ...place, said: said.with(at, outcome) }] : [];
    }
    if (!fits(heard, outcome.says)) return [];
    const next = { said: said.with(at, outcome.says), done: [...done, key] };
    return [{ ...place, ...next, bank: outcome.bank }];
  });
}

/** A replay shows the thing as it is now, which may be further on than this wish brought it. */
const fits = (heard: Heard, says: string): boolean =>
  "id" in heard && (heard.isReplay || heard.shows === undefined || heard.shows === says);
