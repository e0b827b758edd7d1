import { addDays, invalid, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type {
  Exchange,
  Mark,
  ProposedExchange,
  ProposeExchange,
  ProposeExchangeChange,
  Side,
} from "../model/index.ts";
import { whyNotSpendFor } from "./acting.ts";
import { type Asking, markOf, notYours, ownSide, whyNotActive, whyNotAlone } from "./standing.ts";
import { namedParties, whyNotMinutes, whyNotPlanned, whyNotRoles } from "./terms.ts";

/** May the viewer propose at all? A recipient who neither gives nor pays may not bind others. */
export function whyNotPropose(
  { standing, viewer }: Pick<Asking, "standing" | "viewer">,
  side?: Side,
) {
  if (ownSide(standing, side) || (standing.broker && !standing.party)) return undefined;
  return notYours(viewer);
}

/**
 * A proposal. The proposer's own side is agreed by it: who asks for something has said yes to it.
 * A young person has asked, but their side waits for a guardian; a broker's asking binds nobody.
 */
export function propose(
  wish: ProposeExchange,
  asking: Asking,
  stored: Pick<ProposedExchange, "id" | "version" | "receipts">,
): ProposedExchange | Refusal<ProposeCode> {
  const { roles, now, policy, viewer, standing } = asking;
  const sponsored = wish.sponsored ?? false;
  const refusal =
    whyNotRoles({ ...roles, sponsored }, now) ??
    whyNotMinutes(wish.minutes, policy, "minutes") ??
    whyNotPlanned(wish.plannedFor, policy, now) ??
    whyNotActive(namedParties(roles));
  if (refusal) return refusal;
  const side = ownSide(standing, wish.side);
  const gain = side && whyNotGain(asking, side);
  if (gain) return gain;
  const mark = markOf(viewer, now, { as: side ?? "BROKER" });
  return {
    status: "PROPOSED",
    ...stored,
    hubId: roles.hubId,
    providerHubId: roles.providerHubId,
    providerId: roles.provider.id,
    recipientIds: roles.recipients.map((recipient) => recipient.id),
    payerId: roles.payer.id,
    sponsored,
    minutes: wish.minutes,
    what: wish.what,
    channel: wish.channel ?? "IN_PERSON",
    ...optional(wish),
    proposed: mark,
    legs: [],
    agreed: agreedBy(asking, side, mark),
    dueAt: addDays(now, policy.proposalExpiryDays),
  };
}

type ProposeCode =
  | "FORBIDDEN"
  | "PARTY_NOT_ACTIVE"
  | "PROVIDER_IS_PAYER"
  | "PROVIDER_IS_RECIPIENT"
  | "VALIDATION_FAILED";

const optional = ({ listingId, plannedFor, placeKind, ...wish }: ProposeExchange) => ({
  ...(listingId === undefined ? {} : { listingId }),
  ...(wish.categoryId === undefined ? {} : { categoryId: wish.categoryId }),
  ...(wish.betweenFriends ? { betweenFriends: true } : {}),
  ...(wish.handlesMoney ? { handlesMoney: true } : {}),
  ...(plannedFor === undefined ? {} : { plannedFor }),
  ...(placeKind === undefined ? {} : { placeKind }),
});

/** The proposer's side, unless a young person or a supporter without a say speaks for it. */
function agreedBy(asking: Asking, side: Side | undefined, mark: Mark) {
  if (side === undefined) return {};
  const { viewer, roles, now } = asking;
  const party = side === "PAYER" ? roles.payer : roles.provider;
  const mayBind = !(whyNotAlone(viewer, party, now) ?? whyNotSpendFor(asking, side));
  return mayBind ? { [side]: mark } : {};
}

/** A supporter who has no say over hours asks, and the yes waits; who gains does not even ask. */
const whyNotGain = (asking: Asking, side: Side) =>
  asking.standing.spends || asking.standing.gains ? whyNotSpendFor(asking, side) : undefined;

/**
 * Other minutes or another time. The proposer's side is agreed by it and the other side's yes is
 * taken back: nobody has agreed to something they have not seen.
 */
export function change(
  exchange: Exchange,
  wish: Pick<ProposeExchangeChange, "minutes" | "plannedFor">,
  asking: Asking & { readonly side: Side },
): ProposedExchange | Refusal<"FORBIDDEN" | "STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const { policy, now, viewer, side } = asking;
  if (exchange.status !== "PROPOSED" && exchange.status !== "AGREED") {
    return wrongState(
      "This cannot be changed any more.",
      "Say how long it really took when it is delivered or confirmed.",
    );
  }
  if (exchange.slotId !== undefined) {
    return wrongState("A booked place cannot be changed.", "Cancel it and book another place.");
  }
  const minutes = wish.minutes ?? exchange.minutes;
  const refusal =
    whyNotMinutes(minutes, policy, "minutes") ??
    whyNotPlanned(wish.plannedFor, policy, now) ??
    whyNotGain(asking, side);
  if (refusal) return refusal;
  const mark = markOf(viewer, now, { as: side });
  return {
    ...exchange,
    status: "PROPOSED",
    minutes,
    isPromised: false,
    // A broker cleared what it was, not what it becomes.
    displacement: undefined,
    ...(wish.plannedFor === undefined ? {} : { plannedFor: wish.plannedFor }),
    changed: mark,
    agreed: agreedBy(asking, side, mark),
    dueAt: addDays(now, policy.proposalExpiryDays),
  };
}

/** A listing named in a proposal has to be one of those who take part. */
export const foreignListing = () =>
  invalid(
    "This listing belongs to someone who takes no part.",
    "Leave it out, or name one of the provider or a recipient.",
    "listingId",
  );

/** What needs a qualified person is not exchanged, however it is named. */
export const regulatedHelp = (): Refusal<"REGULATED_ACTIVITY"> =>
  refuse(
    "REGULATED_ACTIVITY",
    "This kind of help needs a qualified person, so it cannot be arranged here.",
    "Ask your doctor, nurse or council for it. You can ask each other for other kinds of help.",
    "categoryId",
  );
