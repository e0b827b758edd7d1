import { invariant, isRefusal, type Refusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  headOf,
  issuanceOf,
  type Journal,
  type LedgerCode,
  planPosting,
} from "../../ledger/index.ts";
import type { Context, Table, Write } from "../../table/index.ts";
import type { Mandate } from "../model/index.ts";
import { saveMandate } from "../repository/index.ts";

type Issue = {
  readonly mandate: Mandate;
  readonly actId: string;
  readonly kind: "ALLOCATION" | "RECOGNITION" | "RETURN";
  readonly account: AccountRef;
  readonly minutes: number;
  readonly happenedOn?: string;
};

/**
 * Moves credits out of a mandate, or back into it.
 *
 * The mandate is saved anew with it although nothing in it changes: what was granted and what is
 * issued are decided on together, so a change of the one must not pass a change of the other.
 */
export async function planIssue(
  { table, now }: Context,
  { mandate, account, ...issue }: Issue,
): Promise<{ readonly writes: readonly Write[]; readonly journal: Journal } | Refusal<LedgerCode>> {
  const source = issuanceOf(mandate);
  const isReturn = issue.kind === "RETURN";
  const plan = await planPosting(table, {
    actId: issue.actId,
    kind: issue.kind,
    movements: [
      {
        from: isReturn ? account : source,
        to: isReturn ? source : account,
        minutes: issue.minutes,
      },
    ],
    now,
    purpose: mandate.purpose,
    ...(issue.happenedOn === undefined ? {} : { happenedOn: issue.happenedOn }),
  });
  if (isRefusal(plan)) return plan;
  const touched = saveMandate({ ...mandate, version: mandate.version + 1 });
  return { writes: [...plan.writes, touched], journal: plan.journal };
}

/** What a mandate has given out so far, less what came back. */
export async function issuedMinutesOf(table: Table, mandate: Mandate): Promise<number> {
  const { balanceMinutes } = await headOf(table, issuanceOf(mandate));
  invariant(balanceMinutes <= 0, "an issuance account never rises above zero");
  return balanceMinutes === 0 ? 0 : -balanceMinutes;
}
