import {
  type Caller,
  callerFlags,
  callerIn,
  callerUsage,
  hubIn,
  lacks,
  readFlags,
} from "./flags.ts";

/** What to export, as whom, and where to. */
export type ExportOptions = Caller & {
  readonly hubId: string;
  readonly out: string;
  readonly asOf?: string;
  readonly fresh: boolean;
  readonly asJson: boolean;
};

export const exportUsage = `Usage: npm run export -- --hub ID --out FILE (--as PERSONA | --token TOKEN) [flags]

  --hub ID        the hub, whose broker or auditor you are
  --out FILE      where to write the books, one JSON object a line
${callerUsage}
  --as-of MOMENT  the books as of this moment, such as 2026-02-01T00:00:00Z (a minute ago)
  --fresh         begin anew, though FILE was begun before
  --json          say in JSON what was written
  --help          show this

Started again after it was broken off, it goes on where it was: FILE.next remembers how far it came.
Ends with 0 when the whole file is there, 1 when it is not, 2 when these words cannot be read.
`;

const flags = {
  ...callerFlags,
  hub: { type: "string" },
  out: { type: "string" },
  "as-of": { type: "string" },
  fresh: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export function readExportOptions(words: readonly string[]): ExportOptions | "HELP" {
  const values = readFlags(words, flags, "npm run export");
  if (values.help) return "HELP";
  const { out, "as-of": asOf } = values;
  const hubId = hubIn(values.hub);
  if (!out) throw lacks("file", "Name it: --out FILE");
  return {
    ...{ hubId, out, ...callerIn(values) },
    fresh: values.fresh ?? false,
    asJson: values.json ?? false,
    ...(asOf === undefined ? {} : { asOf }),
  };
}
