import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Requirement } from "../model/index.ts";
import { addRequirementLine, removeRequirementLine } from "./board.ts";

const keyOf = (id: string) => ({ pk: id, sk: "REQUIREMENT" });
const inHub = (hubId: string) => `REQUIREMENTS#${hubId}`;

const itemOf = (one: Requirement): Item & { readonly version: number } => ({
  ...keyOf(one.id),
  ...one,
  i1pk: inHub(one.hubId),
  i1sk: byTime(one.createdAt, one.id),
});

export async function findRequirement(table: Table, id: string): Promise<Requirement | undefined> {
  const item = await table.get(keyOf(id));
  return item && Requirement.parse(item);
}

/** A new requirement, with the line that makes it hold. */
export const createRequirement = (
  one: Requirement,
  categorySlug: string | undefined,
): readonly Write[] => [create(itemOf(one)), addRequirementLine(one, categorySlug)];

/** A requirement that has ended, without its line. */
export const closeRequirement = (one: Requirement): readonly Write[] => [
  replace(itemOf(one)),
  removeRequirementLine(one),
];

/** Requirements of a hub, those that ended too, oldest first. */
export const requirementsIn = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<Requirement>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: inHub(hubId) }, (item) => Requirement.parse(item));
