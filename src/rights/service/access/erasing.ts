import { remove, sweepList, type Table } from "../../../table/index.ts";
import { lineWithoutReader, storedLinesAbout, storedLinesBy } from "../../repository/index.ts";

/** Lines in one sweep. */
const together = 40;

/** Who read about somebody is told to nobody once they are erased themselves. */
export const sweepLinesAbout = (table: Table, subjectId: string, after: string | undefined) =>
  sweepList({
    kind: "ACCESS_LINE",
    after,
    limit: together,
    fetch: (walk) => storedLinesAbout(table, subjectId, walk),
    change: ({ pk, sk, version }) => ({ writes: [remove({ pk, sk }, Number(version))] }),
  });

/** Others still see that they were read about, and not by whom any more. */
export const sweepLinesBy = (
  table: Table,
  reader: { readonly personId: string; readonly standIn: string },
  after: string | undefined,
) =>
  sweepList({
    kind: "READER",
    after,
    limit: together,
    fetch: (walk) => storedLinesBy(table, reader.personId, walk),
    change: (item) =>
      item["readerId"] === reader.personId
        ? { writes: [lineWithoutReader(item, reader.standIn)] }
        : { writes: [] },
  });
