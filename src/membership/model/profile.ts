import * as z from "zod";
import { CommunicationProfile } from "./communication.ts";

/** What a member tells of themselves, and can change at any time. */
export const Profile = z.object({
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  communication: CommunicationProfile,
});
export type Profile = z.infer<typeof Profile>;
export type ProfileField = keyof Profile;

/** Who changed it last, and in which version of the membership. */
export const ProfileChange = z
  .object({ at: z.string(), by: z.string(), byBroker: z.boolean(), version: z.int() })
  .readonly();
