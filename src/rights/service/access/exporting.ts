import type { HeldOf, HeldOfMember } from "../../../membership/index.ts";
import { type Portion, portionOf, type Table } from "../../../table/index.ts";
import { markOf, whyOf } from "../../decide/index.ts";
import type { AccessLine } from "../../model/index.ts";
import { readLine, storedLinesAbout, storedLinesBy } from "../../repository/index.ts";

/** Lines told in one step. */
const together = 40;
const manyTogether = 100;

const toldOf = (line: AccessLine) => {
  const { day, readAs, what, times, firstAt, lastAt } = line;
  return { day, readAs, what, why: whyOf(line), times, firstAt, lastAt };
};

/** Who read about somebody: the names of readers are in the log itself, as long as they are known. */
export const exportLinesAbout = (
  table: Table,
  subjectId: string,
  after: string | undefined,
): Promise<Portion> =>
  portionOf({
    kind: "ACCESS_LINE",
    after,
    limit: together,
    fetch: (walk) => storedLinesAbout(table, subjectId, walk),
    tell: (item) => toldOf(readLine(item)),
  });

/** Those among the looks at many people of a hub that this member was among. */
export function exportLooks(
  table: Table,
  { memberId, hubId }: HeldOfMember,
  after: string | undefined,
): Promise<Portion> {
  const mark = markOf(memberId);
  return portionOf({
    kind: "ACCESS_LINE",
    after,
    limit: manyTogether,
    fetch: (walk) => storedLinesAbout(table, hubId, walk),
    tell: (item) => {
      const line = readLine(item);
      const isAmong = line.kind === "ALL" || (line.kind === "MANY" && line.seen.includes(mark));
      return isAmong ? toldOf(line) : undefined;
    },
  });
}

/** That they read about others, and why: not about whom. */
export const exportReadings = (
  table: Table,
  { personId }: HeldOf,
  after: string | undefined,
): Promise<Portion> =>
  portionOf({
    kind: "READING",
    after,
    limit: together,
    fetch: (walk) => storedLinesBy(table, personId, walk),
    tell: (item) => toldOf(readLine(item)),
  });
