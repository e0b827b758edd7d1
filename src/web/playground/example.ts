import type { Asker } from "./session.ts";

/** An operation that another page hands over in the address, behind the `#`. */
export type Example = {
  readonly asker: Asker;
  readonly query: string;
  readonly variables: string;
};

export function exampleInAddress(hash: string): Example | undefined {
  const words = new URLSearchParams(hash.slice(1));
  const query = words.get("query");
  const persona = words.get("as");
  if (query === null) return undefined;
  return {
    asker: persona ? { kind: "PERSONA", id: persona } : { kind: "NOBODY" },
    query,
    variables: words.get("variables") ?? "",
  };
}
