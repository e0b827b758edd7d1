import type { PageWalk, Row } from "../../kernel/index.ts";
import { accountIdsOf } from "../../ledger/index.ts";
import {
  type Hub,
  type MemberStatus,
  membersFor,
  organisationsFor,
} from "../../membership/index.ts";
import { mostWaitingKept, type Waiting } from "../model/index.ts";
import { agreementIdsForHub } from "../repository/index.ts";
import {
  begin,
  type Clock,
  type Closing,
  finish,
  moveMember,
  moveOrganisation,
  noteWaiting,
  type Outcome,
} from "./closing.ts";
import { carryAccount, carryPot, endAgreement } from "./closing-books.ts";

/** So many things are carried over for one hub in one turn of the clock; the rest in the next. */
const mostPerTurn = 200;

/** How many rows of a list are read at once. */
const rowsTogether = 100;

type Tally = { readonly MOVED: number; readonly WAITING: number; readonly CLOSED: number };

/**
 * Brings every closing hub as far as it can come at this moment. A run can stop anywhere and begin
 * again, and several can run at once: nothing is carried over twice. The trouble of one hub does not
 * keep the others waiting; it is told in the end.
 */
export async function runClosings({
  hubs,
  ...clock
}: Clock & { readonly hubs: readonly Hub[] }): Promise<Tally> {
  let [moved, waiting, closed] = [0, 0, 0];
  const faults: unknown[] = [];
  const takeTurn = async (hubId: string) => {
    const its = await begin(clock, hubId);
    if (!its) return;
    const turn = await oneTurn(clock, its);
    moved += turn.moved;
    waiting += turn.waiting.length;
    closed += turn.isClosed ? 1 : 0;
  };
  for (const { id, closing } of hubs) {
    if (!closing || closing.closedAt !== undefined || closing.movesFrom > clock.now) continue;
    await takeTurn(id).catch((fault: unknown) => void faults.push(fault));
  }
  if (faults.length > 0) throw new AggregateError(faults, "Some hubs could not go on closing.");
  return { MOVED: moved, WAITING: waiting, CLOSED: closed };
}

type Turn = { moved: number; waiting: Waiting[] };

/**
 * People first, then the hub's own books, then the end. The end comes in a turn that found nothing
 * left to do, because lists can lag a moment behind what was written.
 */
async function oneTurn(clock: Clock, its: Closing) {
  const turn: Turn = { moved: 0, waiting: [] };
  const goesOn = () => turn.moved < mostPerTurn;
  const isClear = () => turn.waiting.length === 0 && goesOn();
  await people(clock, its, { turn, goesOn });
  if (isClear()) await books(clock, its, { turn, goesOn });
  let isClosed = false;
  if (isClear() && turn.moved === 0) {
    note(turn, await finish(clock, its));
    isClosed = turn.moved > 0;
  }
  await noteWaiting(clock, its.hub.id, {
    count: turn.waiting.length,
    named: turn.waiting.slice(0, mostWaitingKept),
  });
  return { ...turn, isClosed };
}

type Limits = { readonly turn: Turn; readonly goesOn: () => boolean };

function note(turn: Turn, outcome: Outcome): void {
  if (outcome === "MOVED") turn.moved += 1;
  else if (outcome !== "NOTHING") turn.waiting.push(outcome);
}

const present: readonly MemberStatus[] = ["ACTIVE", "PAUSED", "INTERVIEWED", "APPLIED"];

async function people(clock: Clock, its: Closing, { turn, goesOn }: Limits): Promise<void> {
  const { table } = clock;
  const { hub } = its;
  for (const status of present) {
    const rows = (walk: PageWalk) => membersFor(table, { hubId: hub.id, status }, walk);
    for await (const member of each(rows)) {
      if (!goesOn()) return;
      note(turn, await moveMember(clock, its, member.id));
    }
  }
  for await (const { id } of each((walk) => organisationsFor(table, hub.id, walk))) {
    if (!goesOn()) return;
    note(turn, await moveOrganisation(clock, its, id));
  }
}

async function books(clock: Clock, its: Closing, { turn, goesOn }: Limits): Promise<void> {
  const { table } = clock;
  const { hub } = its;
  note(turn, await carryPot(clock, its));
  const accounts = async (walk: PageWalk) =>
    (await accountIdsOf(table, hub.id, walk)).map(({ id, place }) => ({ node: id, place }));
  for await (const id of each(accounts)) {
    if (!goesOn()) return;
    note(turn, await carryAccount(clock, its, id));
  }
  const agreements = async (walk: PageWalk) =>
    (await agreementIdsForHub(table, hub.id, walk)).map((id) => ({ node: id, place: id }));
  for await (const id of each(agreements)) {
    if (!goesOn()) return;
    note(turn, await endAgreement(clock, id));
  }
}

/** The rows of a list, page by page to the end: a page can be short because a row has gone. */
async function* each<Node>(
  fetch: (walk: PageWalk) => Promise<readonly Row<Node>[]>,
): AsyncGenerator<Node> {
  let after: string | undefined;
  do {
    const page = { backwards: false, limit: rowsTogether };
    const rows = await fetch(after === undefined ? page : { ...page, after });
    for (const { node } of rows) yield node;
    after = rows.at(-1)?.place;
  } while (after !== undefined);
}
