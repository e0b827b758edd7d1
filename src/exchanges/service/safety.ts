import type { Refusal } from "../../kernel/index.ts";
import type { Party } from "../../membership/index.ts";
import { type SafetyCode, whyNotMeet } from "../../safeguarding/index.ts";
import type { Context } from "../../table/index.ts";
import type { Exchange } from "../model/index.ts";

type People = {
  readonly provider: Party;
  readonly payer: Party;
  readonly recipients: readonly Party[];
};

type Meant = Pick<
  Exchange,
  | "betweenFriends"
  | "categoryId"
  | "channel"
  | "displacement"
  | "handlesMoney"
  | "minutes"
  | "placeKind"
  | "plannedFor"
>;

/**
 * May these people meet for this? The one question that is asked before anything is agreed, and
 * again before it begins: whoever starts a session or a visit asks it too.
 */
export const whyNotSafe = (
  clock: Pick<Context, "table" | "now">,
  { provider, payer, recipients }: People,
  meant: Meant,
): Promise<Refusal<SafetyCode> | undefined> =>
  whyNotMeet(clock, {
    ...{ provider, payer, recipients },
    categoryId: meant.categoryId,
    channel: meant.channel,
    placeKind: meant.placeKind,
    minutes: meant.minutes,
    plannedFor: meant.plannedFor,
    isBetweenFriends: meant.betweenFriends ?? false,
    handlesMoney: meant.handlesMoney ?? false,
    isDisplacementCleared: meant.displacement !== undefined,
  });
