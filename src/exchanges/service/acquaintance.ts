import { findParty, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import {
  acrossFrom,
  acrossInGroup,
  isChildsVoice,
  isGroupShared,
  isSeriesShared,
  isShared,
  voicesAmong,
} from "../decide/index.ts";
import type { Exchange, GroupActivity, MentoringSeries } from "../model/index.ts";
import { partyFor } from "./read.ts";

/** Somebody who takes part in an exchange, as the viewer may see them because of it. */
export const partyMet = (context: Context, exchange: Exchange, partyId: string): Promise<Party> =>
  met(context, partyId, isShared(exchange, context.now) ? acrossFrom(exchange, partyId) : []);

/** The same in a series of sessions that both have agreed on. */
export const partyInSeries = (
  context: Context,
  series: MentoringSeries,
  partyId: string,
): Promise<Party> => {
  const sides = { ...series, recipientIds: [series.recipientId] };
  return met(context, partyId, isSeriesShared(series) ? acrossFrom(sides, partyId) : []);
};

/** The same in a group, between who organises it and each who comes. */
export const partyInGroup = (
  context: Context,
  activity: GroupActivity,
  partyId: string,
): Promise<Party> =>
  met(
    context,
    partyId,
    isGroupShared(activity, context.now) ? acrossInGroup(activity, partyId) : [],
  );

/** Both are asked for at once, so that they travel as one read. */
async function met(context: Context, partyId: string, across: readonly string[]): Promise<Party> {
  const [party, acquaintance] = await Promise.all([
    partyFor(context, partyId),
    acquaintanceWith(context, across),
  ]);
  return acquaintance ? { ...party, acquaintance } : party;
}

async function acquaintanceWith(
  { table, viewer, now }: Context,
  across: readonly string[],
): Promise<Party["acquaintance"]> {
  const voices = voicesAmong(viewer, across);
  if (voices.length === 0) return undefined;
  const areChilds = await Promise.all(
    voices.map(async (voice) => isChildsVoice(voice, await findParty(table, voice.id), now)),
  );
  return areChilds.includes(false) ? "AGREED" : "AGREED_AS_CHILD";
}
