import { quarterOf } from "../../src/kernel/index.ts";
import { type Bank, now } from "./bank.ts";

type Asked = readonly [name: string, field: string, input: object];
type Ask = (bank: Bank, persona: string, asked: Asked) => Promise<{ readonly id: string }>;

const side = "SERVICE_USER";
const group = "Members";
const personas = ["circle-1", "circle-2", "circle-3"];

/** Three people of a circle agree, with power, on what the broker will then let the hub credit. */
export async function decided(
  change: Ask,
  { bank, broker, hubId }: { readonly bank: Bank; readonly broker: string; readonly hubId: string },
): Promise<string> {
  const run = (...asked: Asked) => change(bank, broker, asked);
  const { id: circleId } = await run("createCircle", "circle { id }", {
    ...{ hubId, name: "Circle", purpose: "Credits.", level: "SERVICE" },
    model: { label: "NESTA", evidence: "Seen." },
    rules: { rule: "MAJORITY" },
    power: { isBinding: true, boundBy: "The hub" },
    groups: [{ name: group, side }],
  });
  const seats: string[] = [];
  for (const persona of personas) {
    const named = { firstName: "Cam", lastName: "Circle", bornOn: "1980-01-01" };
    const asked = ["registerPerson", "person { id }", named] as const;
    const { id: personId } = await change(bank, persona, asked);
    const seat = { circleId, personId, kind: "SELF", side, group, isVoting: true };
    const { id: seatId } = await run("inviteSeat", "seat { id }", seat);
    await change(bank, persona, ["acceptSeat", "seat { id }", { circleId, seatId, version: 1 }]);
    seats.push(seatId);
  }
  const plan = { circleId, title: "Credits", startsAt: now, ways: ["IN_PERSON"] };
  const { id: sessionId } = await run("scheduleSession", "session { id }", plan);
  await run("shareInformation", "session { id }", { sessionId, version: 1, what: "A page." });
  for (const persona of personas) {
    await change(bank, persona, ["waiveNotice", "session { id }", { sessionId }]);
  }
  const there = seats.map((seatId) => ({ seatId, way: "IN_PERSON" }));
  await run("recordAttendance", "session { id }", { sessionId, version: 5, seats: there });
  const made = { circleId, kind: "PLAN", title: "Credits", text: "All.", authorSeatIds: seats };
  const { id: artefactId } = await run("proposeArtefact", "artefact { id }", made);
  const { id: decisionId } = await run("openDecision", "decision { id }", {
    ...{ sessionId, artefactId, question: "Do we?", viewsSought: "All.", viewsAnswered: "All." },
    credits: [{ purpose: "PARTICIPATION", quarter: quarterOf(now), minutes: 6_000_000 }],
  });
  for (const persona of personas) {
    const said = { decisionId, stance: "SUPPORT" };
    await change(bank, persona, ["castPosition", "position { id: seatId }", said]);
  }
  const closing = { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
  await run("closeDecision", "decision { id }", closing);
  return decisionId;
}
