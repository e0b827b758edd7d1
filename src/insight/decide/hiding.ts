/*
 * Who may not be told by numbers. A family is a place with the places right below it, of which the
 * parent's number is published beside those of its children, so that a child that is hidden must
 * not come out as what the others leave over.
 */

/** A number about people: how many people it is about, and the most that one of them makes up. */
export type Cell = {
  readonly value: number;
  /** How many people or organisations stand behind it. */
  readonly people: number;
  /** What the one who makes up most of it makes up; nothing where each counts as one. */
  readonly most?: number | undefined;
};

/** The fewest people a published number is about, unless it is about nobody. */
export const fewest = 8;

const isZero = ({ people, value }: Cell): boolean => people === 0 && value === 0;

/** Too few people, or one of them makes up more than half. */
export const isSmall = (cell: Cell): boolean =>
  !isZero(cell) &&
  (cell.people < fewest || (cell.most !== undefined && cell.most * 2 > cell.value));

const sum = (cells: readonly Cell[]): Cell => ({
  value: cells.reduce((all, { value }) => all + value, 0),
  people: cells.reduce((all, { people }) => all + people, 0),
  most: cells.some(({ most }) => most !== undefined)
    ? Math.max(...cells.map(({ most = 0 }) => most))
    : undefined,
});

/** How far what is hidden has to be from the least and the most that it can come to. */
const leastSlack = 3;
/** The step that counts of people are rounded to. */
export const countStep = 5;

/**
 * Which of the children of one place are hidden, in their order.
 *
 * Small ones are. Where any is, those at zero are too, so that what is hidden may be anything from
 * nothing on. What is hidden together has to be publishable as if it were one place; where it is
 * not, the smallest of those left is hidden too, because the parent's number less the others is
 * just that. A child's number is then never the only one that fits what is shown.
 */
export function hiddenAmong(children: readonly Cell[]): readonly boolean[] {
  if (!children.some(isSmall)) return children.map(() => false);
  const hidden: Cell[] = children.filter((cell) => isSmall(cell) || isZero(cell));
  const shown = children
    .filter((cell) => !hidden.includes(cell))
    .toSorted((a, b) => a.people - b.people);
  while (shown.length > 0 && !isSafe(hidden, shown[0])) hidden.push(...shown.splice(0, 1));
  return children.map((cell) => hidden.includes(cell));
}

/**
 * Would those who know these rules, and even what is hidden comes to in all, still not know what
 * each of it is? The small ones are seven at most, the others eight at least and no more than the
 * smallest that is shown. Where all of them are near one end of what they can be, the sum tells.
 */
function isSafe(hidden: readonly Cell[], next: Cell | undefined): boolean {
  const all = sum(hidden);
  if (hidden.length < 2 || isSmall(all)) return false;
  const large = hidden.filter(({ people }) => people >= fewest).length;
  const small = hidden.length - large;
  const mostLarge = next === undefined ? 0 : rounded(next.people, countStep) + countStep / 2;
  const [least, most] = [fewest * large + 1, (fewest - 1) * small + mostLarge * large];
  return all.people >= least + leastSlack && all.people <= most - leastSlack;
}

/** To the nearest multiple of `step`. */
export const rounded = (value: number, step: number): number => Math.round(value / step) * step;
