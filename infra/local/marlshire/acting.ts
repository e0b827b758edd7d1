import { personOf, recordOf } from "./names.ts";
import type { Step } from "./step.ts";

/*
 * Arthur lives with dementia. Joan, his wife, is his attorney for health and welfare, and so may
 * arrange help for him. She does not have the last word: what he says himself is heard.
 */

const pause = "Arthur's break";

export const acting = (): readonly Step[] => [
  {
    ...{ at: "2026-01-09T16:30:00Z", as: "lucy", does: "appointSupporter", about: "joan-arthur" },
    input: (idOf) => ({
      ...{ memberId: idOf("arthur"), personId: idOf(personOf("joan")), kind: "ATTORNEY" },
      scope: ["READ", "ARRANGE_HELP", "CONFIRM", "MANAGE_PROFILE"],
      until: "2026-12-31",
      evidence: {
        seen: "Lasting power of attorney for health and welfare, reference 7000-1234-5678.",
        ...{ seenOn: "2026-01-09", channel: "IN_PERSON" },
      },
    }),
  },
  {
    ...{ at: "2026-02-02T10:00:00Z", as: "joan", does: "pauseMembership" },
    ...{ about: "arthur", makes: pause },
    input: (idOf) => ({ memberId: idOf("arthur"), reason: "He has had a hard week." }),
  },
  {
    ...{ at: "2026-02-03T14:00:00Z", as: "lucy", does: "objectToRecord", about: "arthur" },
    input: (idOf) => ({
      recordId: idOf(recordOf(pause)),
      reason: "He wants to go on as before.",
      spoken: {
        channel: "IN_PERSON",
        note: "No break. I like it when people come, said Arthur.",
        ...{ readBack: true, slip: "THO-0203" },
      },
    }),
  },
];
