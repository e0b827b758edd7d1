import { findHub } from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";

/** A hub and all areas above it: everything that something in it is counted in. */
export async function placesOf(table: Table, hubId: string): Promise<readonly string[]> {
  const hub = await findHub(table, hubId);
  return [hubId, ...(hub?.areaPath ?? [])];
}

/** Under what name core work of a month is counted, and hours of a mode in a quarter. */
export const corePeriod = (month: string): string => `CORE ${month}`;
/** What a service comes to is counted over all its time. */
export const servicePeriod = "ALL";
export const jointPeriod = (quarter: string, mode: string): string => `JOINT ${quarter} ${mode}`;
