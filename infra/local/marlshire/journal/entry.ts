import type { HubCode, Slug } from "../places.ts";

/** How an entry comes about: which people do what, so that its credits move. */
export type Telling =
  | {
      readonly how: "EXCHANGE";
      readonly provider: string;
      readonly payer: string;
      /** Whom the help is for, where that is not the payer. */
      readonly recipient?: string;
      readonly sponsored?: boolean;
      readonly hours: number;
      readonly what: string;
      readonly channel?: "PHONE" | "ONLINE";
      readonly placeKind?: PlaceKind;
      /** The kind of help, where the story says it plainly. */
      readonly category?: Slug;
      /** Why a broker of the payer's hub saw that nobody's paid work is lost by it. */
      readonly cleared?: string;
      /** Who proposes, where that is not the payer's side. */
      readonly proposedBy?: string;
      readonly valueNote?: string;
      readonly fuelPence?: number;
    }
  | {
      readonly how: "BOOKING";
      readonly provider: string;
      readonly payer: string;
      readonly hours: number;
    }
  | {
      readonly how: "SERIES";
      readonly provider: string;
      readonly payer: string;
      readonly recipient: string;
      readonly hours: number;
      readonly what: string;
      readonly category?: Slug;
      readonly rhythm: string;
      readonly sessions: number;
    }
  | {
      readonly how: "LEARNING";
      readonly learner: string;
      readonly organisation: string;
      readonly what: string;
      readonly days: readonly string[];
      readonly hoursEach: number;
    }
  | {
      /** An organisation credits everyone of its hub who was at a session. */
      readonly how: "SESSION";
      readonly session: string;
      readonly organisation: string;
      readonly entries: readonly string[];
    }
  | {
      /** Comes about by the telling of another entry. */
      readonly how: "WITH_ANOTHER";
    }
  | {
      readonly how: "ALLOCATION";
      readonly organisation: string;
      readonly purpose: "LEARNING" | "PARTICIPATION";
      readonly hours: number;
    }
  | {
      readonly how: "CARE";
      readonly member: string;
      readonly caredFor: string;
      readonly weeks: readonly string[];
      readonly reportedHoursEach: number;
    }
  | {
      readonly how: "TRAINING";
      readonly member: string;
      readonly with: readonly string[];
      readonly hours: number;
      readonly what: string;
    }
  | {
      readonly how: "GIFT";
      readonly from: string;
      /** A member, or a hub whose pot it is. */
      readonly to: { readonly member: string } | { readonly potOf: HubCode };
      readonly hours: number;
      readonly note: string;
    }
  | {
      readonly how: "POT";
      readonly hub: HubCode;
      readonly member: string;
      readonly hours: number;
      readonly reason: string;
    }
  | {
      readonly how: "REVERSAL";
      readonly of: string;
      readonly hub: HubCode;
      readonly reason: string;
    };

type PlaceKind =
  | "PROVIDER_HOME"
  | "RECIPIENT_HOME"
  | "SUPERVISED_PLACE"
  | "PUBLIC_PLACE"
  | "ORGANISATION_ROOMS";

/** One entry of the quarter's journal, and the balances in hours right after it. */
export type StoryEntry = {
  readonly id: string;
  readonly on: string;
  readonly kind:
    | "ALLOCATION"
    | "EXCHANGE"
    | "GIFT"
    | "LEARNING"
    | "RECOGNITION"
    | "REVERSAL"
    | "SPONSORED";
  readonly telling: Telling;
  /**
   * Of members and organisations by their names in the story. `ISS BRA` is all a hub has issued,
   * `POT SAL` a hub's pot, `CLR BRA>SAL` what stands in BRA's books towards SAL.
   */
  readonly after: { readonly [account: string]: number };
};
