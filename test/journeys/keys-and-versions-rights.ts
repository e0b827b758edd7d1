import { make, type Setting } from "../exchanges/town.ts";

const saidWrong = (its: Setting): Promise<string> =>
  make(its.bank, "amina", [
    "requestCorrection",
    "correctionRequest",
    { memberId: its.amina, subject: "OTHER", statement: "My name has an accent." },
  ]);

/** An answer to what somebody said was wrong, with the version that is the right one. */
export const decidedCorrection = [
  "decideCorrection",
  "priya",
  async (its: Setting) => ({
    ...{ correctionId: await saidWrong(its), version: 1 },
    ...{ isCorrected: true, answer: "It was a slip of the pen." },
  }),
] as const;
