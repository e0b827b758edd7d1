import {
  findCircle,
  findSeat,
  levels,
  mandated,
  type SeatMandate,
  saveSeat,
  seatIdOf,
} from "../../circles/index.ts";
import {
  dateOf,
  done,
  invariant,
  isRefusal,
  nextOf,
  notFound,
  replayOf,
} from "../../kernel/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { checkHigher, notAgreed } from "../decide/index.ts";
import type { DelegateUpward } from "../model/index.ts";
import { decisionStands, findArtefact, findDecision } from "../repository/index.ts";
import { decisionToRun } from "./shared.ts";

/** What a circle agreed is what its representative says for it in a circle of a higher level. */
export const delegateUpward = (context: Context, input: DelegateUpward) =>
  byRequest(context, { operation: "delegateUpward", input }, delegating);

async function delegating(context: Context, { input, request }: Asked<DelegateUpward>) {
  const { table, now } = context;
  const decision = await decisionToRun(context, input.decisionId);
  if (isRefusal(decision)) return decision;
  const [own, from, to] = await Promise.all([
    findSeat(table, decision.circleId, input.seatId),
    findCircle(table, decision.circleId),
    findCircle(table, input.toCircleId),
  ]);
  invariant(from, "the circle of a decision exists");
  if (own?.status !== "ACCEPTED") return notFound("seatId");
  const seat = to && (await findSeat(table, to.id, seatIdOf(to.id, own.personId)));
  if (!to || !seat) return notFound("toCircleId");
  const replay = replayOf(seat, request);
  if (replay) return replay;
  if (decision.status !== "AGREED") return notAgreed();
  const refusal = checkHigher(levels, { from: from.level, to: to.level });
  if (refusal) return refusal;
  const artefact = await findArtefact(table, decision.artefactId);
  invariant(artefact, "the artefact of a decision exists");
  const mandate: SeatMandate = {
    ...{ from: from.name, statement: artefact.text, givenOn: dateOf(decision.closedAt) },
    ...{ decisionId: decision.id, recordedAt: now },
  };
  const next = mandated(seat, mandate, { voice: undefined, now });
  if (isRefusal(next)) return next;
  const saved = nextOf(next, request);
  return { writes: [saveSeat(saved), decisionStands(decision)], answer: done(saved) };
}

/** The decision that gave a mandate, where one did. */
export const decisionBehindMandate = ({ table }: Context, { decisionId }: SeatMandate) =>
  decisionId === undefined ? undefined : findDecision(table, decisionId);
