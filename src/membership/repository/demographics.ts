import { create, remove, replace, type Table, type Write } from "../../table/index.ts";
import { Demographics, DemographicsLink } from "../model/index.ts";

/*
 * Two items that share nothing but the answers' random name, which only the link holds. The
 * answers lie under their area in the order of random names, so neither their key nor their
 * neighbours tell whose they are or when they came; a changed answer gets a new name.
 */

const linkKey = (personId: string) => ({ pk: `ANSWERS_OF#${personId}`, sk: "LINK" });
const answersKey = ({ areaId, name }: Pick<Demographics, "areaId" | "name">) => ({
  pk: `ANSWERS#${areaId}`,
  sk: name,
});

export async function findDemographicsLink(
  table: Table,
  personId: string,
): Promise<DemographicsLink | undefined> {
  const item = await table.get(linkKey(personId));
  return item && DemographicsLink.parse(item);
}

export async function findDemographics(
  table: Table,
  link: DemographicsLink | undefined,
): Promise<Demographics | undefined> {
  const item = link?.answers && (await table.get(answersKey(link.answers)));
  return item && Demographics.parse(item);
}

export const addDemographicsLink = (link: DemographicsLink): Write =>
  create({ ...linkKey(link.personId), ...link });
export const saveDemographicsLink = (link: DemographicsLink): Write =>
  replace({ ...linkKey(link.personId), ...link });
export const removeDemographicsLink = (link: DemographicsLink): Write =>
  remove(linkKey(link.personId), link.version);

/** Answers are never changed: they are there, or they are not. */
export const addDemographics = (answers: Demographics): Write =>
  create({ ...answersKey(answers), ...answers, version: 1 });

/** The answers a link leads to, if any. */
export const demographicsRemovals = ({ answers }: DemographicsLink): readonly Write[] =>
  answers ? [remove(answersKey(answers), 1)] : [];
