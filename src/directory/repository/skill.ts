import { create, replace, type Table, type Write } from "../../table/index.ts";
import { SkillList } from "../model/index.ts";

export const skillsKey = (memberId: string) => ({ pk: memberId, sk: "SKILLS" });

export async function findSkills(table: Table, memberId: string): Promise<SkillList | undefined> {
  const item = await table.get(skillsKey(memberId));
  return item && SkillList.parse(item);
}

/** A member's first list is new; every later one takes its place. */
export const saveSkills = (list: SkillList): Write =>
  list.version === 1
    ? create({ ...skillsKey(list.memberId), ...list })
    : replace({ ...skillsKey(list.memberId), ...list });
