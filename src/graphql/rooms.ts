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

/** The rooms in their order: a new room adds one line. */
export const rooms: readonly Room[] = [
  ledger,
  membership,
  federation,
  directory,
  safeguarding,
  exchanges,
  circles,
  decisions,
  issues,
  hours,
  funding,
  acting,
  payruns,
  incidents,
  audit,
  rights,
  insight,
  integration,
];
