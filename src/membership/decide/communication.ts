import type { CommunicationProfile, SaidCommunication } from "../model/index.ts";
import { type Contact, wayToReach } from "./person.ts";

/** The profile that somebody's words make. What was not said is no need, and never a guess. */
export const profileOf = (
  said: SaidCommunication,
  { phone, email }: Contact,
): CommunicationProfile => ({
  preferredContact: wayToReach({ phone, email, preferredContact: said.preferredContact }),
  isPhoneOnly: said.isPhoneOnly ?? false,
  languages: said.languages?.length ? said.languages : ["en"],
  needsInterpreter: said.needsInterpreter ?? false,
  speakingWays: said.speakingWays ?? [],
  readingFormats: said.readingFormats ?? [],
  helperName: said.helperName,
  bestTimes: said.bestTimes ?? [],
});
