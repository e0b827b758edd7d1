import { erasedName, erasedWords } from "../../../kernel/index.ts";
import type { Referral } from "../../model/index.ts";

/** A referral without what was written about the person it brought. */
export const forgotten = (referral: Referral): Referral => ({
  ...referral,
  personName: erasedName,
  contact: "",
  consentNote: erasedWords,
  note: undefined,
  closeReason: referral.closeReason && erasedWords,
  memberId: undefined,
  version: referral.version + 1,
});

/**
 * A referral without who sent it and what they wrote. How the person they spoke of can be reached
 * stays while it is open: that is somebody else's wish to be called.
 */
export const withoutSender = (referral: Referral, standIn: string): Referral => ({
  ...referral,
  byLogin: standIn,
  byMemberId: undefined,
  byName: erasedName,
  consentNote: erasedWords,
  note: undefined,
  version: referral.version + 1,
});
