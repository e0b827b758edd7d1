import type { PageWalk } from "../../../kernel/index.ts";
import { findKept, kept } from "../../../membership/index.ts";
import type { Item, StoredRow, SweepChange, Table } from "../../../table/index.ts";
import {
  isMembershipOver,
  isOver,
  isPersonOver,
  overUntil,
  type TimedKind,
} from "../../decide/index.ts";
import { correctionRemoval, readCorrection, storedDecided } from "../../repository/index.ts";
import { beginByItself } from "../erasing.ts";

/** Where and on which day something is looked for. */
type Look = { readonly table: Table; readonly hubId: string; readonly day: string };

/** One list of a hub that the clock goes through. */
export type HubRule = {
  readonly kind: TimedKind;
  readonly name: string;
  readonly list: (look: Look, walk: PageWalk) => Promise<readonly StoredRow[]>;
  readonly isDue: (look: Look, item: Item) => boolean | Promise<boolean>;
  readonly change: (look: Look & { readonly now: string }, item: Item) => Promise<SweepChange>;
};

type Listed = (
  table: Table,
  where: { readonly hubId: string; readonly to: string },
  walk: PageWalk,
) => Promise<readonly StoredRow[]>;

/** As far as things of a kind can be over: what came later cannot. */
const upTo =
  (kind: TimedKind, listed: Listed): HubRule["list"] =>
  ({ table, hubId, day }, walk) =>
    listed(table, { hubId, to: `${overUntil(kind, day)}~` }, walk);

const personWhoIsOver = async ({ table, day }: Look, item: Item) => {
  const member = kept.memberIn(item);
  if (!member || !isMembershipOver(member, day)) return undefined;
  const found = await findKept(table, member.personId, day);
  return found && isPersonOver(found, day) ? found.person : undefined;
};

/** Somebody's erasing begins in a commit of its own. */
const people = (kind: TimedKind, name: "left" | "applied" | "interviewed"): HubRule => ({
  kind,
  name,
  list: upTo(kind, kept[name]),
  isDue: async (look, item) => (await personWhoIsOver(look, item)) !== undefined,
  change: async (look, item) => {
    const person = await personWhoIsOver(look, item);
    return person ? { writes: await beginByItself(look, person), isAlone: true } : { writes: [] };
  },
});

const things = (
  kind: TimedKind,
  its: {
    readonly listed: Listed;
    readonly since: (item: Item) => string | undefined;
    readonly removal: (item: Item) => SweepChange["writes"][number];
  },
): HubRule => {
  const isDue = ({ day }: Look, item: Item) => {
    const since = its.since(item);
    return since !== undefined && isOver(kind, since, day);
  };
  return {
    kind,
    name: "all",
    list: upTo(kind, its.listed),
    isDue,
    change: async (look, item) => ({ writes: isDue(look, item) ? [its.removal(item)] : [] }),
  };
};

/** What is looked for in each hub. */
export const hubRules: readonly HubRule[] = [
  people("LEFT_MEMBER", "left"),
  people("APPLICATION", "applied"),
  people("APPLICATION", "interviewed"),
  things("REFERRAL", {
    listed: kept.closedReferrals,
    since: kept.referralClosedAt,
    removal: kept.referralRemoval,
  }),
  things("CORRECTION", {
    listed: storedDecided,
    since: (item) => {
      const request = readCorrection(item);
      return request.status === "OPEN" ? undefined : request.answeredAt;
    },
    removal: correctionRemoval,
  }),
  things("OBJECTION", {
    listed: kept.objections,
    since: kept.objectedAt,
    removal: kept.recordRemoval,
  }),
];
