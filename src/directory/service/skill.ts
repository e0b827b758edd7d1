import {
  callerOf,
  idFor,
  isRefusal,
  isReplay,
  notFound,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { addTo, mayManage } from "../decide/index.ts";
import type { AddSkill, RemoveSkill, Skill, SkillList } from "../model/index.ts";
import { findCategory, findSkills, saveSkills } from "../repository/index.ts";

export async function addSkill(context: Context, input: AddSkill) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "addSkill", input);
  const id = idFor("skl", request);
  return attempt(table, async () => {
    const { categoryId, words } = input;
    const [member, list, category] = await Promise.all([
      visibleMember(context, input.memberId),
      findSkills(table, input.memberId),
      categoryId === undefined ? undefined : findCategory(table, categoryId),
    ]);
    if (!member) return notFound("memberId");
    if (categoryId !== undefined && !category) return notFound("categoryId");
    const added = list?.skills.find((skill) => skill.id === id);
    const replay = isReplay([...(added?.receipts ?? []), ...(list?.receipts ?? [])], request);
    if (isRefusal(replay)) return replay;
    if (replay && list) return { answer: { thing: list.skills, replayed: true } };
    const skill: Skill = {
      id,
      level: input.level,
      ...(categoryId === undefined ? {} : { categoryId }),
      ...(words === undefined ? {} : { words }),
      addedAt: now,
      receipts: withReceipt([], request),
    };
    const skills = addTo(list?.skills ?? [], skill);
    if (isRefusal(skills)) return skills;
    return saving(list, {
      memberId: member.id,
      skills,
      receipts: withReceipt(list?.receipts ?? [], request),
    });
  });
}

export async function removeSkill(context: Context, input: RemoveSkill) {
  const { table, viewer } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "removeSkill", input);
  return attempt(table, async () => {
    const [member, list] = await Promise.all([
      visibleMember(context, input.memberId),
      findSkills(table, input.memberId),
    ]);
    if (!member || !list) return notFound("memberId");
    const replay = isReplay(list.receipts, request);
    if (isRefusal(replay)) return replay;
    if (replay) return { answer: { thing: list.skills, replayed: true } };
    if (!list.skills.some((skill) => skill.id === input.skillId)) return notFound("skillId");
    return saving(list, {
      memberId: member.id,
      skills: list.skills.filter((skill) => skill.id !== input.skillId),
      receipts: withReceipt(list.receipts, request),
    });
  });
}

/** What a member can do and would like to learn, for those who may act for them. */
export async function skillsOf(
  context: Context,
  memberId: string,
): Promise<readonly Skill[] | null> {
  const [member, list] = await Promise.all([
    visibleMember(context, memberId),
    findSkills(context.table, memberId),
  ]);
  return member ? (list?.skills ?? []) : null;
}

/** Whoever may see a member's skills may change them, so there is one question to ask. */
async function visibleMember({ table, viewer }: Context, memberId: string) {
  const member = await findParty(table, memberId);
  return member?.kind === "MEMBER" && mayManage(viewer, member) ? member : undefined;
}

function saving(list: SkillList | undefined, next: Omit<SkillList, "version">) {
  const saved: SkillList = { ...next, version: (list?.version ?? 0) + 1 };
  return { writes: [saveSkills(saved)], answer: { thing: saved.skills, replayed: false } };
}
