import { type Refusal, refuse } from "../../kernel/index.ts";

/** A mandate goes up: from a circle to one whose decisions reach further. */
export function checkHigher<Level>(
  levels: readonly Level[],
  { from, to }: { readonly from: Level; readonly to: Level },
): Refusal<"LEVEL_NOT_HIGHER"> | undefined {
  if (levels.indexOf(to) > levels.indexOf(from)) return undefined;
  return refuse(
    "LEVEL_NOT_HIGHER",
    "The decisions of that circle reach no further than those of this one.",
    "Name a circle of a higher level.",
    "toCircleId",
  );
}
