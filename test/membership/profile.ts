import type { CommunicationProfile } from "../../src/membership/model/index.ts";

/** How somebody likes to talk who has said nothing of it. */
export const plainProfile: CommunicationProfile = {
  preferredContact: "IN_PERSON",
  isPhoneOnly: false,
  languages: ["en"],
  needsInterpreter: false,
  speakingWays: [],
  readingFormats: [],
  bestTimes: [],
};
