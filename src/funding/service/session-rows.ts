import {
  findSeat,
  findSession,
  findSessionCredits,
  type Present,
  type Session,
  sessionCreditId,
} from "../../circles/index.ts";
import { invariant, sameIdAs } from "../../kernel/index.ts";
import type { LedgerCode } from "../../ledger/index.ts";
import { findParty, type Party } from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";
import { type Outcome, outcomeOf } from "../decide/index.ts";

/** Whose credits they are: a mandate of a hub, or what a sponsor has. */
export type Source = { readonly hubId: string; readonly sponsor?: Party };

/** Why somebody was not credited now. */
export type RowCode =
  | LedgerCode
  | "BUSY_TRY_AGAIN"
  | "FORBIDDEN"
  | "MANDATE_NOT_AGREED"
  | "PARTY_NOT_ACTIVE";

/** What became of each who was there. */
export type SessionCreditRow = {
  readonly seatId: string;
  readonly outcome: Outcome;
  readonly refusedWith?: RowCode | undefined;
  readonly journalEntryId?: string | undefined;
};

/** The member who sits there; nobody, where the seat is of somebody without an account. */
export async function sitterOf(
  table: Table,
  { circleId }: Session,
  { seatId }: Present,
): Promise<Party | undefined> {
  const seat = await findSeat(table, circleId, seatId);
  return seat?.memberId === undefined ? undefined : findParty(table, seat.memberId);
}

type Asked = {
  readonly sessionId: string;
  readonly source: Source;
  readonly refused: ReadonlyMap<string, RowCode>;
};

/** Everybody who was there, as it stands when all that could be done was done. */
export async function rowsOf(table: Table, { sessionId, source, refused }: Asked) {
  const [session, credits] = await Promise.all([
    findSession(table, sessionId),
    findSessionCredits(table, sessionId),
  ]);
  invariant(session && credits, "what is credited is kept");
  const credited = new Set(credits.seatIds);
  const rows = await Promise.all(
    session.attendance.map(async (present): Promise<SessionCreditRow> => {
      const { seatId } = present;
      const sitter = await sitterOf(table, session, present);
      const outcome = outcomeOf(present, { credited, sitter, hubId: source.hubId });
      const code = outcome === "WAITING" ? refused.get(seatId) : undefined;
      if (code) return { seatId, outcome: "REFUSED", refusedWith: code };
      if (outcome !== "CREDITED") return { seatId, outcome };
      const journalEntryId = sameIdAs(sessionCreditId(sessionId, seatId), "jrn");
      return { seatId, outcome, journalEntryId };
    }),
  );
  return { session, rows };
}
