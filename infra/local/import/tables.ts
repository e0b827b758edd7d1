import * as z from "zod";

/*
 * The columns of the three files, and what can be in a cell. Who may do what, and what the hub's
 * policy allows, the service decides; here stands what can be seen by looking at a row.
 */

const text = (most: number) =>
  z.string("The cell is empty, and every row needs it.").max(most, {
    error: ({ input }) => `This is ${String(input).length} letters long. The most is ${most}.`,
  });

const choice = <const Words extends readonly string[]>(words: Words) =>
  z
    .string("The cell is empty, and every row needs it.")
    .transform((word) => word.toUpperCase().replaceAll(/[\s-]+/g, "_"))
    .pipe(
      z.enum(words, {
        error: ({ input }) => `“${String(input)}” is none of: ${words.join(", ")}.`,
      }),
    );

const several = (most: number, each: number) =>
  z
    .string()
    .transform((cell) =>
      cell
        .split("|")
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .pipe(
      z
        .array(z.string().max(each, `One of these is longer than ${each} letters.`))
        .max(most, `These are more than ${most}.`),
    );

/** 2026-03-31, or 31/03/2026 as it is written in Britain; as the API reads it. */
const day = z.string("The cell is empty, and every row needs it.").transform((cell, context) => {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const [, date = "", month = "", year = ""] = british ?? [];
  const iso = british ? `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` : cell;
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso) && isDay(iso)) return iso;
  context.addIssue(`“${cell}” is not a day. Write it like 2026-03-31 or 31/03/2026.`);
  return z.NEVER;
});

function isDay(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}

const minutes = z
  .string("The cell is empty, and every row needs it.")
  .transform((cell, context) => {
    const number = Number(cell);
    if (/^\d+$/.test(cell) && number >= 15 && number <= 1440 && number % 15 === 0) return number;
    context.addIssue(
      `“${cell}” cannot be the minutes. Write a whole number in quarter hours, from 15 to 1440: an hour and a half is 90.`,
    );
    return z.NEVER;
  });

const yesOrNo = z.string().transform((cell, context) => {
  const word = cell.toLowerCase();
  if (word === "yes" || word === "no") return word === "yes";
  context.addIssue(`“${cell}” is neither yes nor no.`);
  return z.NEVER;
});

const meetings = ["IN_PERSON", "PHONE", "ONLINE"] as const;
const shortText = text(40);

export const tables = {
  members: z.object({
    ref: shortText,
    firstName: text(60),
    lastName: text(80),
    bornOn: day,
    channel: choice(["PHONE", "PAPER", "IN_PERSON"]),
    consentNote: text(500),
    phone: z
      .string()
      .regex(
        /^\+?[\d ()-]{5,20}$/,
        "A phone number has 5 to 20 digits, spaces, brackets and dashes.",
      )
      .optional(),
    email: z.email("This is not an e-mail address.").max(254).optional(),
    offers: several(10, 200).optional(),
    requests: several(10, 200).optional(),
    interviewedOn: day.optional(),
    interviewNote: text(2000).optional(),
    codeOfConductNote: text(500).optional(),
    referencesWaived: text(2000).optional(),
    offerWaived: text(2000).optional(),
    requestWaived: text(2000).optional(),
    letIn: yesOrNo.optional(),
  }),
  listings: z.object({
    ref: shortText,
    member: shortText,
    direction: choice(["OFFER", "REQUEST"]),
    title: text(120).min(3, "A title has at least 3 letters."),
    description: text(2000).optional(),
    category: text(60).optional(),
    usualMinutes: minutes.optional(),
    meeting: choice(meetings).optional(),
    around: text(60).optional(),
    heardBy: choice(meetings).optional(),
    heard: text(200).optional(),
  }),
  hours: z.object({
    ref: shortText,
    provider: shortText,
    recipient: shortText,
    happenedOn: day,
    minutes,
    what: text(120),
    heardBy: choice(meetings),
    providerSaid: text(200),
    recipientSaid: text(200),
    category: text(60).optional(),
    valueNote: text(500).optional(),
  }),
};

export type MemberRow = z.output<typeof tables.members>;
export type ListingRow = z.output<typeof tables.listings>;
export type HoursRow = z.output<typeof tables.hours>;

type Shape = { readonly shape: Readonly<Record<string, z.ZodType>> };

export const columnsOf = ({ shape }: Shape): readonly string[] => Object.keys(shape);
export const neededOf = ({ shape }: Shape): readonly string[] =>
  Object.entries(shape).flatMap(([name, cell]) =>
    cell.safeParse(undefined).success ? [] : [name],
  );

/** The columns of each file, for the help. */
export const columnsTold: string = Object.entries(tables)
  .map(([kind, table]) => {
    const needed = neededOf(table);
    const names = columnsOf(table).map((name) => (needed.includes(name) ? `${name}*` : name));
    return `${kind}: ${wrapped(names)}\n`;
  })
  .join("");

function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length < 84)
      lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(name);
  }
  return lines.join(",\n          ");
}
