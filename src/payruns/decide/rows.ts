import {
  forbidden,
  invalid,
  isTiedTo,
  type Refusal,
  refuse,
  type Viewer,
} from "../../kernel/index.ts";
import { mostRows, type Part, type PayRow, type PayRun, rowsInPart } from "../model.ts";

/** What of a hub's policy rows have to keep to. */
type Policy = { readonly stepMinutes: number; readonly longestExchangeMinutes: number };

/** Parts that are filled up in one request at most, so that they fit into one commit. */
const mostFilled = 90;

/** The run and those of its parts that differ from before. */
export type Changed = { readonly run: PayRun; readonly parts: readonly Part[] };

/**
 * Nobody credits themselves or their child, neither by writing the row nor by starting the run:
 * another admin has to do it, so that two people know of it.
 */
export function whyNotOwn(
  viewer: Viewer,
  rows: readonly PayRow[],
  at: (place: number) => string,
): Refusal<"FORBIDDEN"> | undefined {
  const own = rows.findIndex((row) => isTiedTo(viewer, row.memberId));
  if (own < 0) return undefined;
  return forbidden(
    "You cannot pay yourself or your child.",
    "Ask another admin of the organisation to add this person and to start the pay-run.",
    at(own),
  );
}

/** Rows come after those there are, in the first parts with room and then in new ones. */
export function addRows(
  run: PayRun,
  before: readonly Part[],
  { rows, policy }: { readonly rows: readonly PayRow[]; readonly policy: Policy },
): Changed | Refusal<"VALIDATION_FAILED" | "LIST_FULL"> {
  const refusal = whyNotMinutes(rows, policy) ?? whyNotTwice(rows, before) ?? whyNotFull(run, rows);
  if (refusal) return refusal;
  const filled: Part[] = [];
  let left = rows;
  for (const part of before.filter((one) => one.rows.length < rowsInPart).slice(0, mostFilled)) {
    if (left.length === 0) break;
    const room = rowsInPart - part.rows.length;
    filled.push({ ...part, rows: [...part.rows, ...left.slice(0, room)] });
    left = left.slice(room);
  }
  for (let number = run.partCount; left.length > 0; number++) {
    filled.push({ number, version: 0, rows: left.slice(0, rowsInPart), wouldRefuse: new Map() });
    left = left.slice(rowsInPart);
  }
  return { run: counted(run, { before, changed: filled }), parts: filled };
}

function whyNotMinutes(rows: readonly PayRow[], { stepMinutes, longestExchangeMinutes }: Policy) {
  const wrong = rows.findIndex(
    ({ minutes }) => minutes % stepMinutes !== 0 || minutes > longestExchangeMinutes,
  );
  if (wrong < 0) return undefined;
  return invalid(
    `Your hub counts help in steps of ${stepMinutes} minutes, up to ${longestExchangeMinutes}.`,
    `Use a multiple of ${stepMinutes}, at most ${longestExchangeMinutes}.`,
    `rows.${wrong}.minutes`,
  );
}

function whyNotTwice(rows: readonly PayRow[], before: readonly Part[]) {
  const known = new Set(before.flatMap((part) => part.rows.map((row) => row.memberId)));
  const twice = rows.findIndex((row) => known.has(row.memberId));
  if (twice < 0) return undefined;
  return invalid(
    "This person is in the pay-run already.",
    "Leave this row out. To change it, take the old row out first.",
    `rows.${twice}.memberId`,
  );
}

function whyNotFull(run: PayRun, rows: readonly PayRow[]) {
  if (run.rowCount + rows.length <= mostRows) return undefined;
  return refuse(
    "LIST_FULL",
    `A pay-run has at most ${mostRows} rows, and this one has ${run.rowCount}.`,
    "Start this one, and make another one for the others.",
    "rows",
  );
}

/** Takes rows out. Their parts keep their places, so that no other row moves. */
export function removeRows(
  run: PayRun,
  before: readonly Part[],
  memberIds: readonly string[],
): Changed | Refusal<"NOT_FOUND"> {
  const known = new Set(before.flatMap((part) => part.rows.map((row) => row.memberId)));
  const missing = memberIds.findIndex((memberId) => !known.has(memberId));
  if (missing >= 0) {
    return refuse(
      "NOT_FOUND",
      "This person is not in the pay-run.",
      "Leave them out, and take out the others.",
      `memberIds.${missing}`,
    );
  }
  const gone = new Set(memberIds);
  const parts = before
    .map((part) => ({ ...part, rows: part.rows.filter((row) => !gone.has(row.memberId)) }))
    .filter((part, place) => part.rows.length !== before[place]?.rows.length);
  return { run: counted(run, { before, changed: parts }), parts };
}

/** The run with its rows counted anew. What was rehearsed no longer holds. */
function counted(
  run: PayRun,
  { before, changed }: { before: readonly Part[]; changed: readonly Part[] },
): PayRun {
  const parts = new Map([...before, ...changed].map((part) => [part.number, part]));
  const rows = [...parts.values()].flatMap((part) => part.rows);
  const { rehearsal, ...rest } = run;
  return {
    ...rest,
    rowCount: rows.length,
    totalMinutes: rows.reduce((sum, row) => sum + row.minutes, 0),
    partCount: parts.size,
  };
}
