import type { Item } from "../../table/index.ts";
import { Clearance, InterimMeasure } from "../model/index.ts";
import {
  clearanceRemoval,
  measureRemoval,
  storedEnded,
  storedExpired,
  storedInHub,
} from "../repository/index.ts";

/** What this room keeps for a time, hub by hub: lists of it, since when it is over, and what goes. */
export const kept = {
  expiredClearances: storedExpired,
  endedClearances: storedEnded,
  clearanceOverSince: (item: Item): string => {
    const { expiresOn, endedAt } = Clearance.parse(item);
    return endedAt ?? expiresOn;
  },
  clearanceRemoval,
  measures: storedInHub,
  measureOverSince: (item: Item): string => {
    const { until, endedAt } = InterimMeasure.parse(item);
    return endedAt ?? until;
  },
  measureRemoval,
};
