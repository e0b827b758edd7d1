import { giving, reading } from "./credits.ts";
import { deciding } from "./deciding.ts";
import { helping, looking, refusing, replaying } from "./help.ts";
import type { Story } from "./story.ts";
import { crossing, learning, verifying } from "./together.ts";

export {
  beginning,
  documentOf,
  kept,
  nameOf,
  refusalsIn,
  type Step,
  type Story,
  told,
  type Variables,
} from "./story.ts";

/** All stories, in the order in which they are best met. */
export const stories: readonly Story[] = [
  looking,
  helping,
  refusing,
  replaying,
  reading,
  giving,
  learning,
  crossing,
  deciding,
  verifying,
];
