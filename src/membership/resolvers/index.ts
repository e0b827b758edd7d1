import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import * as service from "../service/index.ts";
import { consent } from "./consent.ts";
import { mutations } from "./mutations.ts";
import { people } from "./people.ts";
import { places } from "./places.ts";
import { queries } from "./queries.ts";

export const resolvers: Resolvers = {
  ...consent,
  Query: { ...queries, ...consent.Query },
  Mutation: { ...mutations, ...consent.Mutation },
  ...people,
  ...places,
};

type Find = NodeFinders<Context>[string];

/** Names the type of what a look-up found, so that `node` knows which one it is. */
const named =
  (__typename: string, find: (context: Context, id: string) => Promise<object | undefined>): Find =>
  async (context, id) => {
    const found = await find(context, id);
    return found && { ...found, __typename };
  };

/** What `node(id)` can answer: exactly what the look-ups of this room would. */
export const nodes: NodeFinders<Context> = {
  app: named("ClientApp", service.findVisibleClient),
  are: named("Area", service.readArea),
  hub: named("Hub", service.readHub),
  mem: named("Member", service.readMember),
  org: named("Organisation", service.readOrganisation),
  // Nobody looks up another person by id: people are met through memberships and roles.
  per: named("Person", async (context, id) =>
    context.viewer.personId === id ? service.readPerson(context, id) : undefined,
  ),
  ref: named("Referral", service.findVisibleReferral),
  rol: named("RoleGrant", service.findVisibleRole),
};
