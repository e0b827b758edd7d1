import { forbidden, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import {
  type InterHubAgreement,
  type InterHubProposal,
  pairOf,
  partnerOf,
} from "../model/index.ts";

/** Everything a decision changes; the service adds version and receipts. */
type Next = Omit<InterHubAgreement, "version" | "receipts">;

/** Who stands for a hub. A person is known by either name: a login may not be registered yet. */
type Someone = InterHubProposal["by"];

/** A first proposal, a new one on an ended agreement, or another limit for one in force. */
export function propose(
  found: InterHubAgreement | undefined,
  proposal: InterHubProposal,
  fresh: { readonly id: string; readonly partnerHubId: string },
): Next | Refusal<"STATE_TRANSITION_INVALID"> {
  if (!found) {
    return {
      id: fresh.id,
      hubIds: pairOf(proposal.byHubId, fresh.partnerHubId),
      status: "PROPOSED",
      proposal,
      createdAt: proposal.proposedAt,
    };
  }
  if (isInForce(found, proposal.limitMinutes)) {
    return wrongState(
      "The two hubs have already agreed on this limit.",
      "There is nothing to do. To change the limit, propose another number.",
    );
  }
  if (isWaiting(found, proposal)) {
    return wrongState(
      "This hub has already proposed this limit.",
      "Wait until the other hub answers.",
    );
  }
  return { ...found, status: found.status === "AGREED" ? "AGREED" : "PROPOSED", proposal };
}

/** The same limit, unless another one is being talked about. */
const isInForce = (found: InterHubAgreement, limitMinutes: number) =>
  found.status === "AGREED" && !found.proposal && found.limitMinutes === limitMinutes;

const isWaiting = (found: InterHubAgreement, { byHubId, limitMinutes }: InterHubProposal) =>
  found.proposal?.byHubId === byHubId && found.proposal.limitMinutes === limitMinutes;

/** The hub that was asked, or undefined when nothing waits for an answer. */
export const hubAsked = (agreement: InterHubAgreement): string | undefined =>
  agreement.proposal && partnerOf(agreement, agreement.proposal.byHubId);

/** One person's yes cannot stand for both hubs, whatever roles they hold. */
export function mayAgree(
  agreement: InterHubAgreement,
  someone: Someone,
): Refusal<"FORBIDDEN"> | undefined {
  const by = agreement.proposal?.by;
  const same =
    by !== undefined && (isSame(by.personId, someone.personId) || isSame(by.login, someone.login));
  if (!same) return undefined;
  return forbidden(
    "You proposed this, so you cannot also agree to it.",
    "Ask a broker of the other hub to agree.",
  );
}

const isSame = (one: string | undefined, other: string | undefined) =>
  one !== undefined && one === other;

/** The proposed limit comes into force. */
export function agree(
  agreement: InterHubAgreement,
  now: string,
): Next | Refusal<"STATE_TRANSITION_INVALID"> {
  const { proposal, endedAt, ...kept } = agreement;
  if (!proposal) {
    return wrongState(
      "Nothing is waiting for your answer.",
      "Propose a limit first. Then the other hub can agree.",
    );
  }
  return { ...kept, status: "AGREED", limitMinutes: proposal.limitMinutes, agreedAt: now };
}

/**
 * Nothing new can be arranged. The limit stays known, because what was arranged before still has
 * to be settled by it.
 */
export function end(
  agreement: InterHubAgreement,
  now: string,
): Next | Refusal<"STATE_TRANSITION_INVALID"> {
  const { proposal, ...kept } = agreement;
  if (agreement.status === "ENDED") {
    return wrongState("This has already ended.", "Propose a new limit to begin again.");
  }
  return { ...kept, status: "ENDED", endedAt: now };
}

/** The refusal that goes with finding no agreement in force. */
export const noInterHubAgreement = (at?: string): Refusal<"NO_INTER_HUB_AGREEMENT"> =>
  refuse(
    "NO_INTER_HUB_AGREEMENT",
    "These two hubs have not agreed to help each other's members.",
    "Choose someone in your own hub, or ask your broker to make an agreement with the other hub.",
    at,
  );
