import type { Json, TestBank } from "../support/api.ts";
import { asker, documentOf, type Operation, plan, type Question } from "./asking.ts";
import { questionOf } from "./changing.ts";
import { type Column, columns } from "./columns.ts";
import { idPlacesIn } from "./places.ts";
import { lookUps } from "./questions.ts";
import type { Seen } from "./reading.ts";
import { rehearsal } from "./rehearsing.ts";
import { kindsOf } from "./schema.ts";
import type { Things } from "./things.ts";
import type { AccessTown } from "./town.ts";
import { type Wish, wishesFor } from "./wishes/index.ts";

/*
 * Whoever may not know of a thing must not learn from any answer that it is there. Each question
 * that names one is asked twice: with its id, and with one that nothing ever had.
 */

/** A question that names something, where it does, and the same one about nothing. */
type Twins = { readonly place: string; readonly one: Question; readonly other: Question };

/** A question whose two answers differ, with both. */
export type Difference = {
  readonly place: string;
  readonly question: string;
  readonly answers: readonly [string, string];
};

const unknownLike = (id: string) => `${id.slice(0, 4)}${"0".repeat(26)}`;

/** Each query about each thing that is not for this column. */
const queryTwins = (things: Things, isHidden: (id: string) => boolean): readonly Twins[] =>
  lookUps(things)
    .filter(({ id }) => isHidden(id))
    .map(({ id, ...one }) => ({
      place: one.name.split(" ")[0] ?? "",
      one,
      other: { name: one.name, field: one.field.replaceAll(id, unknownLike(id)) },
    }));

/**
 * Each place for an id in each mutation, with a thing in it that is not for this column. In each
 * turn it is another thing, so that the columns share them out.
 */
function changeTwins(
  town: AccessTown,
  isHidden: (id: string) => boolean,
  turn: number,
): readonly Twins[] {
  // What a change names already cannot be named twice, which is told before anyone is looked up.
  const isStrange = (wish: Wish) => {
    const said = JSON.stringify(wish.input);
    return ([, id]: readonly [string, string]) => isHidden(id) && !said.includes(id);
  };
  return wishesFor(town).flatMap((wish) =>
    idPlacesIn(wish.type).flatMap(({ field, saying }, number) =>
      kindsOf(field).flatMap((kind) => {
        const hidden = Object.entries(town.things[kind] ?? {}).filter(isStrange(wish));
        const [name, id] = hidden[(turn + number) % hidden.length] ?? [];
        if (id === undefined) return [];
        const row = `${wish.name}, ${field}: ${name}`;
        const naming = (said: string) =>
          questionOf({ ...wish, name: row, input: saying(wish.input, said) });
        const place = `${wish.mutation}.${field}`;
        return [{ place, one: naming(id), other: naming(unknownLike(id)) }];
      }),
    ),
  );
}

/** All that this column can tell apart from what does not exist. */
export async function whatIsTold(
  town: AccessTown,
  column: Column,
  sees: Seen["sees"],
): Promise<readonly Difference[]> {
  const isHidden = (id: string) => !sees(column, id);
  const looks = queryTwins(town.things, isHidden);
  const changes = changeTwins(town, isHidden, columns.indexOf(column));
  return [
    ...(await toldApart(town, column, { operation: "query", twins: looks })),
    ...(await toldApart(town, column, { operation: "mutation", twins: changes })),
  ];
}

/** Asks both of all twins and answers with those that can be told apart. */
async function toldApart(
  { bank }: AccessTown,
  column: Column,
  asked: { readonly operation: Operation; readonly twins: readonly Twins[] },
): Promise<readonly Difference[]> {
  const { operation, twins } = asked;
  const ask = await asker(bank, operation === "query" ? bank.send : rehearsal(bank), column);
  const twinOf = new Map(twins.map((pair) => [pair.one.name, pair]));
  const found: Difference[] = [];
  for (const { text, questions } of plan(
    operation,
    twins.map(({ one }) => one),
  ).documents) {
    const pairs = questions.flatMap(({ name }) => twinOf.get(name) ?? []);
    const others = documentOf(
      operation,
      pairs.map(({ other }) => other),
    );
    const [one, other] = [sameNumbers(await ask(text)), sameNumbers(await ask(others))];
    if (one === other) continue;
    const parts = [one, other].map((body) => pairs.map((_pair, place) => partOf(body, place)));
    pairs.forEach(({ place, one: question }, at) => {
      const [known = "", unknown = ""] = parts.map((part) => part[at] ?? "");
      if (known !== unknown)
        found.push({ place, question: question.name, answers: [known, unknown] });
    });
  }
  return found;
}

/** The whole answer as it came, with the number of the request made the same in all. */
function sameNumbers({ status, headers, body }: Awaited<ReturnType<TestBank["send"]>>): string {
  const text = JSON.stringify({ status, headers, body: JSON.parse(body) });
  return text.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{16}\b/g, "number");
}

function partOf(answer: string, place: number): string {
  const { data, errors = [] } = JSON.parse(answer).body;
  const alias = `q${place}`;
  const own = errors.filter((error: { path?: readonly Json[] }) => error.path?.[0] === alias);
  return JSON.stringify({
    data: data?.[alias],
    errors: own.map(({ extensions }: { extensions?: Json }) => extensions),
  });
}
