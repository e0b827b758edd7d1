import { type Refusal, refuse } from "../../kernel/index.ts";
import { mostSkills, type Skill } from "../model/index.ts";

export const addTo = (
  skills: readonly Skill[],
  skill: Skill,
): readonly Skill[] | Refusal<"TOO_MANY_SKILLS"> =>
  skills.length < mostSkills
    ? [...skills, skill]
    : refuse(
        "TOO_MANY_SKILLS",
        `There are already ${mostSkills} skills on this list.`,
        "Take one off before you add another.",
      );
