import { findCategory } from "../../directory/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import {
  type Gathering,
  mayBeCounted,
  type SafetyCode,
  whyNotGather,
} from "../../safeguarding/index.ts";
import type { Context, Write } from "../../table/index.ts";
import type { GroupActivity, GroupPart } from "../model/index.ts";
import { addGiverLine } from "../repository/index.ts";
import { type GroupCase, partyIn } from "./group-change.ts";
import { besides } from "./safety.ts";

/**
 * May this party join those who have? Asked as it is before an exchange is agreed, of whoever gives
 * and whoever is there. A sponsor meets nobody, and running an activity happens after the help, which
 * must never be left unpaid: neither asks it.
 */
export async function whyNotSafeToJoin(
  clock: Pick<Context, "table" | "now">,
  its: GroupCase,
  { next, part }: { readonly next: GroupActivity; readonly part: GroupPart },
): Promise<Refusal<SafetyCode> | undefined> {
  if (part.role === "SPONSOR") return undefined;
  const party = partyIn(its, part.partyId);
  const joined = next.parts.filter((one) => one.joinedBy !== undefined);
  const givers = part.role === "GIVER" ? [part] : joined.filter((one) => one.role === "GIVER");
  const sponsor = next.parts.find((one) => one.role === "SPONSOR");
  const helpers = givers.map((one) => ({ party: partyIn(its, one.partyId), minutes: one.minutes }));
  return whyNotGather(clock, {
    helpers: helpers.length > 0 ? helpers : [organiserOf(next)],
    there: joined.filter(({ role }) => role !== "SPONSOR").map((one) => partyIn(its, one.partyId)),
    payer: sponsor ? partyIn(its, sponsor.partyId) : party,
    concerned: [party, ...helpers.map((one) => one.party)],
    categoryId: next.categoryId,
    channel: next.channel ?? "IN_PERSON",
    placeKind: next.placeKind,
    plannedFor: next.plannedFor,
    isBetweenFriends: false,
    handlesMoney: false,
    // Without an organiser a broker of the hub has planned it, and so has looked at it.
    isDisplacementCleared: next.organiserId === undefined,
    isForSeveral: true,
    besides: besides(clock.table, next.id),
  });
}

/** The line by which a giver's part counts with other help of theirs, where it ever can. */
export async function linesToCount(
  { table }: Pick<Context, "table">,
  its: GroupCase,
  { next, part }: { readonly next: GroupActivity; readonly part: GroupPart },
): Promise<readonly Write[]> {
  if (part.role !== "GIVER") return [];
  const category =
    next.categoryId === undefined ? undefined : await findCategory(table, next.categoryId);
  const help = { categoryPath: category?.path ?? [], at: next.plannedFor };
  const counts = mayBeCounted(partyIn(its, part.partyId), help);
  return counts ? [addGiverLine(next, part.partyId)] : [];
}

/** Until somebody who gives has joined, whoever organises it stands for them. */
const organiserOf = ({ organiserId, hubId }: GroupActivity): Gathering["helpers"][number] => ({
  party: { id: organiserId ?? hubId, kind: "ORGANISATION", hubId, guardianPersonIds: [] },
  minutes: 0,
});
