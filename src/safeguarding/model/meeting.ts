import type { Channel, PlaceKind } from "../../kernel/index.ts";

/** The facts about somebody who takes part that the rules of this room need. */
export type MeetingParty = {
  readonly id: string;
  readonly kind: "MEMBER" | "ORGANISATION";
  readonly hubId: string;
  readonly personId?: string;
  readonly bornOn?: string;
  readonly organisationKind?: string;
  /** Guardians whose evidence a broker has noted. */
  readonly guardianPersonIds: readonly string[];
  /** Who they were in the hubs they came from. */
  readonly earlierIds?: readonly string[];
};

/** Who would meet, for what, where and when. */
export type Meeting = {
  readonly provider: MeetingParty;
  readonly payer: MeetingParty;
  readonly recipients: readonly MeetingParty[];
  /** Slugs from the top of the tree to the kind of help; empty where none was named. */
  readonly categoryPath: readonly string[];
  readonly channel: Channel;
  readonly placeKind?: PlaceKind | undefined;
  /** How long, with all of the same kind that the provider gives that day. */
  readonly dayMinutes: number;
  /** The same for the week it lies in. */
  readonly weekMinutes: number;
  /** When, or now where nothing was said. */
  readonly at: string;
  readonly isBetweenFriends: boolean;
  readonly handlesMoney: boolean;
  /** Has a broker looked whether this takes somebody's paid work away? */
  readonly isDisplacementCleared: boolean;
  /** Which of those there are adults at risk. Looked up only where a hub asks for something then. */
  readonly atRiskIds?: readonly string[];
  /** Can others of the hub still join them? */
  readonly isForSeveral?: boolean;
};

/** Days, both counted in. */
export type Days = { readonly from: string; readonly to: string };

/** Why people cannot meet for this. Each is a value of the schema's `ErrorCode`. */
export type SafetyCode =
  | "AGE_RESTRICTED"
  | "CHILDCARE_REGISTRATION_REQUIRED"
  | "CLEARANCE_REQUIRED"
  | "COVER_REQUIRED"
  | "DISPLACEMENT_NOT_CLEARED"
  | "NOT_POSSIBLE_NOW"
  | "SUPERVISION_REQUIRED";

/** What is missing, in plain words, and how to close it. */
export type Gap = {
  readonly code: SafetyCode;
  readonly message: string;
  readonly remedy: string;
};
