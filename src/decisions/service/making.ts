import {
  bringsIn,
  checkChange,
  circleStands,
  circleToRun,
  contributionById,
  countedInCircle,
  findCircle,
  findSeat,
  isInformed,
  saveCircle,
  saveContribution,
  saveSession,
  seatsIn,
  sessionToRun,
} from "../../circles/index.ts";
import {
  changedSince,
  done,
  firstOf,
  forbidden,
  idFor,
  invariant,
  isRefusal,
  nextOf,
  notFound,
  replayOf,
  wrongState,
} from "../../kernel/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { missingBefore, whyNotDecide } from "../decide/index.ts";
import type {
  AdoptContribution,
  Artefact,
  OpenDecision,
  OpenedDecision,
  ProposeArtefact,
} from "../model/index.ts";
import {
  createArtefact,
  findArtefact,
  findDecision,
  openBallot,
  saveArtefact,
} from "../repository/index.ts";

/** Somebody at the table puts forward what the circle made. It is agreed by nobody yet. */
export const proposeArtefact = (context: Context, input: ProposeArtefact) =>
  byRequest(context, { operation: "proposeArtefact", input }, proposing);

async function proposing(context: Context, { input, request }: Asked<ProposeArtefact>) {
  const { table, now } = context;
  const { idempotencyKey, circleId, authorSeatIds, ...what } = input;
  const circle = await findCircle(table, circleId);
  if (!circle) return notFound("circleId");
  if (!(await bringsIn(context, circle))) {
    return forbidden("Only those who sit in the circle can do this.", "Ask for a seat.");
  }
  const authors = await Promise.all(authorSeatIds.map((id) => findSeat(table, circleId, id)));
  const missing = authors.indexOf(undefined);
  if (missing >= 0) return notFound(`authorSeatIds.${missing}`);
  const id = idFor("art", request);
  const replay = replayOf(await findArtefact(table, id), request);
  if (replay) return replay;
  const artefact: Artefact = {
    ...{ id, circleId, hubId: circle.hubId, authorSeatIds, ...what },
    ...{ createdAt: now, ...firstOf(request) },
  };
  return { writes: [createArtefact(artefact)], answer: done(artefact) };
}

/** What somebody said was taken up in something the circle made. */
export const adoptContribution = (context: Context, input: AdoptContribution) =>
  byRequest(context, { operation: "adoptContribution", input }, adopting);

async function adopting(context: Context, { input, request }: Asked<AdoptContribution>) {
  const { table } = context;
  const said = await contributionById(context, input.contributionId);
  if (!said) return notFound("contributionId");
  const circle = await circleToRun(context, said.circleId);
  if (isRefusal(circle)) return circle;
  const artefact = await findArtefact(table, input.artefactId);
  if (artefact?.circleId !== said.circleId) return notFound("artefactId");
  const replay = replayOf(said, request);
  if (replay) return replay;
  if (said.version !== input.version) return changedSince();
  if (said.adoptedInId !== undefined) {
    return wrongState("This was taken up already.", "Nothing needs to be done.");
  }
  const adopted = nextOf({ ...said, adoptedInId: artefact.id }, request);
  const counts = await countedInCircle(table, said, { [`TAKEN_UP_${said.side}`]: 1 });
  return { writes: [saveContribution(adopted), ...counts], answer: done(adopted) };
}

/** Puts a question to those who are there. From now on they can say what they think of it. */
export const openDecision = (context: Context, input: OpenDecision) =>
  byRequest(context, { operation: "openDecision", input }, opening);

async function opening(context: Context, { input, request }: Asked<OpenDecision>) {
  const { table, now } = context;
  const { sessionId, artefactId, question, viewsSought, viewsAnswered, change } = input;
  const session = await sessionToRun(context, sessionId);
  if (isRefusal(session)) return session;
  const artefact = await findArtefact(table, artefactId);
  if (artefact?.circleId !== session.circleId) return notFound("artefactId");
  const id = idFor("dec", request);
  const replay = replayOf(await findDecision(table, id), request);
  if (replay) return replay;
  const [circle, seats] = await Promise.all([
    findCircle(table, session.circleId),
    seatsIn(table, session.circleId),
  ]);
  invariant(circle, "the circle of a session exists");
  const { rules, power } = circle;
  const refusal = missingBefore({
    hasBegun: session.startsAt <= now,
    isAttended: session.attendance.length > 0,
    isInformed: isInformed(session, { noticeDays: rules.noticeDays, seats }),
    viewsSought,
    viewsAnswered,
  });
  if (refusal) return refusal;
  const taken = whyNotDecide(artefact) ?? (change && (await checkChange(context, circle, change)));
  if (taken) return taken;
  const { rule, minServiceUsers, minPresent } = rules;
  const { isBinding, holdsBudget, changesMinds } = power;
  const decision: OpenedDecision = {
    status: "OPEN",
    ...{ id, circleId: circle.id, hubId: circle.hubId, sessionId, artefactId, question, change },
    credits: input.credits ?? [],
    terms: {
      ...{ rule, minServiceUsers, minPresent, isBinding, holdsBudget, changesMinds },
      hasVeto: power.vetoes.length > 0,
    },
    consultation: { viewsSought: viewsSought ?? "", viewsAnswered: viewsAnswered ?? "" },
    ...{ openedAt: now, ...firstOf(request) },
  };
  const writes = [
    ...openBallot(decision),
    saveSession({ ...session, rules, version: session.version + 1 }),
    saveArtefact({ ...artefact, openDecisionId: id, version: artefact.version + 1 }),
    change
      ? saveCircle({ ...circle, changedByDecisionId: id, version: circle.version + 1 })
      : circleStands(circle),
  ];
  return { writes, answer: done(decision) };
}
