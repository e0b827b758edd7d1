import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  create,
  type IndexName,
  type Item,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Area, Hub } from "../model/index.ts";

const areaKey = (areaId: string) => ({ pk: areaId, sk: "AREA" });
const gssKey = (code: string) => ({ pk: `GSS#${code}`, sk: "GSS" });
export const hubKey = (hubId: string) => ({ pk: hubId, sk: "HUB" });
const hubCodeKey = (areaId: string, code: string) => ({ pk: areaId, sk: `HUBCODE#${code}` });

const areasBelow = (parentId: string | undefined) => `AREAS#${parentId ?? "TOP"}`;
const hubsBelow = (areaId: string) => `HUBS#${areaId}`;
const byName = (thing: { readonly name: string; readonly id: string }) =>
  `${thing.name}#${thing.id.slice(4, 10)}`;

/** Which index lists hubs below an area of each kind. */
const indexFor: { readonly [kind in Area["kind"]]: IndexName } = {
  LOCAL_AUTHORITY: "i1",
  REGION: "i2",
  NATION: "i3",
};

/** The most hubs that `hubsUnder` hands back: more than a nation has. */
const mostHubs = 2000;

export async function findArea(table: Table, areaId: string): Promise<Area | undefined> {
  const item = await table.get(areaKey(areaId));
  return item && Area.parse(item);
}

export async function isGssCodeTaken(table: Table, code: string): Promise<boolean> {
  return (await table.get(gssKey(code))) !== undefined;
}

/** A new area, and the guard that its GSS code is used once. */
export const addArea = (area: Area): readonly Write[] => [
  create({
    ...areaKey(area.id),
    ...area,
    i1pk: areasBelow(area.path[1]),
    i1sk: byName(area),
  }),
  create({ ...gssKey(area.code), areaId: area.id, version: 1 }),
];

/** Areas right below one, by name; the nations when no area is given. */
export const areasFor = (
  table: Table,
  parentId: string | undefined,
  walk: PageWalk,
): Promise<readonly Row<Area>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: areasBelow(parentId) }, (item) => Area.parse(item));

/** Reads its own writes. Hubs asked for in one tick are read together. */
export async function findHub(table: Table, hubId: string): Promise<Hub | undefined> {
  const item = await table.get(hubKey(hubId));
  return item && Hub.parse(item);
}

export async function isHubCodeTaken(table: Table, areaId: string, code: string): Promise<boolean> {
  return (await table.get(hubCodeKey(areaId, code))) !== undefined;
}

/** A new hub, and the guard that its code is used once in its local authority. */
export const addHub = (hub: Hub): readonly Write[] => [
  create(hubItem(hub)),
  create({ ...hubCodeKey(hub.areaId, hub.code), hubId: hub.id, version: 1 }),
];

export const saveHub = (hub: Hub): Write => replace(hubItem(hub));

function hubItem(hub: Hub): Item & { readonly version: number } {
  const [authority, ...above] = hub.areaPath;
  const nation = above.at(-1);
  const region = above.length > 1 ? above[0] : undefined;
  const sortKey = byName(hub);
  return {
    ...hubKey(hub.id),
    ...hub,
    ...(authority ? { i1pk: hubsBelow(authority), i1sk: sortKey } : {}),
    ...(region ? { i2pk: hubsBelow(region), i2sk: sortKey } : {}),
    ...(nation ? { i3pk: hubsBelow(nation), i3sk: sortKey } : {}),
  };
}

/** Hubs anywhere below an area, by name. */
export const hubsFor = (table: Table, area: Area, walk: PageWalk): Promise<readonly Row<Hub>[]> =>
  rowsOf(table, { ...walk, index: indexFor[area.kind], pk: hubsBelow(area.id) }, (item) =>
    Hub.parse(item),
  );

/** All hubs anywhere below an area; none for an area nobody knows. */
export async function hubsUnder(table: Table, areaId: string): Promise<readonly Hub[]> {
  const area = await findArea(table, areaId);
  if (!area) return [];
  const rows = await hubsFor(table, area, { backwards: false, limit: mostHubs });
  return rows.map((row) => row.node);
}

/** The most nations there are. */
const mostNations = 100;

/** Every hub there is, for what the clock does. */
export async function everyHub(table: Table): Promise<readonly Hub[]> {
  const nations = await areasFor(table, undefined, { backwards: false, limit: mostNations });
  const hubs = await Promise.all(nations.map(({ node }) => hubsUnder(table, node.id)));
  return hubs.flat();
}
