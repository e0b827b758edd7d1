import { KeysInFlight, keysInTransaction, keysWrittenBy, LastWrites, nameOfKey } from "./keys.ts";
import { below, type Dice, diceFrom, drawFault, type FaultKind, type Mixture } from "./plan.ts";
import {
  brokenOff,
  type Carrier,
  cancelled,
  type EngineAnswer,
  type EngineRequest,
  inConflict,
  internalError,
  isObject,
  objects,
  operationOf,
  read,
  throttled,
  whole,
  withBody,
} from "./speech.ts";

/** One request of a caller on its way through one process. */
export type Asking = {
  readonly id: string;
  /** The calls it has made to the engine so far. */
  readonly calls: string[];
  isDead: boolean;
  /** What each of its calls meets, by its number and what it asks for; drawn where left out. */
  readonly script?: (call: number, operation: string) => FaultKind | undefined;
  /** Ends the process for this request: nothing of it goes out or comes back any more. */
  readonly die: () => void;
};

/** One call on its way: whoever searches for races decides when it goes on. */
type Turn = {
  /** Waits until the call may take its next step. */
  readonly wait: (what: string) => Promise<void>;
  /** The call has come back, or never will. */
  readonly end: () => void;
};

export type Gate = (asking: Asking) => Turn;

export type Plan = {
  readonly seed: number;
  readonly mixture: Mixture;
  readonly gate?: Gate;
  readonly count: (kind: FaultKind) => void;
  readonly jumpClock: (dice: Dice) => void;
};

/** A promise that nobody keeps: what a dead process would have heard. */
const never = (): Promise<never> => new Promise(() => undefined);

/** Thrown where a process finds that it has ended. */
const dead = new Error("The process has ended.");

function stopIfDead(asking: Asking): void {
  if (asking.isDead) throw dead;
}

const unhindered: Turn = { wait: () => Promise.resolve(), end: () => undefined };

const isWrite = (operation: string) =>
  ["PutItem", "DeleteItem", "TransactWriteItems"].includes(operation);

/** Can this call meet this fault at all? */
function canMeet(request: EngineRequest): (kind: FaultKind) => boolean {
  const operation = operationOf(request);
  return (kind) => {
    switch (kind) {
      case "LOST_ANSWER":
      case "CONFLICT":
        return isWrite(operation);
      case "CANCELLED_FOR_MANY":
        return operation === "TransactWriteItems";
      case "PART_OF_A_BATCH":
        return operation === "BatchGetItem";
      case "LATE_INDEX":
        return operation === "Query" && "IndexName" in read(request.body);
      default:
        return true;
    }
  };
}

type Call = {
  readonly asking: Asking;
  readonly request: EngineRequest;
  readonly send: Carrier;
  readonly turn: Turn;
};

/** Carries calls to the engine as a bad day would: each call meets at most one drawn fault. */
export class FaultyCarrier {
  readonly #plan: Plan;
  readonly #inFlight = new KeysInFlight();
  readonly #lastWrites = new LastWrites();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  async carry(asking: Asking, request: EngineRequest, send: Carrier): Promise<EngineAnswer> {
    const turn = this.#plan.gate?.(asking) ?? unhindered;
    try {
      return await this.#carry({ asking, request, send, turn });
    } catch (error) {
      if (error !== dead) throw error;
    } finally {
      turn.end();
    }
    return never();
  }

  async #carry(call: Call): Promise<EngineAnswer> {
    const { asking, request, turn } = call;
    stopIfDead(asking);
    const number = asking.calls.push(operationOf(request)) - 1;
    const dice = diceFrom(this.#plan.seed, asking.id, number);
    await turn.wait(operationOf(request));
    const fault = this.#faultFor(call, { number, dice });
    if (fault !== undefined) this.#plan.count(fault);
    if (fault === "CLOCK_JUMP") this.#plan.jumpClock(dice);
    if (fault === "DEATH_BEFORE") asking.die();
    stopIfDead(asking);
    const early = insteadOf(fault, request, dice);
    if (early) return early;
    const answer = await this.#send(call);
    if (fault === "DEATH_AFTER") asking.die();
    stopIfDead(asking);
    if (fault === "LOST_ANSWER") throw brokenOff();
    if (fault === "PART_OF_A_BATCH") return partOf(answer, request, dice);
    return fault === "LATE_INDEX" ? this.#lateIndex(answer, dice) : answer;
  }

  #faultFor({ asking, request }: Call, { number, dice }: { number: number; dice: Dice }) {
    const may = canMeet(request);
    if (!asking.script) return drawFault(this.#plan.mixture, dice, may);
    const kind = asking.script(number, operationOf(request));
    return kind !== undefined && may(kind) ? kind : undefined;
  }

  /** Sends it for real, unless it writes what another write holds at this moment. */
  async #send({ asking, request, send, turn }: Call): Promise<EngineAnswer> {
    const keys = keysWrittenBy(request);
    if (keys.length === 0) return whole(await send(request));
    const isTransaction = operationOf(request) === "TransactWriteItems";
    const taken = this.#inFlight.conflicts(keys, isTransaction);
    if (taken.length > 0) {
      this.#plan.count("CONFLICT");
      return isTransaction
        ? cancelled(
            keys.map((_, place) => (taken.includes(place) ? "TransactionConflict" : "None")),
          )
        : inConflict();
    }
    return this.#inFlight.during({ keys, isTransaction }, async () => {
      await turn.wait("under way");
      stopIfDead(asking);
      const answer = await whole(await send(request));
      if (answer.response.statusCode === 200) this.#lastWrites.add(keys);
      return answer;
    });
  }

  #lateIndex(answer: EngineAnswer, dice: Dice): EngineAnswer {
    if (answer.response.statusCode !== 200) return answer;
    const body = read(answer.response.body);
    const Items = this.#lastWrites.without(body["Items"], below(dice, 40));
    return withBody(answer, { ...body, Items, Count: Items.length });
  }
}

/** What comes back, or is thrown, where the engine never does what it is asked for. */
function insteadOf(
  fault: FaultKind | undefined,
  request: EngineRequest,
  dice: Dice,
): EngineAnswer | undefined {
  switch (fault) {
    case "LOST_REQUEST":
      throw brokenOff();
    case "THROTTLE":
      return throttled(below(dice, 3));
    case "INTERNAL_ERROR":
      return internalError();
    case "CONFLICT":
      return conflictOn(request, dice);
    case "CANCELLED_FOR_MANY":
      return cancelled(manyReasons(keysInTransaction(read(request.body)).length, dice));
    default:
      return undefined;
  }
}

function conflictOn(request: EngineRequest, dice: Dice): EngineAnswer {
  if (operationOf(request) !== "TransactWriteItems") return inConflict();
  const { length } = keysInTransaction(read(request.body));
  const taken = below(dice, length);
  return cancelled(
    Array.from({ length }, (_, place) => (place === taken ? "TransactionConflict" : "None")),
  );
}

/** At least one condition that failed and, where there is room, a conflict and something fine. */
function manyReasons(count: number, dice: Dice): readonly string[] {
  const reasons = ["ConditionalCheckFailed", "TransactionConflict", "None"];
  const first = below(dice, count);
  return Array.from(
    { length: count },
    (_, place) => reasons[(place - first + count) % count] ?? "None",
  );
}

/** A batch read that brought some of its items only, and says which keys are to be asked again. */
function partOf(answer: EngineAnswer, request: EngineRequest, dice: Dice): EngineAnswer {
  if (answer.response.statusCode !== 200) return answer;
  const wanted = read(request.body)["RequestItems"];
  const [[table, asked] = []] = Object.entries(isObject(wanted) ? wanted : {});
  const keys = objects(isObject(asked) ? asked["Keys"] : undefined);
  if (table === undefined || keys.length < 2) return answer;
  const left = keys.slice(1 + below(dice, keys.length - 1));
  const body = read(answer.response.body);
  const found = isObject(body["Responses"]) ? body["Responses"][table] : undefined;
  const unread = new Set(left.map(nameOfKey));
  return withBody(answer, {
    ...body,
    Responses: { [table]: objects(found).filter((item) => !unread.has(nameOfKey(item))) },
    UnprocessedKeys: { [table]: { Keys: left, ConsistentRead: true } },
  });
}
