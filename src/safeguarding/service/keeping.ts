import type { Item } from "../../table/index.ts";
import { AtRiskNote, Clearance, InterimMeasure } from "../model/index.ts";
import {
  atRiskRemoval,
  clearanceRemoval,
  measureRemoval,
  storedEnded,
  storedEndedAtRisk,
  storedExpired,
  storedInHub,
  storedRunOut,
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
  runOutAtRisk: storedRunOut,
  endedAtRisk: storedEndedAtRisk,
  atRiskOverSince: (item: Item): string => {
    const { until, endedAt } = AtRiskNote.parse(item);
    return endedAt ?? until;
  },
  atRiskRemoval,
};
