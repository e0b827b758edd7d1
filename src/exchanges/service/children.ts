import { agreementBetween } from "../../federation/index.ts";
import type { Viewer } from "../../kernel/index.ts";
import { isChildOf, isMetBy, type Party } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { bringsToChild, hasMetChild, isUnderAge } from "../decide/index.ts";
import { exchangesForParty } from "../repository/index.ts";

type Parties = ReadonlyMap<string, Party>;

/**
 * Those of the parties whom the viewer can meet at all, with the others as if they were not there.
 * Reads more only for a child that is not the viewer's own to know.
 */
export async function whoIsThere(
  { table, viewer, now }: Pick<Context, "table" | "viewer" | "now">,
  parties: Parties,
): Promise<Parties> {
  const there = await Promise.all(
    [...parties.values()].map(async (party) => {
      const isThere =
        isMetBy(viewer, party) &&
        (!isUnderAge(party, now) || (await mayKnow({ table, viewer, now }, party, parties)));
      return isThere ? [[party.id, party] as const] : [];
    }),
  );
  return new Map(there.flat());
}

async function mayKnow(
  { table, viewer, now }: Pick<Context, "table" | "viewer" | "now">,
  child: Party,
  parties: Parties,
): Promise<boolean> {
  if (isChildOf(viewer, child)) return true;
  const brought = bringsToChild(viewer, child, { named: [...parties.values()], now });
  const links = await Promise.all(brought.map(({ hubId }) => areLinked(table, hubId, child.hubId)));
  return links.includes(true) || (await haveMet(table, viewer, child));
}

/** Are these one hub, or two that have an agreement in force? */
export async function areLinked(table: Table, here: string, there: string): Promise<boolean> {
  if (here === there) return true;
  const agreement = await agreementBetween(table, here, there);
  return agreement?.limitMinutes !== undefined;
}

/** The viewer's own newest exchanges that are looked at. */
const together = 100;

/** Has somebody the viewer speaks for had help agreed with this child? */
async function haveMet(table: Table, viewer: Viewer, child: Party): Promise<boolean> {
  const lists = await Promise.all(
    viewer.actsFor.map(({ id }) =>
      exchangesForParty(table, id, { backwards: false, limit: together }),
    ),
  );
  return hasMetChild(
    lists.flat().map(({ node }) => node),
    child.id,
  );
}
