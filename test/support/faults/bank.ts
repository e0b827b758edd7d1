import { createScheduleHandler } from "../../../functions/schedule-handler.ts";
import { httpAnswer, httpEvent } from "../../../infra/local/http-event.ts";
import type { Issuer } from "../../../infra/local/issuer.ts";
import { engineClient } from "../../../infra/local/local-table.ts";
import type { GraphqlHandler } from "../../../src/graphql/index.ts";
import { dynamodbClient, dynamodbTable } from "../../../src/table/index.ts";
import type { Answer } from "../api.ts";
import { type Asking, FaultyCarrier, type Gate } from "./carrier.ts";
import { below, type Dice, type Mixture, noFaults, type Tally } from "./plan.ts";
import {
  issuerOfAll,
  type Processes,
  type Surroundings,
  sharedProcesses,
  surroundings,
} from "./processes.ts";

/** One request of somebody. */
export type Question = {
  /** Names this try: the faults it meets are drawn from the seed and this name. */
  readonly id: string;
  readonly persona: string;
  readonly document: string;
  readonly variables: object;
  /** Which faults it meets; drawn from the mixture where left out. */
  readonly script?: Asking["script"];
};

export type FaultyWish = {
  readonly endpoint: string;
  readonly tableName: string;
  readonly seed: number;
  readonly mixture: Mixture;
  /** Decides when each engine call goes on. */
  readonly gate?: Gate;
  /** The time at first; each question comes a second later. */
  readonly startsAt: string;
  /** Brings the process that goes on when one has ended; a few take turns where left out. */
  readonly processes?: Processes;
};

export async function faultyBank(wish: FaultyWish): Promise<FaultyBank> {
  const clock = clockFrom(wish.startsAt);
  const met = noFaults();
  const carrier = new FaultyCarrier({
    ...wish,
    count: (kind) => {
      met[kind] += 1;
    },
    jumpClock: clock.jump,
  });
  const clients = await clientsOver(wish.endpoint, carrier);
  const processes = wish.processes ?? (await sharedProcesses());
  return new FaultyBank({
    ...wish,
    ...clients,
    clock,
    met,
    processes,
    issuer: await issuerOfAll(),
  });
}

type Parts = Awaited<ReturnType<typeof clientsOver>> & {
  readonly tableName: string;
  readonly clock: ReturnType<typeof clockFrom>;
  readonly met: Tally;
  readonly processes: Processes;
  readonly issuer: Issuer;
};

/** A time bank over a table, in processes that may end at any step and a bad line to the engine. */
export class FaultyBank {
  /** How often each kind of fault was met. */
  readonly met: Tally;
  /** What the service reported that no fault of ours explains: there should be nothing. */
  readonly surprises: string[] = [];
  readonly #parts: Parts;
  #process: GraphqlHandler;
  #lastCalls: readonly string[] = [];

  constructor(parts: Parts) {
    this.met = parts.met;
    this.#parts = parts;
    this.#process = parts.processes();
  }

  /** The calls to the engine that the last question made, such as `PutItem`. */
  get lastCalls(): readonly string[] {
    return this.#lastCalls;
  }

  /** Asks once. DIED: the process ended before an answer came; the next question meets a new one. */
  ask(question: Question): Promise<Answer | "DIED"> {
    return this.#mortally(question, () => this.#send(question));
  }

  /** The same without any fault. */
  askInPeace(question: Question): Promise<Answer> {
    return surroundings.run(this.#world(this.#parts.calm), () => this.#send(question));
  }

  /**
   * The clock calls the scheduled function once. DIED: it ended on the way. FAILED: it said that
   * it could not do all of it.
   */
  callClock(turn: {
    readonly id: string;
    readonly now: string;
    readonly isInPeace: boolean;
  }): Promise<"DIED" | "DONE" | "FAILED"> {
    const calm = this.#world(this.#parts.calm);
    const work = () => {
      const { table, log } = surroundings.getStore() ?? calm;
      const handler = createScheduleHandler({ table, log, now: () => turn.now });
      return handler().then(
        () => "DONE" as const,
        () => "FAILED" as const,
      );
    };
    return turn.isInPeace ? surroundings.run(calm, work) : this.#mortally(turn, work);
  }

  close(): void {
    this.#parts.client.destroy();
    this.#parts.calm.destroy();
  }

  #world(client: Parts["client"]): Surroundings {
    const { tableName, clock } = this.#parts;
    return {
      table: () => dynamodbTable({ client, tableName }),
      now: clock.now,
      log: (line) => {
        if (!isExplained(line, client === this.#parts.calm))
          this.surprises.push(JSON.stringify(line));
      },
    };
  }

  async #send({ persona, document, variables }: Question): Promise<Answer> {
    const { issuer, clock } = this.#parts;
    const token = await issuer.sign(persona, clock.next());
    const body = Buffer.from(JSON.stringify({ query: document, variables }));
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const request = { method: "POST", target: "/graphql", headers, body };
    const result = await this.#process(httpEvent(request, Date.parse(clock.now())));
    const answer = httpAnswer(result);
    return { ...answer, ...JSON.parse(answer.body.toString()) };
  }

  /** Does something in a process that meets faults, until it is done or the process has ended. */
  #mortally<Done>(
    { id, script }: Pick<Question, "id" | "script">,
    work: () => Promise<Done>,
  ): Promise<Done | "DIED"> {
    return new Promise((resolve, reject) => {
      const asking: Asking = {
        id,
        calls: [],
        isDead: false,
        ...(script ? { script } : {}),
        die: () => {
          asking.isDead = true;
          this.#process = this.#parts.processes();
          resolve("DIED");
        },
      };
      this.#lastCalls = asking.calls;
      const world = { ...this.#world(this.#parts.client), asking };
      surroundings.run(world, work).then(resolve, reject);
    });
  }
}

const minute = 60_000;

/** A clock that goes on by a second with each question, and is put forward and back between. */
function clockFrom(start: string) {
  let steps = 0;
  let offset = 0;
  const now = () => new Date(Date.parse(start) + steps * 1000 + offset).toISOString();
  const next = () => {
    steps++;
    return now();
  };
  const jump = (dice: Dice) => {
    const minutes = dice() < 0.5 ? below(dice, 60) : below(dice, 24 * 60);
    offset = (dice() < 0.5 ? -minutes : minutes) * minute;
  };
  return { now, next, jump };
}

/**
 * What the service may report because of us: a broken line or a 500 that did not pass in time. The
 * clock's work says of several faults only that there were some: what is wrong in itself shows
 * when the clock calls in peace.
 */
const isExplained = (line: object, isInPeace: boolean): boolean => {
  const { level } = Object(line);
  const text = JSON.stringify(line, (name, value) => (name === "stack" ? undefined : value));
  if (level !== "ERROR" || /InternalServerError|ECONNRESET|Busy/.test(text)) return true;
  return !isInPeace && text.includes("AggregateError");
};

/**
 * The SDK's own client, retries included, over a carrier that meets faults, and one that meets
 * none. Only the pauses of the retries are left out: they are waiting, not work.
 */
async function clientsOver(endpoint: string, carrier: FaultyCarrier) {
  const calm = engineClient(endpoint);
  const line = calm.config.requestHandler;
  const handle: typeof line.handle = (request, options) => {
    const asking = surroundings.getStore()?.asking;
    const send = (one: typeof request) => line.handle(one, options);
    return asking ? carrier.carry(asking, request, send) : send(request);
  };
  const requestHandler: typeof line = Object.create(line, { handle: { value: handle } });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = dynamodbClient({ endpoint, region: "local", credentials, requestHandler });
  const strategy = await client.config.retryStrategy();
  Object.assign(strategy, {
    retryBackoffStrategy: { setDelayBase: () => undefined, computeNextBackoffDelay: () => 0 },
  });
  return { client, calm };
}
