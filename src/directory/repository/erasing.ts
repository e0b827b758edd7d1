import type { PageWalk } from "../../kernel/index.ts";
import {
  type Item,
  remove,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { writtenBy } from "./listing.ts";
import { skillsKey } from "./skill.ts";

/** All that a party ever listed, as it is stored, newest first. */
export const storedListings = (
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: writtenBy(partyId) });

/** A member's skills, as they are stored. */
export const storedSkills = (table: Table, memberId: string): Promise<Item | undefined> =>
  table.get(skillsKey(memberId));

/** The change that removes an item altogether. */
export const removal = ({ pk, sk, version }: Item): readonly Write[] => [
  remove({ pk, sk }, Number(version)),
];
