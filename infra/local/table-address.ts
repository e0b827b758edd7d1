import { CannotStart, WrongUse } from "./cannot-start.ts";

/** An address of an engine that can be one; a client that gets another fails in words of its own. */
export function engineAt(words: string): string {
  if (URL.canParse(words) && /^https?:$/.test(new URL(words).protocol)) return words;
  throw new WrongUse(
    `${words} is not the address of a database engine.`,
    "Write it with http:// or https:// in front, as in http://localhost:8000",
  );
}

/** Work on a table. A table that cannot be reached is no mistake of ours, and is told in a sentence. */
export async function onTable<Done>(name: string, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && isOutside(error))) throw error;
    const words = error.message || String(Object(error).code);
    throw new CannotStart(
      `The table ${name} cannot be used: ${words}.`.replace("..", "."),
      "Check its name, the address of its engine and the region, and that you are signed in there.",
    );
  }
}

/** Said by the engine, on the way to it, or before, when there is no way. */
const isOutside = (error: Error): boolean =>
  "$metadata" in error ||
  /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT)/.test(String(Object(error).code)) ||
  /^(?:Credentials|Token)ProviderError$|^TimeoutError$/.test(error.name) ||
  error.message === "Region is missing";
