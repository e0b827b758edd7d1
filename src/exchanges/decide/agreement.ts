import {
  addDays,
  forbidden,
  isBrokerFor,
  type Refusal,
  refuse,
  type Spoken,
  wrongState,
} from "../../kernel/index.ts";
import type {
  AgreedExchange,
  Exchange,
  ExchangePolicy,
  Mark,
  ProposedExchange,
  Side,
} from "../model/index.ts";
import { whyNotPayGuardian, whyNotSpendFor } from "./acting.ts";
import {
  type Asking,
  markOf,
  notYours,
  ownSide,
  type Roles,
  whyNotActive,
  whyNotAlone,
} from "./standing.ts";
import { namedParties } from "./terms.ts";

type Yes = { readonly onBehalfOfId?: string | undefined; readonly spoken?: Spoken | undefined };

/** What an agreement of two sides needs to be decided on, whatever they agree to. */
type Agreeable = { readonly agreed: ProposedExchange["agreed"] };

/** For which side does the viewer say yes: their own, or one whose words a broker wrote down? */
export function sideToAgree(
  { standing, roles, viewer }: Pick<Asking, "standing" | "roles" | "viewer">,
  { onBehalfOfId, spoken }: Yes,
  { agreed }: Agreeable,
): Side | Refusal<"FORBIDDEN"> {
  const named = onBehalfOfId === undefined ? undefined : sideNamed(roles, onBehalfOfId);
  if (onBehalfOfId !== undefined && named === undefined) {
    return forbidden(
      "Only the provider and the payer agree to an exchange.",
      "Name one of them in onBehalfOfId.",
      "onBehalfOfId",
    );
  }
  const waiting = named ?? (agreed.PAYER ? "PROVIDER" : undefined);
  const own = ownSide(standing, waiting) ?? (named ? undefined : ownSide(standing));
  if (own && spoken === undefined) {
    return whyNotSpendFor({ viewer, standing, roles }, own) ?? own;
  }
  const isOfTheirHub =
    named !== undefined && isBrokerFor(viewer, named === "PAYER" ? roles.payer : roles.provider);
  if (spoken && isOfTheirHub) return named;
  return standing.broker
    ? forbidden(
        "You can only write down what a side has said.",
        "Say whose yes it is in onBehalfOfId and how you heard it in spoken.",
        "spoken",
      )
    : notYours();
}

const sideNamed = (roles: Roles, partyId: string): Side | undefined =>
  partyId === roles.payer.id ? "PAYER" : partyId === roles.provider.id ? "PROVIDER" : undefined;

/** One more yes, or why it cannot be counted. Both sides' yes makes an agreement. */
export function sayYes(
  { agreed }: Agreeable,
  asking: Asking,
  { side, spoken }: { readonly side: Side; readonly spoken?: Spoken | undefined },
):
  | { readonly PROVIDER?: Mark | undefined; readonly PAYER?: Mark | undefined }
  | Refusal<
      | "FORBIDDEN"
      | "GUARDIAN_APPROVAL_REQUIRED"
      | "PARTY_NOT_ACTIVE"
      | "SAME_PERSON_BOTH_SIDES"
      | "STATE_TRANSITION_INVALID"
    > {
  const { viewer, now, roles, standing } = asking;
  if (agreed[side]) {
    return wrongState(
      "This side has said yes already.",
      "Wait for the other side, or ask them to agree.",
    );
  }
  const mark = markOf(viewer, now, { as: spoken ? "BROKER" : side, spoken });
  const other = agreed[side === "PAYER" ? "PROVIDER" : "PAYER"];
  const neutral = spoken !== undefined && !standing.party && other?.as === "BROKER";
  if (other?.by === mark.by && !neutral) return samePerson();
  const party = side === "PAYER" ? roles.payer : roles.provider;
  const refusal =
    whyNotPayGuardian(roles.payer, [roles.provider], now) ??
    (spoken ? undefined : whyNotAlone(viewer, party, now)) ??
    whyNotActive(namedParties(roles));
  return refusal ?? { ...agreed, [side]: mark };
}

export const samePerson = () =>
  refuse(
    "SAME_PERSON_BOTH_SIDES",
    "One person cannot say yes for both sides.",
    "Ask your broker to help: they can write down what one side says.",
  );

/** Says yes to a proposal for one side. AGREED once both have. */
export function agree(
  exchange: Exchange,
  asking: Asking,
  yes: { readonly side: Side; readonly spoken?: Spoken | undefined },
) {
  if (exchange.status !== "PROPOSED") return notAProposal();
  const agreed = sayYes(exchange, asking, yes);
  if ("kind" in agreed) return agreed;
  const { PROVIDER, PAYER } = agreed;
  return PROVIDER && PAYER
    ? agreedNow(exchange, { PROVIDER, PAYER }, asking)
    : { ...exchange, agreed };
}

export function agreedNow(
  exchange: ProposedExchange,
  agreed: AgreedExchange["agreed"],
  { policy, now }: { readonly policy: ExchangePolicy; readonly now: string },
): AgreedExchange {
  // Help planned for a day that has passed is as overdue as help agreed without a day.
  const from = exchange.plannedFor && exchange.plannedFor > now ? exchange.plannedFor : now;
  return {
    ...exchange,
    status: "AGREED",
    agreed,
    dueAt: addDays(from, policy.agreedExpiryDays),
  };
}

export const notAProposal = () =>
  wrongState(
    "This is not waiting for a yes any more.",
    "Open it to see what became of it, or make a new proposal.",
  );
