import type { CommunicationProfile, ContactWay } from "./communication.ts";

/**
 * How far two have come with each other: both have said yes to some help, and it goes on or was
 * settled a short time ago. `AGREED_AS_CHILD` when the viewer is a young person under 18 who speaks
 * for themselves. All else, and every other way to meet, is no acquaintance.
 */
export type Acquaintance = "AGREED" | "AGREED_AS_CHILD";

/** The one way to reach somebody, or the guardian who is reached in place of a child. */
export type SeenContact = {
  readonly way: ContactWay;
  /** The number or address this way needs; others need none. */
  readonly reach?: string;
  readonly of: "THEMSELVES" | "GUARDIAN";
  readonly firstName: string;
};

/** What helps to meet, of all that somebody told about how they talk. */
export type SeenCommunication = Pick<
  CommunicationProfile,
  "isPhoneOnly" | "languages" | "needsInterpreter" | "speakingWays" | "bestTimes"
> & { readonly isThroughHelper: boolean };

/** All that somebody who meets a party sees of it. */
export type Seen = {
  readonly name: string;
  readonly hubId: string;
  readonly contact?: SeenContact;
  readonly communication?: SeenCommunication;
};
