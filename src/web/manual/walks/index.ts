import type { Walk } from "../walk.ts";
import { circles } from "./circles.ts";
import { credits } from "./credits.ts";
import { help } from "./help.ts";
import { hubs } from "./hubs.ts";
import { people } from "./people.ts";
import { safety } from "./safety.ts";

/** Ways to an example for each operation, in the order in which the tests go them. */
export const walks: readonly Walk[] = [
  ...help,
  ...people,
  ...credits,
  ...circles,
  ...safety,
  ...hubs,
];
