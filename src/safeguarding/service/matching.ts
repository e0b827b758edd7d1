import { suggestMatches as matchesFor, type Pair } from "../../directory/index.ts";
import type { Context } from "../../table/index.ts";
import { askedForAtRisk, isAboutAdultAtRisk, openGaps } from "../decide/index.ts";
import type { Board, Meeting } from "../model/index.ts";
import { boardOf } from "../repository/index.ts";
import { atRiskAmong } from "./at-risk.ts";
import { heldBy } from "./meeting.ts";

/**
 * Offers that could answer a request. An adult at risk and somebody who lacks what their hubs ask
 * for then are not brought together. That one is missing tells nothing: most are, for want of a yes
 * to being suggested, of time or of common words.
 */
export function suggestMatches(context: Context, listingId: string) {
  const { table, now } = context;
  const boards = new Map<string, Promise<Board>>();
  const boardIn = (hubId: string) => {
    const board = boards.get(hubId) ?? boardOf(table, hubId, now);
    boards.set(hubId, board);
    return board;
  };
  return matchesFor(context, listingId, (pair) => suits(context, pair, boardIn));
}

async function suits(
  { table, now }: Context,
  pair: Pair,
  boardIn: (hubId: string) => Promise<Board>,
): Promise<boolean> {
  const { author, giver } = pair;
  const boards = await Promise.all([...new Set([author.hubId, giver.hubId])].map(boardIn));
  const isAsked = boards
    .flatMap(({ requirements }) => requirements)
    .some(({ circumstance }) => isAboutAdultAtRisk(circumstance));
  if (!isAsked) return true;
  const atRiskIds = await atRiskAmong({ table, now }, [author, giver]);
  if (atRiskIds.length === 0) return true;
  const findings = askedForAtRisk({ ...meetingOf(pair, now), atRiskIds }, boards);
  return openGaps(findings, await heldBy(table, [author, giver], now), now).length === 0;
}

/** How they would meet, as carefully as it can be taken: in person if they could, and anywhere. */
function meetingOf({ request, author, offer, giver }: Pair, now: string): Meeting {
  const channels = request.channels.filter((one) => offer.channels.includes(one));
  return {
    ...{ provider: giver, payer: author, recipients: [author], at: now },
    categoryPath: [...request.categoryPath, ...offer.categoryPath],
    channel: channels.find((one) => one === "IN_PERSON") ?? channels[0] ?? "IN_PERSON",
    ...{ dayMinutes: 0, weekMinutes: 0 },
    ...{ isBetweenFriends: false, handlesMoney: false, isDisplacementCleared: false },
  };
}
