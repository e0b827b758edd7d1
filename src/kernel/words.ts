import * as z from "zod";
import { note } from "./text.ts";

/* Words that several rooms share, so that each has one list of values. */

/** A way of meeting or speaking. Kept by its place in this list: add at the end only. */
export const channels = ["IN_PERSON", "PHONE", "ONLINE"] as const;
export const Channel = z.enum(channels);
export type Channel = z.output<typeof Channel>;

/** The kind of place people meet at, never an address. Kept by its place in this list too. */
export const placeKinds = [
  "PROVIDER_HOME",
  "RECIPIENT_HOME",
  "SUPERVISED_PLACE",
  "PUBLIC_PLACE",
  "ORGANISATION_ROOMS",
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** What money beside some help is for. It has no way to become minutes. */
export const MoneyPurpose = z.enum(["MATERIALS", "FUEL", "ENTRY", "MARKET_PRICE"]);

/** What a broker heard from someone who does not use the service themselves. */
export const Spoken = z.object({ channel: Channel, note: note(200) }).readonly();
export type Spoken = z.output<typeof Spoken>;

/** How someone is named everywhere once their name was erased. */
export const erasedName = "Someone who has left";

/** What stands where somebody's words stood, where something has to stand. */
export const erasedWords = "These words were erased.";
