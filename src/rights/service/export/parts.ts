import { exporters as ofDirectory } from "../../../directory/index.ts";
import { exporters as ofExchanges } from "../../../exchanges/index.ts";
import { exporters as ofFederation } from "../../../federation/index.ts";
import { exporters as ofFunding } from "../../../funding/index.ts";
import { exporters as ofIncidents } from "../../../incidents/index.ts";
import { accountOf, exportEntries } from "../../../ledger/index.ts";
import {
  exportIdentity,
  type HeldOf,
  type HeldOfMember,
  exporters as ofMembership,
} from "../../../membership/index.ts";
import { exporters as ofSafeguarding } from "../../../safeguarding/index.ts";
import type { Portion, Table } from "../../../table/index.ts";
import { exportLinesAbout, exportLooks, exportReadings } from "../access/exporting.ts";

type Exporter = (table: Table, whose: HeldOfMember, after?: string) => Promise<Portion>;
type ExporterOfPerson = (table: Table, whose: HeldOf, after?: string) => Promise<Portion>;

/** What is told of the person, whatever the number of their memberships. */
export const ofPerson: readonly ExporterOfPerson[] = [
  exportIdentity,
  (table, { personId }, after) => exportLinesAbout(table, personId, after),
  exportReadings,
];

/** What each room tells of a membership, in order. */
export const ofEachMembership: readonly Exporter[] = [
  ...Object.values(ofMembership),
  ...Object.values(ofFederation),
  ...Object.values(ofDirectory),
  ...Object.values(ofSafeguarding),
  ...Object.values(ofExchanges),
  ...Object.values(ofFunding),
  ...Object.values(ofIncidents),
  (table, { memberId }, after) => exportEntries(table, accountOf(memberId), after),
  (table, { memberId }, after) => exportLinesAbout(table, memberId, after),
  exportLooks,
];
