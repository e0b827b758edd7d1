import list from "./prices.json" with { type: "json" };

export const { region, currency, note } = list;

type Name = keyof typeof list.each;

/** Each price with who says so, and the day on which that was read. */
export const priceList = Object.entries(list.each).map(([name, said]) => ({ name, ...said }));

/** In dollars. */
export const price = Object.fromEntries(
  priceList.map(({ name, dollars }) => [name, dollars]),
) as Readonly<Record<Name, number>>;

/** The day of the price that was read longest ago. */
export const asOf = priceList.map(({ on }) => on).toSorted()[0] ?? "";

/** Who says what, as a person reads it: a line for each source and day. */
export const sources = (): readonly string[] =>
  [...Map.groupBy(priceList, ({ source, on }) => `${source} (${on})`)].map(
    ([source, prices]) => `${source}: ${prices.map(({ name }) => name).join(", ")}`,
  );
