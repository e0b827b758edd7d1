import { hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  remove,
  replace,
  requireVersion,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import {
  Artefact,
  Box,
  type ClosedDecision,
  Decision,
  type OpenedDecision,
} from "../model/index.ts";

const artefactKey = (id: string) => ({ pk: id, sk: "ARTEFACT" });
const artefactsOf = (circleId: string) => `ARTEFACTS#${circleId}`;

const artefactItem = (artefact: Artefact) => ({
  ...artefactKey(artefact.id),
  ...artefact,
  i1pk: artefactsOf(artefact.circleId),
  i1sk: byTime(artefact.createdAt, artefact.id),
});

export async function findArtefact(table: Table, id: string): Promise<Artefact | undefined> {
  const item = hasPrefix(id, "art") ? await table.get(artefactKey(id)) : undefined;
  return item && Artefact.parse(item);
}

export const createArtefact = (artefact: Artefact): Write => create(artefactItem(artefact));
export const saveArtefact = (artefact: Artefact): Write => replace(artefactItem(artefact));

/** Newest first. */
export const artefactsIn = (
  table: Table,
  circleId: string,
  walk: PageWalk,
): Promise<readonly Row<Artefact>[]> =>
  rowsOf(
    table,
    { ...walk, index: "i1", pk: artefactsOf(circleId), backwards: !walk.backwards },
    (item) => Artefact.parse(item),
  );

const decisionKey = (id: string) => ({ pk: id, sk: "DECISION" });
const decisionsOf = (circleId: string) => `DECISIONS#${circleId}`;

const decisionItem = (decision: Decision) => ({
  ...decisionKey(decision.id),
  ...decision,
  i1pk: decisionsOf(decision.circleId),
  i1sk: byTime(decision.openedAt, decision.id),
});

export async function findDecision(table: Table, id: string): Promise<Decision | undefined> {
  const item = hasPrefix(id, "dec") ? await table.get(decisionKey(id)) : undefined;
  return item && Decision.parse(item);
}

/** Newest first. */
export const decisionsIn = (
  table: Table,
  circleId: string,
  walk: PageWalk,
): Promise<readonly Row<Decision>[]> =>
  rowsOf(
    table,
    { ...walk, index: "i1", pk: decisionsOf(circleId), backwards: !walk.backwards },
    (item) => Decision.parse(item),
  );

/*
 * The ballot of an open decision is a few boxes. A position goes into the box of its seat and moves
 * that box on; closing takes away every box at the number it read before it read the positions. So
 * a position that came in between is either among those that were read, or closing finds a box
 * moved on and reads again. Two hundred people at once wait for their box only, not for each other.
 * There are as many as fit into the commit that takes them away, with the counts beside them.
 */

const boxCount = 64;
const boxNumbers = Array.from({ length: boxCount }, (_, number) => number);

const boxKey = (decisionId: string, number: number) => ({
  pk: decisionId,
  sk: `BOX#${String(number).padStart(2, "0")}`,
});

/** The box of a seat: ids are hashes, so their letters spread evenly. */
export const boxOf = (seatId: string): number =>
  (seatId.charCodeAt(6) * 31 + seatId.charCodeAt(7)) % boxCount;

const boxItem = (decisionId: string, box: Box) => ({ ...boxKey(decisionId, box.number), ...box });

export const openBallot = (decision: OpenedDecision): readonly Write[] => [
  create(decisionItem(decision)),
  ...boxNumbers.map((number) => create(boxItem(decision.id, { number, version: 1 }))),
];

/** Absent once the decision was closed. */
export async function findBox(
  table: Table,
  decisionId: string,
  number: number,
): Promise<Box | undefined> {
  const item = await table.get(boxKey(decisionId, number));
  return item && Box.parse(item);
}

export async function boxesOf(table: Table, decisionId: string): Promise<readonly Box[]> {
  const found = await Promise.all(boxNumbers.map((number) => findBox(table, decisionId, number)));
  return found.flatMap((box) => (box ? [box] : []));
}

export const moveBox = (decisionId: string, box: Box): Write =>
  replace(boxItem(decisionId, { ...box, version: box.version + 1 }));

export const closeBallot = (decision: ClosedDecision, boxes: readonly Box[]): readonly Write[] => [
  replace(decisionItem(decision)),
  ...(decision.status === "AGREED" ? [create({ ...standKey(decision.id), version: 1 })] : []),
  ...boxes.map(({ number, version }) => remove(boxKey(decision.id, number), version)),
];

/*
 * What was agreed has a mark beside it that goes when it is overridden. Whatever rests on the
 * decision requires the mark in its own commit: it is small, where a decision has many words.
 */
const standKey = (decisionId: string) => ({ pk: decisionId, sk: "STANDS" });

export const decisionStands = ({ id }: Decision): Write => requireVersion(standKey(id), 1);

export const saveOverridden = (decision: ClosedDecision): readonly Write[] => [
  replace(decisionItem(decision)),
  remove(standKey(decision.id), 1),
];
