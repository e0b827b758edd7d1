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

/** How far all hidden cells being as high as a hidden cell can be has to be from what they are. */
const leastSlack = 3;

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
  const hidden = new Set(
    children.flatMap((cell, at) => (isSmall(cell) || isZero(cell) ? [at] : [])),
  );
  const shown = children
    .flatMap((cell, at) => (hidden.has(at) ? [] : [{ at, people: cell.people }]))
    .toSorted((a, b) => a.people - b.people || a.at - b.at);
  for (const { at } of shown) {
    if (isSafe([...hidden].flatMap((one) => children[one] ?? []))) break;
    hidden.add(at);
  }
  return children.map((_cell, at) => hidden.has(at));
}

function isSafe(cells: readonly Cell[]): boolean {
  if (cells.length < 2 || isSmall(sum(cells))) return false;
  // Where all are as full as a small one can be, their sum alone would tell each of them.
  const hasLarge = cells.some((cell) => cell.people >= fewest);
  const people = sum(cells).people;
  return hasLarge || people <= (fewest - 1) * cells.length - leastSlack;
}

/** To the nearest multiple of `step`. */
export const rounded = (value: number, step: number): number => Math.round(value / step) * step;
