import { exportParts } from "../../../circles/index.ts";
import { exportBallots } from "../../../decisions/index.ts";
import { exporters as ofDirectory } from "../../../directory/index.ts";
import { exporters as ofExchanges } from "../../../exchanges/index.ts";
import { exporters as ofFederation } from "../../../federation/index.ts";
import { exporters as ofFunding } from "../../../funding/index.ts";
import { exporters as ofHours } from "../../../hours/index.ts";
import { exportReports, exporters as ofIncidents } from "../../../incidents/index.ts";
import { exportIssues } from "../../../issues/index.ts";
import { accountOf, exportEntries } from "../../../ledger/index.ts";
import {
  exportIdentity,
  type HeldOf,
  type HeldOfMember,
  exporters as ofMembership,
} from "../../../membership/index.ts";
import { exporters as ofSafeguarding } from "../../../safeguarding/index.ts";
import type { Portion, Table } from "../../../table/index.ts";
import type { Taker } from "../../model/index.ts";
import { exportLinesAbout, exportLooks, exportReadings } from "../access/exporting.ts";
import { exportCorrections } from "../correction/held.ts";

type Exporter = (table: Table, whose: HeldOfMember, after?: string) => Promise<Portion>;
type ExporterOfPerson = (table: Table, whose: HeldOf, after?: string) => Promise<Portion>;

const fromCircles: readonly ExporterOfPerson[] = [exportParts, exportBallots, exportIssues];

/** What is told of the person, whatever the number of their memberships. */
export const ofPerson: readonly ExporterOfPerson[] = [
  exportIdentity,
  (table, { personId }, after) => exportLinesAbout(table, personId, after),
  exportReadings,
  exportReports,
  ...fromCircles,
];

const exportReadsOf: Exporter = (table, { memberId }, after) =>
  exportLinesAbout(table, memberId, after);

/** What each room tells of a membership, in order. */
export const ofEachMembership: readonly Exporter[] = [
  ...Object.values(ofMembership),
  ...Object.values(ofFederation),
  ...Object.values(ofDirectory),
  ...Object.values(ofSafeguarding),
  ...Object.values(ofExchanges),
  ...Object.values(ofHours),
  ...Object.values(ofFunding),
  ...Object.values(ofIncidents),
  exportCorrections,
  (table, { memberId }, after) => exportEntries(table, accountOf(memberId), after),
  exportReadsOf,
  exportLooks,
];

/**
 * What is not for everyone who takes it. A broker may not read what a safeguarding lead keeps, nor
 * who watched whom; a guardian not what a child told a lead, as it may be about the guardian. What
 * somebody said in a circle, how they voted and what they felt of it is theirs alone, and so is a diary.
 */
const keptFrom: { readonly [taker in Taker]: readonly (Exporter | ExporterOfPerson)[] } = {
  SELF: [],
  GUARDIAN: [exportReports, ...fromCircles, ofHours.CORE_WORK],
  BROKER: [
    ...fromCircles,
    ofHours.CORE_WORK,
    ...Object.values(ofSafeguarding),
    ...Object.values(ofIncidents),
    exportReadsOf,
    exportLooks,
  ],
};

export const isKeptFrom = (taker: Taker, part: Exporter | ExporterOfPerson): boolean =>
  keptFrom[taker].includes(part);
