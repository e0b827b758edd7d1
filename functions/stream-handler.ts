import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { hearEntries } from "../src/insight/index.ts";
import { spreadFacts } from "../src/integration/index.ts";
import { tellFault } from "../src/kernel/index.ts";
import { type Change, changeOf, type Table } from "../src/table/index.ts";
import type { Queue } from "./queue.ts";

type Options = {
  /** A table for one batch. */
  readonly table: () => Table;
  readonly queue: Pick<Queue, "send">;
  readonly now?: () => string;
  readonly log?: (line: object) => void;
  readonly measure?: (metrics: Readonly<Record<string, number>>) => void;
};

/** What a room made of a batch. Places are those of the records. */
type Work = {
  readonly failed: readonly number[];
  readonly faults: readonly unknown[];
  /** What nobody can read, by its key: it is told and left, because coming again would not help. */
  readonly poison: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
};

/**
 * The Lambda function that the table's stream calls. Every room does its work once however often a
 * batch comes. What could not be done comes again, from the first such record on; what nobody can
 * read is counted, so that somebody looks at it, and holds up nothing.
 */
export function createStreamHandler(
  options: Options,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  const { log, measure } = options;
  return async ({ Records: records }) => {
    const read = records.map(changeIn);
    const unread = records.filter((_record, place) => read[place] === undefined);
    tellPoison("stream", unread.map(sequenceOf));
    const changes = read.map((change) => change ?? {});
    const work = await Promise.all([
      guarded("insight", () => counted(options, changes)),
      guarded("integration", () => spread(options, changes)),
    ]);
    const poison = unread.length + work.flatMap((one) => one.poison).length;
    const failed = work.flatMap((one) => one.failed);
    measure?.({
      StreamRecords: records.length,
      StreamPoison: poison,
      StreamFailures: new Set(failed).size,
      ...Object.assign({}, ...work.map(({ metrics }) => metrics)),
    });
    const first = failed.length > 0 ? records[Math.min(...failed)] : undefined;
    const itemIdentifier = first?.dynamodb?.SequenceNumber;
    return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
  };

  /** A room that cannot even begin has to hear all of the batch again. */
  async function guarded(room: string, doWork: () => Promise<Work>): Promise<Work> {
    const work = await doWork().catch((fault: unknown): Work => {
      return { failed: [0], faults: [fault], poison: [], metrics: {} };
    });
    for (const fault of work.faults) log?.({ level: "ERROR", room, ...tellFault(fault) });
    tellPoison(room, work.poison);
    return work;
  }

  /** By keys alone, which are ids and name nobody. */
  function tellPoison(room: string, places: readonly string[]): void {
    const count = places.length;
    const some = places.slice(0, mostPlaces);
    if (count > 0) log?.({ level: "ERROR", room, name: "PoisonRecords", count, places: some });
  }
}

const mostPlaces = 100;

const sequenceOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? "";

function changeIn({ dynamodb }: DynamoDBRecord): Change | undefined {
  try {
    return changeOf({ ...dynamodb });
  } catch {
    return undefined;
  }
}

async function counted({ table }: Options, changes: readonly Change[]): Promise<Work> {
  const { entries, unreadable, failed, faults } = await hearEntries(table(), changes);
  return { failed, faults, poison: unreadable, metrics: { EntriesCounted: entries } };
}

/** Facts become deliveries; deliveries that were put on their way become messages. */
async function spread(options: Options, changes: readonly Change[]): Promise<Work> {
  const now = options.now?.() ?? new Date().toISOString();
  const {
    started,
    made,
    unreadable: poison,
    failed,
    faults,
  } = await spreadFacts({ table: options.table(), now }, changes);
  const metrics = { WebhookDeliveriesMade: made };
  try {
    await options.queue.send([...new Set(started.map(({ deliveryId }) => deliveryId))]);
  } catch (fault) {
    const places = started.map(({ place }) => place);
    return { failed: [...failed, ...places], faults: [...faults, fault], poison, metrics };
  }
  return { failed, faults, poison, metrics };
}
