import type { Resolvers } from "../../graphql/generated/types.ts";
import { exportPersonalData } from "../service/index.ts";

/** All that is held on a person, to take away. */
export const exporting = {
  Query: {
    personalDataExport: (_root, asked, context) => exportPersonalData(context, asked),
  },
} satisfies Resolvers;
