import { isBroker, standsFor, type Viewer } from "../../kernel/index.ts";
import type { Exchange, PartyFacts } from "../model/index.ts";
import { isUnderAge } from "./standing.ts";

/*
 * Why the viewer may know a child that is not theirs (`isChildOf`): an adult meets a child through
 * those who look after it, or not at all.
 */

/**
 * Those named with the child because of whom the viewer may know it: an organisation the viewer
 * speaks for, another child they stand for, or somebody whose broker they are. Only within reach of
 * the child's hub, which is for the caller to look at.
 */
export const bringsToChild = (
  viewer: Viewer,
  child: PartyFacts,
  { named, now }: { readonly named: readonly PartyFacts[]; readonly now: string },
): readonly PartyFacts[] =>
  named.filter(
    (party) =>
      party.id !== child.id &&
      (isBroker(viewer, party.hubId) ||
        (standsFor(viewer, party.id) && (party.kind === "ORGANISATION" || isUnderAge(party, now)))),
  );

/** Help that was agreed, so that whoever looks after the child has said yes to it, and kept to. */
const approved: readonly Exchange["status"][] = [
  "AGREED",
  "DELIVERED",
  "CONFIRMED",
  "DISPUTED",
  "SETTLED",
  "RESOLVED",
];

export const hasMetChild = (exchanges: readonly Exchange[], childId: string): boolean =>
  exchanges.some(
    ({ status, providerId, payerId, recipientIds }) =>
      approved.includes(status) && [providerId, payerId, ...recipientIds].includes(childId),
  );
