import { sameIdAs } from "../../../src/kernel/index.ts";
import { personOf } from "./names.ts";
import type { IdOf, Step } from "./step.ts";

/*
 * After Helen's and Olu's two hours with Arthur he says that £20 is gone. It is looked into fairly,
 * and in the end there is nothing on Helen: the note was in the teapot.
 */

const visited = "exchange J32";
const alongside = "exchange J33";
const reported = "Joan's report";

const incident = (idOf: IdOf) => ({ incidentId: sameIdAs(idOf(reported), "inc") });

export const accusation = (): readonly Step[] => [
  ...secondReaderArrives(),
  ...theVisit(),
  report,
  ...lookedInto,
  ...concluded,
];

function secondReaderArrives(): readonly Step[] {
  const nerys = { firstName: "Nerys", lastName: "Vaughan", bornOn: "1961-10-14" };
  return [
    {
      ...{ at: "2026-03-09T11:00:00Z", as: "nerys", does: "registerPerson" },
      ...{ about: "nerys", makes: personOf("nerys") },
      input: () => nerys,
    },
    {
      ...{ at: "2026-03-09T12:00:00Z", as: "steward", does: "grantRole", about: "nerys" },
      input: (idOf) => ({
        ...{ personId: idOf(personOf("nerys")), scopeId: idOf("THO"), role: "SAFEGUARDING_LEAD" },
        reason: "Reads a second time what is concluded in Thornley Vale.",
      }),
    },
  ];
}

/** Both are there, so neither is alone with Arthur; Olu writes down the money that he saw. */
function theVisit(): readonly Step[] {
  const arrives = (as: string, exchange: string, companion: string): Step => ({
    ...{ at: "2026-03-17T14:00:00Z", as, does: "checkIn", about: `${as}-J32` },
    input: (idOf) => ({ exchangeId: idOf(exchange), companionId: idOf(companion) }),
  });
  const leaves = (as: string, exchange: string): Step => ({
    ...{ at: "2026-03-17T15:58:00Z", as, does: "checkOut", about: `${as}-J32` },
    input: (idOf) => ({ exchangeId: idOf(exchange) }),
  });
  const line = (minute: string, step: string, pence: number, what: string): Step => ({
    ...{ at: `2026-03-17T15:${minute}:00Z`, as: "olu", does: "logVisitMoney" },
    about: `J32-${step.toLowerCase()}`,
    input: (idOf) => ({ exchangeId: idOf(visited), step, pence, what, seenBy: "Olu and Helen" }),
  });
  return [
    arrives("helen", visited, "olu"),
    arrives("olu", alongside, "helen"),
    line("05", "GIVEN", 500, "Five pounds from Arthur's purse, for milk and bread"),
    line("30", "SPENT", 385, "Milk and bread at the corner shop, with the receipt"),
    line("35", "RETURNED", 115, "Change, put back into the purse with Arthur"),
    leaves("helen", visited),
    leaves("olu", alongside),
  ];
}

const report: Step = {
  ...{ at: "2026-03-18T09:00:00Z", as: "joan", does: "reportIncident" },
  ...{ about: "twenty-pounds", makes: reported },
  input: (idOf) => ({
    ...{ hubId: idOf("THO"), aboutMemberId: idOf("helen"), exchangeId: idOf(visited) },
    account:
      "Arthur says that a £20 note is gone from the kitchen since Helen was here. I could not find it.",
    happenedOn: "2026-03-17",
  }),
};

const lead = (at: string, does: Step["does"], input: Step["input"]): Step => ({
  ...{ at, as: "esther", does, about: "twenty-pounds" },
  input: (idOf) => ({ ...incident(idOf), ...input(idOf) }),
});

const lookedInto: readonly Step[] = [
  lead("2026-03-18T11:00:00Z", "takeUpIncident", () => ({ version: 1 })),
  lead("2026-03-18T11:10:00Z", "applyInterimMeasure", () => ({
    ...{ version: 2, kind: "NO_LONE_VISITS", until: "2026-04-01T11:10:00Z" },
  })),
  lead("2026-03-18T11:20:00Z", "askForReply", () => ({
    version: 3,
    summary:
      "After your visit on 17 March a £20 note could not be found in the kitchen. What do you remember of money that afternoon?",
  })),
  {
    ...{ at: "2026-03-19T10:00:00Z", as: "helen", does: "replyToIncident" },
    about: "twenty-pounds",
    input: (idOf) => ({
      incidentId: sameIdAs(idOf(reported), "ans"),
      text: "I saw no £20 note. Arthur gave me £5 for the shop, Olu was with us, and the change went back into the purse.",
    }),
  },
];

const noTie = true;

const concluded: readonly Step[] = [
  lead("2026-03-23T10:00:00Z", "concludeIncident", () => ({
    ...{ version: 5, outcome: "FALSE", noTie },
    reasons:
      "Joan found the note in the teapot on 22 March. Olu's log accounts for every penny that passed.",
  })),
  {
    ...{ at: "2026-03-24T10:00:00Z", as: "nerys", does: "signConclusion", about: "twenty-pounds" },
    input: (idOf) => ({ ...incident(idOf), version: 6, agrees: true, noTie }),
  },
];
