import { type Decision, decisionStands, findDecision } from "../../decisions/index.ts";
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
import { stoppedMandate } from "../decide/index.ts";
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
 * issued are decided on together, so a change of the one must not pass a change of the other. For
 * the same reason nothing comes out unless the decision it rests on is the one that was read.
 */
export async function planIssue(
  { table, now }: Context,
  { mandate, account, ...issue }: Issue,
): Promise<
  | { readonly writes: readonly Write[]; readonly journal: Journal }
  | Refusal<LedgerCode | "MANDATE_NOT_AGREED">
> {
  const source = issuanceOf(mandate);
  const isReturn = issue.kind === "RETURN";
  const ground = isReturn ? undefined : await groundOf(table, mandate);
  if (ground && ground.status !== "AGREED") return stoppedMandate();
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
  const standing = ground ? [decisionStands(ground)] : [];
  return { writes: [...plan.writes, touched, ...standing], journal: plan.journal };
}

/** The decision that a mandate rests on: the newest. */
async function groundOf(table: Table, { decisions }: Mandate): Promise<Decision> {
  const newest = decisions.at(-1);
  const decision = newest && (await findDecision(table, newest.decisionId));
  invariant(decision, "a mandate rests on a decision");
  return decision;
}

/** Was the decision it rests on overridden since? Then nothing more comes out of it. */
export const isStopped = async (table: Table, mandate: Mandate): Promise<boolean> =>
  (await groundOf(table, mandate)).status !== "AGREED";

/** What a mandate has given out so far, less what came back. */
export async function issuedMinutesOf(table: Table, mandate: Mandate): Promise<number> {
  const { balanceMinutes } = await headOf(table, issuanceOf(mandate));
  invariant(balanceMinutes <= 0, "an issuance account never rises above zero");
  return balanceMinutes === 0 ? 0 : -balanceMinutes;
}
