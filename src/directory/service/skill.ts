import {
  idFor,
  isRefusal,
  notFound,
  type Request,
  replayOf,
  withReceipt,
} from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { type Asked, byRequest } from "../../table/index.ts";
import { addTo, mayManage, mayReadOwn } from "../decide/index.ts";
import type { AddSkill, RemoveSkill, Skill, SkillList } from "../model/index.ts";
import { findCategory, findSkills, saveSkills } from "../repository/index.ts";
import { notYours } from "./asking.ts";

export const addSkill = (context: Context, input: AddSkill) =>
  byRequest(context, { operation: "addSkill", input }, adding);

async function adding(context: Context, { input, request }: Asked<AddSkill>) {
  const { table, now } = context;
  const { memberId, level, categoryId, words } = input;
  const id = idFor("skl", request);
  const [member, list, category] = await Promise.all([
    visibleMember(context, memberId),
    findSkills(table, memberId),
    categoryId === undefined ? undefined : findCategory(table, categoryId),
  ]);
  if (!member) return notFound("memberId");
  if (categoryId !== undefined && !category) return notFound("categoryId");
  if (!mayManage(context.viewer, member)) return notYours(member);
  const replay = addedBefore(list, { id, request });
  if (replay) return replay;
  const receipts = withReceipt([], request);
  const skills = addTo(list?.skills ?? [], {
    id,
    level,
    categoryId,
    words,
    addedAt: now,
    receipts,
  });
  return isRefusal(skills) ? skills : saving(list, { memberId, skills, request });
}

/** The list remembers its latest changes, and each skill on it the request that added it. */
function addedBefore(
  list: SkillList | undefined,
  { id, request }: { readonly id: string; readonly request: Request },
) {
  if (!list) return undefined;
  const replay = replayOf(list, request);
  if (replay) return replay;
  const again = replayOf(
    list.skills.find((skill) => skill.id === id),
    request,
  );
  return again && !isRefusal(again) ? { answer: { thing: list, replayed: true } } : again;
}

export const removeSkill = (context: Context, input: RemoveSkill) =>
  byRequest(context, { operation: "removeSkill", input }, removing);

async function removing(context: Context, { input, request }: Asked<RemoveSkill>) {
  const { memberId, skillId } = input;
  const [member, list] = await Promise.all([
    visibleMember(context, memberId),
    findSkills(context.table, memberId),
  ]);
  if (!member || !list) return notFound(member ? "skillId" : "memberId");
  if (!mayManage(context.viewer, member)) return notYours(member);
  const replay = replayOf(list, request);
  if (replay) return replay;
  const skills = list.skills.filter((skill) => skill.id !== skillId);
  if (skills.length === list.skills.length) return notFound("skillId");
  return saving(list, { memberId, skills, request });
}

/** What a member can do and would like to learn, for those who may act for them. */
export async function skillsOf(context: Context, memberId: string): Promise<SkillList | null> {
  const [member, list] = await Promise.all([
    visibleMember(context, memberId),
    findSkills(context.table, memberId),
  ]);
  if (!member) return null;
  return list ?? { memberId, skills: [], version: 0, receipts: [] };
}

/** Whoever may see a member's skills may change them, save a supporter who has no say in it. */
async function visibleMember({ table, viewer }: Context, memberId: string) {
  const member = await findParty(table, memberId);
  return member?.kind === "MEMBER" && mayReadOwn(viewer, member) ? member : undefined;
}

function saving(
  list: SkillList | undefined,
  next: {
    readonly memberId: string;
    readonly skills: readonly Skill[];
    readonly request: Request;
  },
) {
  const saved: SkillList = {
    memberId: next.memberId,
    skills: next.skills,
    version: (list?.version ?? 0) + 1,
    receipts: withReceipt(list?.receipts ?? [], next.request),
  };
  return { writes: [saveSkills(saved)], answer: { thing: saved, replayed: false } };
}
