import type { PageWalk } from "../../../kernel/index.ts";
import { findKept, kept } from "../../../membership/index.ts";
import { kept as keptSafe } from "../../../safeguarding/index.ts";
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
  /** Where even how many there are is for the safeguarding lead alone. */
  readonly isForLead?: boolean;
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

/** A membership whose time is over, with what is left to decide about its person. */
const overIn = async ({ table, day }: Look, item: Item) => {
  const member = kept.memberIn(item);
  if (!member || !isMembershipOver(member, day)) return undefined;
  return findKept(table, member.personId, day);
};

const personWhoIsOver = async (look: Look, item: Item) => {
  const found = await overIn(look, item);
  return found && isPersonOver(found, look.day) ? found.person : undefined;
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

type Removal = SweepChange["writes"];

/** An application goes alone where its person takes part elsewhere, and with them where not. */
const applications = (name: "applied" | "interviewed"): HubRule => {
  const whole = people("APPLICATION", name);
  return {
    ...whole,
    isDue: async (look, item) => (await overIn(look, item)) !== undefined,
    change: async (look, item) => {
      const found = await overIn(look, item);
      if (!found) return { writes: [] };
      if (isPersonOver(found, look.day)) return whole.change(look, item);
      return { writes: await kept.applicationRemoval(look.table, item, look.now), isAlone: true };
    },
  };
};

const things = (
  kind: TimedKind,
  its: {
    readonly name?: string;
    readonly listed: Listed;
    readonly since: (item: Item) => string | undefined;
    readonly removal: (table: Table, item: Item) => Removal | Promise<Removal>;
  },
): HubRule => {
  const isDue = ({ day }: Look, item: Item) => {
    const since = its.since(item);
    return since !== undefined && isOver(kind, since, day);
  };
  return {
    kind,
    name: its.name ?? "all",
    list: upTo(kind, its.listed),
    isDue,
    change: async (look, item) => ({
      writes: isDue(look, item) ? await its.removal(look.table, item) : [],
    }),
  };
};

const referrals = (name: "open" | "closed", listed: Listed): HubRule =>
  things("REFERRAL", {
    name,
    listed,
    since: kept.referralSince,
    removal: (_table, item) => [kept.referralRemoval(item)],
  });

const clearances = (name: "ended" | "expired", listed: Listed): HubRule =>
  things("CLEARANCE", {
    name,
    listed,
    since: keptSafe.clearanceOverSince,
    removal: keptSafe.clearanceRemoval,
  });

/** Who was thought to be at risk is the lead's to know, and so is how many. */
const atRisk = (name: "ended" | "run out", listed: Listed): HubRule => ({
  ...things("AT_RISK_NOTE", {
    name,
    listed,
    since: keptSafe.atRiskOverSince,
    removal: keptSafe.atRiskRemoval,
  }),
  isForLead: true,
});

/** What is looked for in each hub. */
export const hubRules: readonly HubRule[] = [
  people("LEFT_MEMBER", "left"),
  applications("applied"),
  applications("interviewed"),
  referrals("closed", kept.closedReferrals),
  referrals("open", kept.openReferrals),
  things("CORRECTION", {
    listed: storedDecided,
    since: (item) => {
      const request = readCorrection(item);
      return request.status === "OPEN" ? undefined : request.answeredAt;
    },
    removal: (_table, item) => [correctionRemoval(item)],
  }),
  things("OBJECTION", {
    listed: kept.objections,
    since: kept.objectedAt,
    removal: (_table, item) => [kept.recordRemoval(item)],
  }),
  clearances("expired", keptSafe.expiredClearances),
  clearances("ended", keptSafe.endedClearances),
  {
    ...things("INTERIM_MEASURE", {
      listed: keptSafe.measures,
      since: keptSafe.measureOverSince,
      removal: keptSafe.measureRemoval,
    }),
    isForLead: true,
  },
  atRisk("run out", keptSafe.runOutAtRisk),
  atRisk("ended", keptSafe.endedAtRisk),
];
