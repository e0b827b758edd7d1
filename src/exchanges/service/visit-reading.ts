import { type Connection, connection, type PageArgs, sameIdAs } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { looksAfter, maySeeVisit, visitStatus } from "../decide/index.ts";
import type { Exchange, Visit } from "../model/index.ts";
import { findVisit, visitIdOf, visitsOverdue } from "../repository/index.ts";

export { moneyTotals } from "../decide/index.ts";

export const visitStatusAt = ({ now }: Context, visit: Visit) => visitStatus(visit, now);

export async function visitById(
  { table, viewer }: Context,
  id: string,
): Promise<Visit | undefined> {
  const found = await findVisit(table, id);
  return found && maySeeVisit(viewer, found) ? found : undefined;
}

export const visitOf = (context: Context, exchangeId: string): Promise<Visit | undefined> =>
  exchangeId.startsWith("exc_")
    ? visitById(context, visitIdOf(exchangeId))
    : Promise.resolve(undefined);

/** The visit of an exchange that the viewer sees already. */
export const visitIn = ({ table }: Context, exchange: Exchange): Promise<Visit | undefined> =>
  findVisit(table, sameIdAs(exchange.id, "vis"));

/** For those who look after what happens in the hub, the one that is overdue longest first. */
export async function overdueVisits(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<Visit> | null> {
  const { table, viewer, now } = context;
  if (!looksAfter(viewer, [hubId])) return null;
  return connection(context, { list: `overdueVisits ${hubId}`, args }, (walk) =>
    visitsOverdue(table, { hubId, now }, walk),
  );
}
