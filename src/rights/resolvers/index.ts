import type { Resolvers } from "../../graphql/generated/types.ts";
import { access } from "./access.ts";
import { erasures } from "./erasure.ts";
import { exporting } from "./export.ts";

export { nodes } from "./erasure.ts";

export const resolvers: Resolvers = {
  ...access,
  ...erasures,
  Query: { ...access.Query, ...erasures.Query, ...exporting.Query },
};
