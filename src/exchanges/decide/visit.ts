import {
  addMinutes,
  forbidden,
  holdsRole,
  invalid,
  isBroker,
  minutesBetween,
  notFound,
  type Refusal,
  refuse,
  standsFor,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type {
  CheckIn,
  CheckOut,
  ClearVisitAlarm,
  Exchange,
  PartyFacts,
  SeenVisit,
  Visit,
  VisitStatus,
} from "../model/index.ts";
import { isAlone, partyIdsOf } from "../model/index.ts";
import {
  isUnderAge,
  markOf,
  maySee,
  notYours,
  type Standing,
  type Standpoint,
} from "./standing.ts";

/** The longest that a visit can be expected to last. */
const longestVisitMinutes = 1440;

/** Does the viewer look after what happens on visits in one of the hubs? */
export const looksAfter = (viewer: Viewer, hubIds: readonly string[]): boolean =>
  hubIds.some((hubId) => isBroker(viewer, hubId) || holdsRole(viewer, "SAFEGUARDING_LEAD", hubId));

/**
 * Both sides, whoever came along, and the brokers and safeguarding leads of the two hubs. Nobody
 * else knows that there was a visit.
 */
export const maySeeVisit = (viewer: Viewer, visit: SeenVisit): boolean =>
  maySee(viewer, visit) ||
  looksAfter(viewer, [visit.hubId, visit.providerHubId]) ||
  wasAlong(viewer, visit);

const wasAlong = (viewer: Viewer, { companionId }: Pick<SeenVisit, "companionId">): boolean =>
  companionId !== undefined && standsFor(viewer, companionId);

/** The one who goes there says so; a broker who takes no part writes down what they said. */
export function whyNotVisit(
  { standing }: Pick<Standpoint, "standing">,
  { spoken }: Pick<CheckIn, "spoken">,
): Refusal<"FORBIDDEN"> | undefined {
  if (standing.provider) return undefined;
  if (!standing.broker || standing.party) return notYours();
  return spoken === undefined
    ? forbidden(
        "You can only write down what the helper has told you.",
        "Say in spoken how you heard it.",
        "spoken",
      )
    : undefined;
}

/** Who can come along: a grown-up who takes part in one of the hubs and has no other part in it. */
export function whyNotCompanion(
  companion: PartyFacts | undefined,
  exchange: Exchange,
  now: string,
): Refusal<"NOT_FOUND"> | undefined {
  const fits =
    companion?.kind === "MEMBER" &&
    companion.status === "ACTIVE" &&
    [exchange.hubId, exchange.providerHubId].includes(companion.hubId) &&
    !partyIdsOf(exchange).includes(companion.id) &&
    !isUnderAge(companion, now);
  return fits ? undefined : notFound("companionId");
}

type Stored = Pick<Visit, "id" | "version" | "receipts">;

/** The provider is there. Alone with somebody in a home, they say when they will be out again. */
export function checkIn(
  exchange: Exchange,
  wish: CheckIn,
  {
    viewer,
    now,
    standing,
    stored,
    graceMinutes,
  }: Standpoint & {
    readonly stored: Stored;
    /** How long after the expected end somebody begins to worry. */
    readonly graceMinutes: number;
  },
): Visit | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (exchange.status !== "AGREED") {
    return wrongState(
      "Only help that both sides agreed to can begin.",
      "Open it to see how far it has come.",
    );
  }
  const { id: exchangeId, hubId, providerHubId, providerId, payerId, recipientIds } = exchange;
  const { placeKind } = exchange;
  const expectedEndAt = expectedEnd(exchange, wish, now);
  if (typeof expectedEndAt === "object") return expectedEndAt;
  return {
    ...stored,
    ...{ exchangeId, hubId, providerHubId, providerId, payerId, recipientIds },
    ...(placeKind === undefined ? {} : { placeKind }),
    ...(wish.companionId === undefined ? {} : { companionId: wish.companionId }),
    checkedIn: visitMark({ viewer, now, standing }, wish),
    ...(expectedEndAt === undefined
      ? {}
      : { expectedEndAt, alarmAt: addMinutes(expectedEndAt, graceMinutes) }),
    money: [],
  };
}

/** When a lone visit is to be over; nothing where nobody is alone with somebody. */
function expectedEnd(
  exchange: Exchange,
  wish: CheckIn,
  now: string,
): string | undefined | Refusal<"VALIDATION_FAILED"> {
  const said = wish.expectedEndAt;
  const minutes = said === undefined ? exchange.minutes : minutesBetween(now, said);
  if (minutes <= 0) {
    return invalid("This time has passed.", "Say when the visit will be over.", "expectedEndAt");
  }
  if (minutes > longestVisitMinutes) {
    return invalid("That is more than a day.", "Choose an earlier time.", "expectedEndAt");
  }
  if (!isAlone(exchange) || wish.companionId !== undefined) return undefined;
  return said ?? addMinutes(now, minutes);
}

const visitMark = (
  { viewer, now, standing }: Pick<Standpoint, "viewer" | "now" | "standing">,
  { spoken }: Pick<CheckIn, "spoken">,
) => markOf(viewer, now, { as: standing.provider ? "PROVIDER" : "BROKER", spoken });

/** They are out again, whatever became of the exchange meanwhile. This ends every alarm. */
export function checkOut(
  visit: Visit,
  wish: CheckOut,
  standpoint: Pick<Standpoint, "viewer" | "now" | "standing">,
): Visit | Refusal<"STATE_TRANSITION_INVALID"> {
  if (visit.checkedOut) {
    return wrongState("This visit has ended already.", "Nothing more needs to be done.");
  }
  return { ...visit, checkedOut: visitMark(standpoint, wish) };
}

/** How a visit stands at a moment: told from what is stored, never stored a second time. */
export function visitStatus(visit: Visit, now: string): VisitStatus {
  if (visit.checkedOut) return "ENDED";
  if (visit.cleared) return "CLEARED";
  return visit.alarmAt !== undefined && visit.alarmAt <= now ? "OVERDUE" : "UNDER_WAY";
}

/** Somebody of the hub who takes no part looks after it. */
export const whyNotClear = (
  viewer: Viewer,
  visit: Visit,
  standing: Pick<Standing, "party">,
): Refusal<"FORBIDDEN"> | undefined =>
  looksAfter(viewer, [visit.hubId, visit.providerHubId]) &&
  !standing.party &&
  !wasAlong(viewer, visit)
    ? undefined
    : forbidden(
        "Only a broker or safeguarding lead who takes no part in this can do it.",
        "Ask one of the hub.",
      );

/** Somebody has looked after an overdue visit and says what they found. */
export function clearAlarm(
  visit: Visit,
  { note }: ClearVisitAlarm,
  { by, now }: { readonly by: string; readonly now: string },
): Visit | Refusal<"VISIT_NOT_OVERDUE"> {
  if (visitStatus(visit, now) === "OVERDUE") return { ...visit, cleared: { by, at: now, note } };
  return refuse(
    "VISIT_NOT_OVERDUE",
    "There is no alarm for this visit.",
    "Nothing more needs to be done.",
  );
}

/** The alarm as the clock raises it, once for each visit. */
export const raiseAlarm = (visit: Visit, now: string): Visit | undefined =>
  visitStatus(visit, now) === "OVERDUE" && visit.alarmedAt === undefined
    ? { ...visit, alarmedAt: now }
    : undefined;
