import { sweepParts } from "../../circles/index.ts";
import { sweepBallots } from "../../decisions/index.ts";
import { erasers as ofDirectory } from "../../directory/index.ts";
import { erasers as ofExchanges } from "../../exchanges/index.ts";
import { erasers as ofFederation } from "../../federation/index.ts";
import { erasers as ofFunding } from "../../funding/index.ts";
import { erasers as ofHours } from "../../hours/index.ts";
import { erasers as ofIncidents, sweepReadings, sweepReports } from "../../incidents/index.ts";
import { sweepIssues } from "../../issues/index.ts";
import { accountOf, sweepReasons } from "../../ledger/index.ts";
import {
  type ErasedMembership,
  type Erasing,
  type ErasingMember,
  erasers as ofMembership,
  sweepIdentity,
} from "../../membership/index.ts";
import { erasers as ofSafeguarding } from "../../safeguarding/index.ts";
import type { Context, Sweep, Table } from "../../table/index.ts";
import type { ErasedKind, Work } from "../model/index.ts";
import { sweepLinesAbout, sweepLinesBy } from "./access/erasing.ts";
import { sweepCorrections } from "./correction/held.ts";

type Found = Sweep<ErasedKind> & { readonly members?: readonly ErasedMembership[] };

type Eraser = (table: Table, whose: ErasingMember, after?: string) => Promise<Sweep<ErasedKind>>;

/** What is done for the person, whatever the number of their memberships. */
const first: readonly ((table: Table, whose: Erasing, after?: string) => Promise<Found>)[] = [
  sweepIdentity,
  (table, { personId }, after) => sweepLinesAbout(table, personId, after),
  sweepLinesBy,
  sweepReports,
  sweepParts,
  sweepBallots,
  sweepIssues,
  sweepReadings,
];

/** What each room does for each membership of the person, in order. */
const erasers: readonly Eraser[] = [
  ...Object.values(ofMembership),
  ...Object.values(ofFederation),
  ...Object.values(ofDirectory),
  ...Object.values(ofSafeguarding),
  ...Object.values(ofExchanges),
  ...Object.values(ofHours),
  ...Object.values(ofFunding),
  ...Object.values(ofIncidents),
  (table, { memberId }, after) => sweepReasons(table, accountOf(memberId), after),
  sweepCorrections,
  (table, { memberId }, after) => sweepLinesAbout(table, memberId, after),
];

/** Of how many steps the list has that a round goes through; a new version can have another one. */
export const stepCount = first.length + erasers.length;

/** What there is to erase at this place of the work, or nothing when the round is over. */
export async function sweepAt(
  { table, now }: Pick<Context, "table" | "now">,
  { at, after, members, ...whose }: Work,
): Promise<Found | undefined> {
  const once = first[at];
  if (once) return once(table, { ...whose, now }, after);
  const place = at - first.length;
  const member = members[Math.floor(place / erasers.length)];
  const eraser = erasers[place % erasers.length];
  if (!member || !eraser) return undefined;
  return eraser(table, { ...whose, now, memberId: member.id, hubId: member.hubId }, after);
}
