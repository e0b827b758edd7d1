/** How a room finds the things that `node(id)` can answer, by the prefix of their ids. */
export type NodeFinders<Context> = {
  readonly [prefix: string]: (
    context: Context,
    id: string,
  ) => Promise<({ readonly __typename: string } & object) | undefined>;
};
