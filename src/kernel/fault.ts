import { BrokenPromise } from "./invariant.ts";

/** What a log may hold of a fault. */
export type ToldFault = {
  readonly name: string;
  /** Only where the words are ours and the same for everybody. */
  readonly message?: string;
  /** What the system or the engine calls it, such as `ECONNRESET`, and the engine's status. */
  readonly code?: string;
  readonly status?: number;
  /** Why each part of a transaction was cancelled, in their order. */
  readonly reasons?: readonly string[];
  /** Which fields of something stored are not as they must be. */
  readonly places?: readonly string[];
  /** The functions it came through, the innermost first. */
  readonly stack: readonly string[];
  readonly causes?: readonly ToldFault[];
};

const mostCauses = 5;
const deepestCause = 3;
const mostFrames = 20;
const mostPlaces = 20;

/** Does this fault come of what is stored? Then it comes again, however often the same is tried. */
export const isOfWhatIsStored = (fault: unknown): boolean =>
  fault instanceof BrokenPromise || (fault instanceof Error && fault.name === "ZodError");

/**
 * A fault as a log may hold it: what kind it is and where it arose, never what it says. The words
 * of an error are made by libraries and by the engine, who quote what they were given: names,
 * notes, whole items. Who has to mend the fault is helped by its place, and by the request's
 * reference, with which the person who met it can be asked.
 */
export function tellFault(fault: unknown, depth = 0): ToldFault {
  if (!(fault instanceof Error)) return { name: typeof fault, stack: [] };
  const { code, $metadata, CancellationReasons, issues, errors, cause } = Object(fault);
  const causes = depth < deepestCause ? [...listOf(errors), ...(cause ? [cause] : [])] : [];
  return {
    name: word(fault.name) ?? "Error",
    ...(fault instanceof BrokenPromise ? { message: fault.message } : {}),
    ...given("code", word(code)),
    ...given("status", wholeNumber(Object($metadata).httpStatusCode)),
    ...given("reasons", some(listOf(CancellationReasons).map((one) => word(Object(one).Code)))),
    ...given("places", some(listOf(issues).slice(0, mostPlaces).map(placeOf))),
    stack: framesOf(fault),
    ...given("causes", some(causes.slice(0, mostCauses).map((one) => tellFault(one, depth + 1)))),
  };
}

const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  value === undefined ? {} : { [name]: value };

const some = <One>(list: readonly One[]) => (list.length > 0 ? list : undefined);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A name that a program gave, which no sentence of a person fits into. */
const word = (value: unknown): string | undefined =>
  typeof value === "string" && /^[A-Za-z][\w.]{0,60}$/.test(value) ? value : undefined;

const wholeNumber = (value: unknown): number | undefined =>
  Number.isInteger(value) ? Number(value) : undefined;

/** A field by its names in our nouns, and what is the matter there, as `steps.0.at invalid_type`. */
function placeOf(issue: unknown): string {
  const { path, code } = Object(issue);
  const names = listOf(path).map((part) => wholeNumber(part) ?? word(part) ?? "-");
  return `${names.join(".")} ${word(code) ?? "-"}`;
}

/** As the engine of the language writes it: a function's name and a place in a file, no spaces in it. */
const frame =
  /^ {4}at ((?:async |new )*(?:[\w.$#<>]+(?: \[as [\w.$#]+\])? \([^\s()]+:\d+:\d+\)|[^\s()]+:\d+:\d+))$/;

/** The stack repeats the message at its head, so all up to its end is cut off first. */
function framesOf({ message, stack = "" }: Error): readonly string[] {
  const found = message === "" ? -1 : stack.indexOf(message);
  const lines = stack.slice(found < 0 ? 0 : found + message.length).split("\n");
  return lines.flatMap((line) => frame.exec(line)?.[1] ?? []).slice(0, mostFrames);
}
