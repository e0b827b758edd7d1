import { findCategory } from "../../directory/index.ts";
import { addDays, dateOf } from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { maySeeGaps } from "../decide/index.ts";
import type { CanDo, CanDoWish, Gap, MeetingParty } from "../model/index.ts";
import { gapsOf } from "./meeting.ts";

/**
 * Could this member give such help, and if not, what is missing? For the member, their guardians,
 * the brokers and the safeguarding lead of their hub; for anyone else there is no answer.
 */
export async function canDo(context: Context, wish: CanDoWish): Promise<CanDo | null> {
  const { table, viewer } = context;
  const [member, category] = await Promise.all([
    findParty(table, wish.memberId),
    wish.categoryId === undefined ? undefined : findCategory(table, wish.categoryId),
  ]);
  if (member?.kind !== "MEMBER" || !maySeeGaps(viewer, member)) return null;
  if (wish.categoryId !== undefined && !category) return null;
  const somebody = someoneOf(member.hubId, wish.childAged, context.now);
  const payer = wish.forBusiness ? someBusinessOf(member.hubId) : somebody;
  const gaps = await gapsOf(context, {
    provider: member,
    payer,
    recipients: [somebody],
    categoryId: category?.id,
    channel: wish.channel ?? "IN_PERSON",
    placeKind: wish.placeKind,
    minutes: wish.minutes ?? usualMinutes,
    isBetweenFriends: false,
    handlesMoney: wish.handlesMoney ?? false,
    isDisplacementCleared: false,
    // What is asked of the member, and nothing of what is known about them.
    supposedAtRisk: wish.withAdultAtRisk ? [somebody.id] : [],
  });
  const { id: memberId, hubId } = member;
  return { memberId, hubId, isYes: gaps.length === 0, gaps: distinct(gaps) };
}

const usualMinutes = 60;

/** Somebody whom nobody knows: an adult, or a child of this age without a guardian beside them. */
function someoneOf(hubId: string, age: number | undefined, now: string): MeetingParty {
  const someone = { id: "somebody", kind: "MEMBER", hubId, guardianPersonIds: [] } as const;
  return age === undefined ? someone : { ...someone, bornOn: dateOf(addDays(now, -age * 366 - 1)) };
}

const someBusinessOf = (hubId: string): MeetingParty => ({
  ...{ id: "some business", kind: "ORGANISATION", hubId, guardianPersonIds: [] },
  organisationKind: "BUSINESS",
});

/** Two hubs, or two requirements, can ask for the same. */
const distinct = (gaps: readonly Gap[]): readonly Gap[] => [
  ...new Map(gaps.map((gap) => [`${gap.code} ${gap.message}`, gap])).values(),
];
