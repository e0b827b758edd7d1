import { coreWorkIn, jointWorkIn, modes, modeTrendIn } from "../../hours/index.ts";
import { addDays, quarterOf } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { minuteStep, mix, monthOf, rounded } from "../decide/index.ts";
import { amongNeighbours, checkMonth, checkQuarter, pathOf } from "./neighbours.ts";

type OfPlace = { readonly scopeId: string };

/** What nobody pays for, beside what was credited: for everybody, of months that are over. */
export async function coreEconomyHours(
  { table, now }: Context,
  { scopeId, month }: OfPlace & { readonly month: string },
) {
  checkMonth(month);
  const path = await pathOf(table, scopeId);
  if (!path || month >= monthOf(addDays(now, -1))) return null;
  const { own, isHidden } = await amongNeighbours(table, path, (id) =>
    coreWorkIn(table, id, month),
  );
  const told = {
    reportedMinutes: isHidden(({ reported }) => reported)
      ? null
      : rounded(own.reported.value, minuteStep),
    creditedMinutes: isHidden(({ credited }) => credited)
      ? null
      : rounded(own.credited.value, minuteStep),
  };
  return { scopeId, month, ...told, suppressed: Object.values(told).includes(null) };
}

/** What citizens and staff did together, by mode. Where one mode is hidden, all are. */
export async function modeMix(
  { table, now }: Context,
  { scopeId, quarter }: OfPlace & { readonly quarter: string },
) {
  checkQuarter(quarter);
  const path = await pathOf(table, scopeId);
  if (!path || quarter >= quarterOf(addDays(now, -1))) return null;
  const { own, isHidden } = await amongNeighbours(table, path, (id) =>
    jointWorkIn(table, id, quarter),
  );
  const suppressed = modes.some((mode) => isHidden((all) => all[mode].citizens));
  const told = modes.map((mode) => ({
    mode,
    citizenMinutes: rounded(own[mode].citizens.value, minuteStep),
    staffMinutes: rounded(own[mode].staffMinutes, minuteStep),
  }));
  return { scopeId, quarter, suppressed, modes: suppressed ? [] : mix(told) };
}

/** How services were done, the quarters up to this one. No person is counted, so nothing is hidden. */
export async function modeTrend(
  { table, now }: Context,
  { scopeId, quarter }: OfPlace & { readonly quarter: string },
) {
  checkQuarter(quarter);
  const path = await pathOf(table, scopeId);
  if (!path || quarter > quarterOf(now)) return null;
  return { scopeId, quarters: await modeTrendIn(table, scopeId, quarter) };
}
