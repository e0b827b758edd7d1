import { WrongUse } from "../cannot-start.ts";
import { type Caller, callerFlags, callerIn, callerUsage, hubIn, readFlags } from "../flags.ts";
import { columnsTold } from "./tables.ts";

/** What is in each file. */
export type FileKind = "members" | "listings" | "hours";

export type ImportOptions = Caller & {
  readonly hubId: string;
  readonly files: { readonly [kind in FileKind]?: string };
  readonly isDryRun: boolean;
  readonly asJson: boolean;
};

export const importUsage = `Usage: npm run import -- --hub ID [--members FILE] [--listings FILE] [--hours FILE]
                         (--as PERSONA | --token TOKEN) [flags]

  --hub ID        the hub, whose broker you are
  --members FILE  the people, one a row
  --listings FILE what they offer and ask for
  --hours FILE    hours that one of them gave another
  --dry-run       check every row, and change nothing
${callerUsage}
  --json          say the outcome in JSON
  --help          show this

Files are CSV in UTF-8, with commas, semicolons or tabs, and the names of the columns in the first row.
A column with a star has to be there, and its cells filled. Several things in one cell: one | another.

${columnsTold}
In channel: PHONE, PAPER or IN_PERSON. In meeting and heardBy: IN_PERSON, PHONE or ONLINE. In direction:
OFFER or REQUEST. In letIn: yes or no. In category: its slug. Minutes are quarter hours: 90, not 1.5.
A day is written 2026-03-31 or 31/03/2026. \`ref\` is a number or name of your own for the row: by it the
other files name a member (a member who is in the hub already, by their id), and by it the import knows
what it has done. So it can be run again after it broke off, by the same broker: nothing is done twice.

Every row is checked before the first is written, and each bad one is named by its line and column.
Hours are no gift of the hub: what one member is given, the other pays, down to the lowest balance of
the hub's policy. Both have to have told you so, and what each said is kept and shown to them.

Ends with 0 when all is well, 1 when a row was refused, 2 when these words cannot be read.
`;

const flags = {
  ...callerFlags,
  hub: { type: "string" },
  members: { type: "string" },
  listings: { type: "string" },
  hours: { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export function readImportOptions(words: readonly string[]): ImportOptions | "HELP" {
  const values = readFlags(words, flags, "npm run import");
  if (values.help) return "HELP";
  const hubId = hubIn(values.hub);
  const { members, listings, hours } = values;
  const files = {
    ...(members === undefined ? {} : { members }),
    ...(listings === undefined ? {} : { listings }),
    ...(hours === undefined ? {} : { hours }),
  };
  if (Object.keys(files).length === 0) {
    throw new WrongUse("No file was given.", "Name one: --members FILE, --listings or --hours");
  }
  const isDryRun = values["dry-run"] ?? false;
  return { ...callerIn(values), hubId, files, isDryRun, asJson: values.json ?? false };
}
