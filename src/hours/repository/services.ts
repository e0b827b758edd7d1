import { hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import { byTime, create, replace, rowsOf, type Table, type Write } from "../../table/index.ts";
import { Service } from "../model/index.ts";

const serviceKey = (id: string) => ({ pk: id, sk: "SERVICE" });
const ofOrganisation = (organisationId: string) => `SERVICES_OF#${organisationId}`;

export async function findService(table: Table, id: string): Promise<Service | undefined> {
  const item = hasPrefix(id, "svc") ? await table.get(serviceKey(id)) : undefined;
  return item && Service.parse(item);
}

export function putService(service: Service): Write {
  const item = {
    ...serviceKey(service.id),
    ...service,
    ...{
      i1pk: ofOrganisation(service.organisationId),
      i1sk: byTime(service.createdAt, service.id),
    },
  };
  return service.version === 1 ? create(item) : replace(item);
}

/** Newest first. */
export const servicesOf = (
  table: Table,
  organisationId: string,
  walk: PageWalk,
): Promise<readonly Row<Service>[]> => {
  const list = { index: "i1", pk: ofOrganisation(organisationId) } as const;
  return rowsOf(table, { ...walk, ...list, backwards: !walk.backwards }, (item) =>
    Service.parse(item),
  );
};
