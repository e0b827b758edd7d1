import {
  circleWish,
  heldSession,
  must,
  opened,
  type Sitting,
  seated,
} from "../circles/deciding.ts";
import type { Setting } from "../exchanges/setting.ts";
import { textAt } from "../support/api.ts";
import { said, tick } from "./setting.ts";

/** Two others who sit beside Nadia. */
const others: readonly Sitting[] = ["carla", "carlo"].map((persona) => ({
  ...{ persona, side: "SERVICE_USER" },
}));

/** Nadia rang Priya, who writes down her yes to a seat in a circle. */
export async function heardSeat({ bank, bra, nadia }: Setting) {
  const circle = await must(bank, "priya", ["createCircle", circleWish(bra)]);
  const circleId = textAt(circle, "id");
  const wish = {
    ...{ circleId, memberId: nadia, kind: "SELF", side: "SERVICE_USER" },
    ...{ group: "Members", isVoting: true },
  };
  const seatId = textAt(await must(bank, "priya", ["inviteSeat", wish]), "id");
  tick(bank);
  await must(bank, "priya", ["acceptSeat", { circleId, seatId, version: 1, spoken: said }]);
  return { circleId, seatId };
}

/** The same, and Priya also writes down what Nadia thinks of a decision that is open. */
export async function heardPosition(its: Setting) {
  const { bank } = its;
  const { circleId, seatId } = await heardSeat(its);
  const seats: { [persona: string]: string } = { nadia: seatId };
  for (const who of others) {
    seats[who.persona] = await seated(bank, { runner: "priya", circleId, who });
  }
  const nadia: Sitting = { persona: "nadia", side: "SERVICE_USER", kind: "VOICE_OF" };
  const people = [...others, nadia];
  const sessionId = await heldSession(bank, { runner: "priya", circleId, people, seats });
  const artefact = await must(bank, "priya", [
    "proposeArtefact",
    { circleId, kind: "PLAN", title: "A plan", text: "Words.", authorSeatIds: [seatId] },
  ]);
  const artefactId = textAt(artefact, "id");
  const decisionId = await opened(bank, "priya", { sessionId, artefactId });
  tick(bank);
  await heardSupport(its, { decisionId, seatId });
  return { circleId, seatId, decisionId };
}

/** Priya writes down that Nadia is for it. */
export const heardSupport = (
  { bank }: Setting,
  { decisionId, seatId }: { readonly decisionId: string; readonly seatId: string },
) => must(bank, "priya", ["castPosition", { decisionId, seatId, stance: "SUPPORT", spoken: said }]);
