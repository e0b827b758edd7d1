import { circleWish, meeting, must, opened, type Sitting, seated } from "../circles/deciding.ts";
import { make } from "../exchanges/town.ts";
import type { Populated } from "../journeys/privacy-town.ts";
import { textAt } from "../support/api.ts";

export type Seats = { readonly [persona: string]: string };

/**
 * A circle of BRA that fay runs: amina, grace and jack sit in it. It has agreed on one thing, and
 * another is open.
 */
export async function circlesMeet({ bank, bra, amina, grace, jack }: Populated) {
  const people: readonly Sitting[] = [
    { persona: "amina", side: "SERVICE_USER", memberId: amina },
    { persona: "grace", side: "SERVICE_USER", memberId: grace },
    { persona: "jack", side: "SERVICE_USER", memberId: jack },
  ];
  const { seats, ...met } = await meeting(bank, { runner: "fay", hubId: bra, people });
  const { circleId, sessionId } = met;
  const contribution = await must(bank, "amina", [
    "addContribution",
    { sessionId, seatId: seats["amina"], way: "IN_PERSON", text: "Symbols, please." },
  ]);
  const voice = await must(bank, "amina", [
    "recordVoice",
    {
      ...{ circleId, memberId: jack, whose: "A young person", method: "DRAWING" },
      ...{ expressed: "A door.", reading: "He wants symbols.", readBy: "A teacher" },
      ...{ confidence: "LOW", answer: "ASSENT" },
    },
  ]);
  const decision = await opened(bank, "fay", met);
  for (const persona of ["amina", "grace"]) {
    await must(bank, persona, ["castPosition", { decisionId: decision, stance: "SUPPORT" }]);
  }
  const closing = { decisionId: decision, version: 1, decidedAt: "IN_CIRCLE" };
  await must(bank, "fay", ["closeDecision", closing]);
  const anew = {
    ...{ circleId, kind: "PLAN", title: "More of it", text: "Words." },
    authorSeatIds: [seats["amina"]],
  };
  const artefact = textAt(await must(bank, "grace", ["proposeArtefact", anew]), "id");
  const newArtefact = textAt(await must(bank, "grace", ["proposeArtefact", anew]), "id");
  const strategic = circleWish(bra, { level: "STRATEGIC" });
  const higherCircle = textAt(await must(bank, "fay", ["createCircle", strategic]), "id");
  const speaker = { persona: "amina", side: "SERVICE_USER", kind: "REPRESENTS" } as const;
  await seated(bank, {
    ...{ runner: "fay", circleId: higherCircle },
    who: { ...speaker, memberId: amina },
  });
  const action = await must(bank, "fay", [
    "assignAction",
    {
      ...{ decisionId: decision, what: "Buy symbols.", ownerSeatId: seats["grace"] },
      ...{ ownerRole: "Member", dueOn: "2026-09-01" },
    },
  ]);
  const openOne = await opened(bank, "fay", { sessionId, artefactId: artefact });
  const more = { reason: "Too far.", stance: "OBJECT", decisionId: openOne };
  await must(bank, "grace", ["castPosition", more]);
  const issue = await make(bank, "amina", [
    "raiseIssue",
    "issue",
    { memberId: amina, title: "Symbols", text: "On every door.", body: "The council" },
  ]);
  return {
    ...{ seats, circle: circleId, session: sessionId, decision, openDecision: openOne },
    ...{
      newArtefact,
      higherCircle,
      artefact,
      agreedArtefact: met.artefactId,
      action: textAt(action, "id"),
    },
    ...{ issue, contribution: textAt(contribution, "id"), voice: textAt(voice, "id") },
  };
}
