import { at } from "../support/api.ts";
import { answers, plan, type Question, type Told } from "./asking.ts";
import { asEverybody } from "./columns.ts";
import { onlyStopped, rehearsal } from "./rehearsing.ts";
import { written } from "./schema.ts";
import type { Row } from "./table.ts";
import type { AccessTown } from "./town.ts";
import { type Wish, wishesFor } from "./wishes/index.ts";

/* What everybody may do: each mutation, asked as everybody, up to the moment of writing. */

export async function whatIsDone(town: AccessTown): Promise<readonly Row[]> {
  const { bank } = town;
  const wishes = wishesFor(town);
  const asking = plan("mutation", wishes.map(questionOf));
  const send = rehearsal(bank);
  const faultsBefore = bank.log.length;
  const told = await asEverybody((column) => answers(bank, send, { asking, column }));
  onlyStopped(bank.log.slice(faultsBefore));
  return wishes.map(({ name }) => ({
    section: "Changes",
    field: name,
    cells: told.map((one) => outcomeOf(one.get(name))),
  }));
}

export const questionOf = ({ name, mutation, type, input }: Wish): Question => ({
  name,
  field: asked(mutation, written(type, { idempotencyKey: "key-of-the-matrix", ...input })),
});

const asked = (mutation: string, input: string): string =>
  `${mutation}(input: ${input}) { replayed userErrors { code message path remedy } }`;

/** Either it would have been done, or the code of the first refusal. */
function outcomeOf(told: Told | undefined): string {
  if (told?.errors.length)
    return at(told.errors[0], "extensions.code") === "INTERNAL"
      ? "does"
      : JSON.stringify(told.errors);
  return String(at(told?.data, "userErrors.0.code"));
}
