import { callerOf, type Refusal, type Spoken, wrongState } from "../../kernel/index.ts";
import type {
  AgreedExchange,
  AgreedSeries,
  EndedSeries,
  MentoringSeries,
  ProposedSeries,
  Side,
  StartSeries,
} from "../model/index.ts";
import { whyNotPayGuardian, whyNotSpendFor } from "./acting.ts";
import { agreedNow, sayYes } from "./agreement.ts";
import {
  type Asking,
  markOf,
  ownSide,
  type Standing,
  whyNotActive,
  whyNotAlone,
} from "./standing.ts";
import { namedParties, whyNotMinutes, whyNotPlanned, whyNotRoles } from "./terms.ts";

/** A series, agreed by the side that proposes it. A young person's series starts with a guardian. */
export function startSeries(
  wish: StartSeries,
  asking: Asking,
  stored: Pick<ProposedSeries, "id" | "version" | "receipts">,
): ProposedSeries | Refusal<StartCode> {
  const { roles, now, policy, viewer, standing } = asking;
  const sponsored = wish.sponsored ?? false;
  const side = ownSide(standing, wish.side);
  const own = side === "PAYER" ? roles.payer : roles.provider;
  const refusal =
    whyNotRoles({ ...roles, sponsored }, now) ??
    whyNotMinutes(wish.sessionMinutes, policy, "sessionMinutes") ??
    whyNotActive(namedParties(roles)) ??
    (side ? (whyNotSpendFor(asking, side) ?? whyNotAlone(viewer, own, now)) : undefined);
  if (refusal) return refusal;
  return {
    status: "PROPOSED",
    ...stored,
    hubId: roles.hubId,
    providerHubId: roles.providerHubId,
    providerId: roles.provider.id,
    recipientId: wish.recipientId,
    payerId: roles.payer.id,
    sponsored,
    what: wish.what,
    rhythm: wish.rhythm,
    channel: wish.channel ?? "IN_PERSON",
    ...(wish.categoryId === undefined ? {} : { categoryId: wish.categoryId }),
    ...(wish.placeKind === undefined ? {} : { placeKind: wish.placeKind }),
    sessionCount: wish.sessionCount,
    sessionMinutes: wish.sessionMinutes,
    sessionsStarted: 0,
    proposedAt: now,
    agreed: side ? { [side]: markOf(viewer, now, { as: side }) } : {},
  };
}

type StartCode =
  | "FORBIDDEN"
  | "GUARDIAN_APPROVAL_REQUIRED"
  | "PARTY_NOT_ACTIVE"
  | "PROVIDER_IS_PAYER"
  | "PROVIDER_IS_RECIPIENT"
  | "VALIDATION_FAILED";

export function agreeSeries(
  series: MentoringSeries,
  asking: Asking,
  yes: { readonly side: Side; readonly spoken?: Spoken | undefined },
) {
  if (series.status !== "PROPOSED") {
    return wrongState("This series is not waiting for a yes.", "Open it to see what became of it.");
  }
  const agreed = sayYes(series, asking, yes);
  if ("kind" in agreed) return agreed;
  const { PROVIDER, PAYER } = agreed;
  return PROVIDER && PAYER
    ? { ...series, status: "AGREED" as const, agreed: { PROVIDER, PAYER } }
    : { ...series, agreed };
}

/** The next session: an exchange that both sides agreed to when they agreed to the series. */
export function startSession(
  series: MentoringSeries,
  asking: Asking,
  session: Pick<AgreedExchange, "id" | "version" | "receipts"> & {
    readonly plannedFor?: string | undefined;
  },
):
  | { readonly series: AgreedSeries; readonly exchange: AgreedExchange }
  | Refusal<"FORBIDDEN" | "PARTY_NOT_ACTIVE" | "STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const { now, policy, viewer, roles, standing } = asking;
  if (series.status !== "AGREED") return notAgreed(series);
  if (series.sessionsStarted >= series.sessionCount) {
    return wrongState("All sessions of this series have been started.", "Propose a new series.");
  }
  const side = ownSide(standing);
  const refusal =
    whyNotPlanned(session.plannedFor, policy, now) ??
    whyNotActive(namedParties(roles)) ??
    whyNotPayGuardian(roles.payer, [roles.provider], now) ??
    (side ? whyNotSpendFor(asking, side) : undefined);
  if (refusal) return refusal;
  const { plannedFor, ...stored } = session;
  const exchange = agreedNow(
    {
      status: "PROPOSED",
      ...stored,
      hubId: series.hubId,
      providerHubId: series.providerHubId,
      providerId: series.providerId,
      recipientIds: [series.recipientId],
      payerId: series.payerId,
      sponsored: series.sponsored,
      minutes: series.sessionMinutes,
      what: series.what,
      channel: series.channel,
      ...(series.categoryId === undefined ? {} : { categoryId: series.categoryId }),
      ...(series.placeKind === undefined ? {} : { placeKind: series.placeKind }),
      ...(plannedFor === undefined ? {} : { plannedFor }),
      seriesId: series.id,
      proposed: markOf(viewer, now, { as: side ?? "BROKER" }),
      legs: [],
      agreed: {},
      dueAt: now,
    },
    series.agreed,
    { policy, now },
  );
  return { series: { ...series, sessionsStarted: series.sessionsStarted + 1 }, exchange };
}

const notAgreed = ({ status }: ProposedSeries | EndedSeries) =>
  status === "PROPOSED"
    ? wrongState(
        "The other side has not said yes to this series yet.",
        "Wait for their yes, then start the session.",
      )
    : wrongState("This series has ended.", "Propose a new series.");

export function endSeries(
  series: MentoringSeries,
  { viewer, now, standing }: Pick<Asking, "viewer" | "now" | "standing">,
): EndedSeries | Refusal<"STATE_TRANSITION_INVALID"> {
  if (series.status === "ENDED") return wrongState("This series has ended.", "Propose a new one.");
  const endedAs = endingIn(series, standing);
  return { ...series, status: "ENDED", endedAt: now, endedBy: callerOf(viewer), endedAs };
}

/** Who is ended for: the side whose word it is, or nobody where a broker does their own work. */
function endingIn(
  { payerId, providerId, recipientId }: MentoringSeries,
  standing: Pick<Standing, "payer" | "provider" | "recipient">,
) {
  if (standing.payer) return { byBroker: false, partyId: payerId };
  if (standing.provider) return { byBroker: false, partyId: providerId };
  return standing.recipient ? { byBroker: false, partyId: recipientId } : { byBroker: true };
}
