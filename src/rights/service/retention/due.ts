import { dateOf, holdsRole, isLet } from "../../../kernel/index.ts";
import type { Context } from "../../../table/index.ts";
import type { TimedKind } from "../../decide/index.ts";
import { type HubRule, hubRules } from "./rules.ts";

type Due = { readonly kind: TimedKind; readonly count: number; readonly isComplete: boolean };

/** Things of each list that are looked at. */
const mostLooked = 100;

/** What of a hub is over today, without changing anything; nothing for who may not know. */
export async function retentionDue(
  context: Context,
  hubId: string,
): Promise<readonly Due[] | undefined> {
  const mayKnow =
    isLet(context.viewer, "RETENTION_READ", hubId) ||
    (["BROKER", "SAFEGUARDING_LEAD", "AUDITOR"] as const).some((role) =>
      holdsRole(context.viewer, role, hubId),
    );
  if (!mayKnow) return undefined;
  const isLead = holdsRole(context.viewer, "SAFEGUARDING_LEAD", hubId);
  const rules = hubRules.filter(({ isForLead }) => !isForLead || isLead);
  const all = await Promise.all(rules.map((rule) => dueOf(context, hubId, rule)));
  return [...new Set(all.map(({ kind }) => kind))].map((kind) => {
    const some = all.filter((one) => one.kind === kind);
    const count = some.reduce((sum, one) => sum + one.count, 0);
    return { kind, count, isComplete: some.every((one) => one.isComplete) };
  });
}

async function dueOf(
  { table, now }: Context,
  hubId: string,
  { kind, list, isDue }: HubRule,
): Promise<Due> {
  const look = { table, hubId, day: dateOf(now) };
  const rows = await list(look, { backwards: false, limit: mostLooked + 1 });
  const due = await Promise.all(
    rows.slice(0, mostLooked).map(({ item }) => (item ? isDue(look, item) : false)),
  );
  return { kind, count: due.filter(Boolean).length, isComplete: rows.length <= mostLooked };
}
