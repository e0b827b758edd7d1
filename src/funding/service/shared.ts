import {
  actsFor,
  forbidden,
  isBroker,
  isBrokerFor,
  isTiedTo,
  notFound,
  type Refusal,
  type Request,
  type Viewer,
} from "../../kernel/index.ts";
import { findHub, findParty, type Hub, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";

/** One asking of this room: the input, who asks under which key, and the id of what it makes. */
export type Asked<Input> = {
  readonly input: Input;
  readonly request: Request;
  readonly id: string;
};

export const brokersOnly = () =>
  forbidden("Only a broker of the hub can do this.", "Ask your hub's broker to do it.");

const notForYourself = () =>
  forbidden("You cannot decide this for yourself or your own.", "Ask another broker of the hub.");

/** A member whom the viewer may know of here: their own, their child, or one of their hub's. */
export async function memberFor(
  { table, viewer }: Context,
  memberId: string,
  at: string,
): Promise<Party | Refusal<"NOT_FOUND">> {
  const party = await findParty(table, memberId);
  if (party?.kind !== "MEMBER" || !maySee(viewer, party)) return notFound(at);
  return party;
}

export async function organisationFor(
  { table }: Context,
  organisationId: string,
): Promise<Party | Refusal<"NOT_FOUND">> {
  const party = await findParty(table, organisationId);
  return party?.kind === "ORGANISATION" ? party : notFound("organisationId");
}

export const maySee = (viewer: Viewer, party: { readonly id: string; readonly hubId: string }) =>
  actsFor(viewer, party.id, "READ") || isBrokerFor(viewer, party);

/** Whoever sees what a member asks may ask, save a supporter who has no say in it. */
export const whyNotAskFor = (
  viewer: Viewer,
  party: { readonly id: string; readonly hubId: string },
  at: string,
): Refusal<"FORBIDDEN"> | undefined =>
  actsFor(viewer, party.id, "ARRANGE_HELP") || isBrokerFor(viewer, party)
    ? undefined
    : forbidden(
        "You support this person, but not in this.",
        "Ask the person themselves, or their broker.",
        at,
      );

/** Brokers hand out what the hub decided, but never to themselves or those they act for. */
export function checkHandsOut(viewer: Viewer, party: Party): Refusal<"FORBIDDEN"> | undefined {
  if (!isBroker(viewer, party.hubId)) return brokersOnly();
  const isSelf = party.personId !== undefined && party.personId === viewer.personId;
  return isSelf || isTiedTo(viewer, party.id) ? notForYourself() : undefined;
}

/** A party named by a thing of this room, as its readers see it. */
export const partyOf = ({ table }: Context, id: string): Promise<Party | undefined> =>
  findParty(table, id);

export const hubOf = ({ table }: Context, id: string): Promise<Hub | undefined> =>
  findHub(table, id);
