import { invalid, type Refusal } from "../../kernel/index.ts";
import type { Area, AreaKind } from "../model/index.ts";

/** What each kind of area can lie in. Not every nation has regions. */
const liesIn: { readonly [kind in AreaKind]: readonly (AreaKind | undefined)[] } = {
  NATION: [undefined],
  REGION: ["NATION"],
  LOCAL_AUTHORITY: ["REGION", "NATION"],
};

const where: { readonly [kind in AreaKind]: string } = {
  NATION: "A nation stands at the top: leave parentId out.",
  REGION: "A region lies in a nation.",
  LOCAL_AUTHORITY: "A local authority lies in a region, or in a nation without regions.",
};

export function checkPlace(
  kind: AreaKind,
  parent: Area | undefined,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (liesIn[kind].includes(parent?.kind)) return undefined;
  return invalid("This kind of area cannot lie there.", where[kind], "parentId");
}

export function checkHubPlace(area: Area): Refusal<"VALIDATION_FAILED"> | undefined {
  if (area.kind === "LOCAL_AUTHORITY") return undefined;
  return invalid("A hub stands in a local authority.", "Choose a local authority.", "areaId");
}
