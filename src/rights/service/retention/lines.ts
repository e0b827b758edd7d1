import { addDays, dateOf } from "../../../kernel/index.ts";
import { remove, type Sweep, type Table } from "../../../table/index.ts";
import { overUntil } from "../../decide/index.ts";
import type { RetentionRound } from "../../model/index.ts";
import { storedLinesOn } from "../../repository/index.ts";

/** The log of reads is younger than this. */
const before = "2026-01-01";

/** Lines in one sweep, and days looked at for it. */
const together = 40;
const mostDays = 31;

/**
 * Lines of days that are over, day by day from where the last round came to. A place is a day,
 * with the last line of it that was dealt with.
 */
export async function sweepOldLines(
  table: Table,
  round: RetentionRound,
  after = round.linesFrom ?? before,
): Promise<Sweep & { readonly linesFrom: string }> {
  const over = overUntil("ACCESS_LINE", round.day);
  let day = after.slice(0, 10);
  let place = after.slice(11);
  for (let looked = 0; looked < mostDays && day <= over; looked++) {
    const from = place === "" ? {} : { after: place };
    const rows = await storedLinesOn(table, day, { ...from, limit: together });
    const last = rows.at(-1);
    if (last) {
      const writes = rows.flatMap(({ item }) =>
        item ? [remove({ pk: item.pk, sk: item.sk }, Number(item["version"]))] : [],
      );
      const counts = { ACCESS_LINE: writes.length };
      return { writes, counts, after: `${day}#${last.place}`, linesFrom: day };
    }
    day = dateOf(addDays(day, 1));
    place = "";
  }
  return { writes: [], counts: {}, linesFrom: day, ...(day <= over ? { after: day } : {}) };
}
