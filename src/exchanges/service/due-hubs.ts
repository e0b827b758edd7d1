/** Enough to hide waiting; nothing is done to anything yet. */
const askedTogether = 16;

/**
 * Those of these hubs where something is due. A nation has thousands, most of them with nothing to do:
 * asked one after another, they would take all of a turn of the clock before anything is done.
 */
export async function* hubsWith(
  hubIds: readonly string[],
  ask: (hubId: string) => Promise<readonly unknown[]>,
): AsyncGenerator<string> {
  for (let from = 0; from < hubIds.length; from += askedTogether) {
    const some = hubIds.slice(from, from + askedTogether);
    const found = await Promise.all(some.map(ask));
    yield* some.filter((_hubId, place) => found[place]?.length !== 0);
  }
}
