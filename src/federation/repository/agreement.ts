import { derivedId } from "../../kernel/index.ts";
import { create, type Key, replace, type Table, type Write } from "../../table/index.ts";
import { InterHubAgreement, pairOf } from "../model/index.ts";

const keyOf = (id: string): Key => ({ pk: id, sk: "AGREEMENT" });
const linesOf = (hubId: string) => `AGREEMENTS#${hubId}`;

/** One agreement for each pair of hubs: asked from either side, the id is the same. */
export const agreementIdOf = (hubId: string, partnerHubId: string): string =>
  derivedId("agr", ...pairOf(hubId, partnerHubId));

export async function findAgreement(
  table: Table,
  id: string,
): Promise<InterHubAgreement | undefined> {
  const item = await table.get(keyOf(id));
  return item && InterHubAgreement.parse(item);
}

/** The ids of a hub's agreements, in the order of the ids. */
export async function agreementIdsForHub(
  table: Table,
  hubId: string,
  walk: { readonly after?: string; readonly backwards: boolean; readonly limit: number },
): Promise<readonly string[]> {
  const lines = await table.walk({ pk: linesOf(hubId), ...walk });
  return lines.map((line) => line.sk);
}

/** A new agreement, and a line for it in each hub's list. */
export const createAgreement = (agreement: InterHubAgreement): readonly Write[] => [
  create({ ...keyOf(agreement.id), ...agreement }),
  ...agreement.hubIds.map((hubId) => create({ pk: linesOf(hubId), sk: agreement.id })),
];

export const saveAgreement = (agreement: InterHubAgreement): Write =>
  replace({ ...keyOf(agreement.id), ...agreement });
