import * as acting from "../acting/index.ts";
import * as audit from "../audit/index.ts";
import * as circles from "../circles/index.ts";
import * as decisions from "../decisions/index.ts";
import * as directory from "../directory/index.ts";
import * as exchanges from "../exchanges/index.ts";
import * as federation from "../federation/index.ts";
import * as funding from "../funding/index.ts";
import * as hours from "../hours/index.ts";
import * as incidents from "../incidents/index.ts";
import * as insight from "../insight/index.ts";
import * as integration from "../integration/index.ts";
import * as issues from "../issues/index.ts";
import type { NodeFinders } from "../kernel/index.ts";
import * as ledger from "../ledger/index.ts";
import * as membership from "../membership/index.ts";
import * as payruns from "../payruns/index.ts";
import * as rights from "../rights/index.ts";
import * as safeguarding from "../safeguarding/index.ts";
import type { Context } from "../table/index.ts";
import type { Resolvers } from "./generated/types.ts";

/** A room as the server sees it. */
type Room = { readonly resolvers: Resolvers; readonly nodes: NodeFinders<Context> };

/**
 * The rooms in their order: a new room adds one line. Each part is named, because a room given whole
 * would bring along what only the stream and the clock ask of it.
 */
export const rooms: readonly Room[] = [
  { resolvers: ledger.resolvers, nodes: ledger.nodes },
  { resolvers: membership.resolvers, nodes: membership.nodes },
  { resolvers: federation.resolvers, nodes: federation.nodes },
  { resolvers: directory.resolvers, nodes: directory.nodes },
  { resolvers: safeguarding.resolvers, nodes: safeguarding.nodes },
  { resolvers: exchanges.resolvers, nodes: exchanges.nodes },
  { resolvers: circles.resolvers, nodes: circles.nodes },
  { resolvers: decisions.resolvers, nodes: decisions.nodes },
  { resolvers: issues.resolvers, nodes: issues.nodes },
  { resolvers: hours.resolvers, nodes: hours.nodes },
  { resolvers: funding.resolvers, nodes: funding.nodes },
  { resolvers: acting.resolvers, nodes: acting.nodes },
  { resolvers: payruns.resolvers, nodes: payruns.nodes },
  { resolvers: incidents.resolvers, nodes: incidents.nodes },
  { resolvers: audit.resolvers, nodes: audit.nodes },
  { resolvers: rights.resolvers, nodes: rights.nodes },
  { resolvers: insight.resolvers, nodes: insight.nodes },
  { resolvers: integration.resolvers, nodes: integration.nodes },
];
