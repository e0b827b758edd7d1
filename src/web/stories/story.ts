/*
 * Stories are data: the playground shows and runs them, the manual links to them, the tests run
 * each from top to bottom. A story is one document of named operations, and one set of variables
 * that fills up on the way, so whoever reads it sees exactly what is sent.
 */

/** One operation, sent by one persona. */
export type Step = {
  /** The persona who sends it; left out, nobody is signed in. */
  readonly as?: string;
  /** What happens, in one plain sentence. */
  readonly says: string;
  /** The operation, which has a name. */
  readonly does: string;
  /** Variables for later steps, each with where in `data` it is found. */
  readonly keeps?: { readonly [variable: string]: string };
  /** What came of it, in words with places for what stands in `data`: `{path}`, or `{path hours}`. */
  readonly tells?: string;
  /** The refusal that the story is about. */
  readonly refused?: string;
};

export type Story = {
  readonly id: string;
  readonly title: string;
  /** What it shows, in one plain sentence. */
  readonly about: string;
  readonly steps: readonly Step[];
};

export type Variables = { readonly [name: string]: unknown };

/** The operation's name, which is how a step is found again in an edited document. */
export function nameOf({ does }: Step): string {
  const name = /(?:query|mutation)\s+(\w+)/.exec(does)?.[1];
  if (name === undefined) throw new Error(`This operation has no name: ${does}`);
  return name;
}

/** The whole story as a document: each operation under its sentence. */
export function documentOf(story: Story, whoIs: (persona: string) => string): string {
  const operations = story.steps.map((step, place) => {
    const who = step.as === undefined ? "Anybody" : whoIs(step.as);
    return `# ${place + 1}. ${who}: ${step.says}\n${step.does.trim()}\n`;
  });
  return `# ${story.title}. ${story.about}\n\n${operations.join("\n")}`;
}

/**
 * What a story begins with: the moment, today's date, some day of late for what is done once a day,
 * and a fresh key for each request. A key sent again gives the first answer again, so a story told anew
 * needs new ones.
 */
export function beginning({ steps }: Pick<Story, "steps">, given: Given): Variables {
  const declared = steps.flatMap(({ does }) => [...does.matchAll(/\$(\w+): /g)]);
  const names = [...new Set(declared.map(([, name = ""]) => name))];
  const known = names.flatMap((name) => {
    const value = name.endsWith("Key") ? given.newKey() : dayCalled(name, given);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

type Given = {
  readonly now: Date;
  readonly newKey: () => string;
  /** How long ago `someDay` is. */
  readonly daysBack: number;
};

/**
 * Days by their names: `today`, `dayAgo7` and `dayIn7`, and `momentIn7` at ten o'clock of that day;
 * the `monday` that was last, and the `month` and `quarter` it is.
 */
function dayCalled(name: string, { now, daysBack }: Given): string | undefined {
  const today = dayAfter(now, 0);
  const [, kind, way, days] = /^(day|moment)(In|Ago)(\d+)$/.exec(name) ?? [];
  if (kind) {
    const day = dayAfter(now, way === "In" ? Number(days) : -Number(days));
    return kind === "day" ? day : `${day}T10:00:00.000Z`;
  }
  const named: { readonly [name: string]: string } = {
    ...{ today, now: now.toISOString(), someDay: dayAfter(now, -daysBack) },
    monday: dayAfter(now, -((now.getUTCDay() + 6) % 7)),
    month: today.slice(0, 7),
    quarter: `${today.slice(0, 4)}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`,
  };
  return named[name];
}

const dayAfter = (now: Date, days: number) =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** What a step leaves for later ones. What it did not find stays as it was. */
export function kept({ keeps = {} }: Step, data: unknown): Variables {
  const found = Object.entries(keeps).map(([name, path]) => [name, valueAt(data, path)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== null));
}

/** What came of a step, for people. */
export const told = ({ tells = "Done." }: Step, data: unknown): string =>
  tells.replaceAll(/\{(\S+?)( hours)?\}/g, (_all, path: string, isHours) => {
    const value = valueAt(data, path);
    return isHours ? inHours(Number(value)) : String(value);
  });

function inHours(minutes: number): string {
  const hours = (minutes / 60).toLocaleString("en-GB", { maximumFractionDigits: 2 });
  return `${hours} ${hours === "1" ? "hour" : "hours"}`;
}

function valueAt(data: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((value: unknown, step) => (value === null ? undefined : Object(value)[step]), data);
}

type Refusal = { readonly code: string; readonly message: string; readonly remedy: string };

/** The refusals in an answer, wherever a mutation put them. */
export function refusalsIn(data: unknown): readonly Refusal[] {
  return Object.values(Object(data)).flatMap((payload) => Object(payload).userErrors ?? []);
}
