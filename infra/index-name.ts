// SHIM until src/table says the engine's name of an index: names need at least 3 characters.
export const indexNameInEngine = (index: string): string =>
  index.length < 3 ? `by-${index}` : index;
