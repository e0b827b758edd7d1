import { Kind, parse } from "graphql";
import { costLimit, costOf } from "../../src/graphql/cost.ts";
import type { Json, TestBank } from "../support/api.ts";
import type { Column } from "./columns.ts";
import { schema } from "./schema.ts";

/** One question of many: a root field with all that is asked of it. */
export type Question = { readonly name: string; readonly field: string };

export type Operation = "query" | "mutation";

/** Documents that hold as many questions as one request may. */
export type Plan = {
  readonly operation: Operation;
  readonly documents: readonly { readonly text: string; readonly questions: readonly Question[] }[];
};

/** Below the limit on the words of a document, and on its letters. */
const mostWords = 1900;
const mostLetters = 50_000;

type Load = { readonly points: number; readonly words: number; readonly letters: number };

export function plan(operation: Operation, questions: readonly Question[]): Plan {
  const documents: Question[][] = [];
  let left: Load = { points: 0, words: 0, letters: 0 };
  for (const question of questions) {
    const load = loadOf(operation, question);
    if (!fits(left, load)) {
      documents.push([]);
      left = { points: costLimit, words: mostWords, letters: mostLetters };
    }
    left = lighter(left, load);
    documents.at(-1)?.push(question);
  }
  return {
    operation,
    documents: documents.map((asked) => ({ text: documentOf(operation, asked), questions: asked })),
  };
}

const fits = (left: Load, load: Load) =>
  load.points <= left.points && load.words <= left.words && load.letters <= left.letters;

const lighter = (left: Load, load: Load): Load => ({
  points: left.points - load.points,
  words: left.words - load.words,
  letters: left.letters - load.letters,
});

export const documentOf = (operation: Operation, questions: readonly Question[]) =>
  `${operation} { ${questions.map(({ field }, place) => `q${place}: ${field}`).join(" ")} }`;

function loadOf(operation: Operation, question: Question): Load {
  const text = documentOf(operation, [question]);
  const document = parse(text);
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(text);
  const { points } = costOf(schema, document, { operation: definition, variables: {} });
  if (points > costLimit) throw new Error(`${question.name} asks for too much: ${points}.`);
  const words = text.match(/"[^"]*"|\w+|[^\s\w,]/g)?.length ?? 0;
  return { points, words, letters: text.length };
}

/** What came of a question: its part of the data, and its own errors. */
export type Told = { readonly data: Json; readonly errors: readonly Json[] };

/** The answers to all questions of a plan, by their names. */
export async function answers(
  bank: Pick<TestBank, "tokenFor">,
  send: TestBank["send"],
  { asking, column }: { readonly asking: Plan; readonly column: Column },
): Promise<ReadonlyMap<string, Told>> {
  const ask = await asker(bank, send, column);
  const told = new Map<string, Told>();
  for (const { text, questions } of asking.documents) {
    const { body } = await ask(text);
    const { data, errors = [] } = JSON.parse(body);
    if (!data) throw new Error(`${column.name}: ${body.slice(0, 2000)}\n${text.slice(0, 500)}`);
    questions.forEach(({ name }, place) => {
      const alias = `q${place}`;
      const own = errors.filter((error: { path?: readonly Json[] }) => error.path?.[0] === alias);
      told.set(name, { data: data[alias], errors: own });
    });
  }
  return told;
}

/** Sends documents as this column. */
export async function asker(
  { tokenFor }: Pick<TestBank, "tokenFor">,
  send: TestBank["send"],
  { persona }: Column,
) {
  const token = persona === undefined ? undefined : await tokenFor(persona);
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return (query: string) => send({ headers, body: JSON.stringify({ query }) });
}
