import type { Part, PayRun, Refusals, RowCode, RowOutcome, VisibleRow } from "../model.ts";

/** What became of a part that was worked through. */
export type Paid = { readonly actId: string; readonly refused: Refusals };

/** The rows of a part with what became, or would become, of each. */
export function rowsWithOutcomes(
  run: PayRun,
  part: Part,
  paid: Paid | undefined,
): readonly VisibleRow[] {
  const refused = paid ? paid.refused : part.wouldRefuse;
  const state = stateOf(run, part.number);
  return part.rows.map((row, place) => {
    const refusalCode = state === "DONE" || state === "LOOKED_AT" ? refused.get(place) : undefined;
    const isPaid = state === "DONE" && refusalCode === undefined;
    return {
      ...row,
      hubId: run.hubId,
      outcome: outcomeOf(state, refusalCode !== undefined),
      ...(refusalCode === undefined ? {} : { refusalCode }),
      ...(isPaid && paid ? { actId: paid.actId } : {}),
    };
  });
}

type PartState = "DONE" | "STOPPED" | "WAITING" | "LOOKED_AT" | "NEW";

function stateOf(run: PayRun, number: number): PartState {
  if (number < run.partsDone) return "DONE";
  if (run.status === "CANCELLED") return "STOPPED";
  if (run.status !== "DRAFT") return "WAITING";
  return number < (run.rehearsal?.partsDone ?? 0) ? "LOOKED_AT" : "NEW";
}

function outcomeOf(state: PartState, isRefused: boolean): RowOutcome {
  switch (state) {
    case "DONE":
      return isRefused ? "REFUSED" : "PAID";
    case "LOOKED_AT":
      return isRefused ? "WOULD_BE_REFUSED" : "WOULD_BE_PAID";
    case "NEW":
      return "NOT_REHEARSED";
    case "WAITING":
    case "STOPPED":
      return state;
  }
}

/** Why a row is refused, in words for whoever wrote it. */
export const refusalWords: { readonly [code in RowCode]: string } = {
  NOT_FOUND: "Nobody in your hub has this id. Check it, and take the row out.",
  PARTY_NOT_ACTIVE: "This person is not taking part at the moment.",
  ACCOUNT_CLOSED: "This person's account is closed, because they have left.",
  ACCOUNT_FROZEN: "This person's account is stopped for now. Ask your broker.",
  CEILING_REACHED: "This person's account is full for now. They can spend some hours first.",
  GIVING_LIMIT_REACHED: "This person has given as many hours as they may for now.",
};
