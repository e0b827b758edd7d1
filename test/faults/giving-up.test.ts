import { expect, it, vi } from "vitest";
import { at } from "../support/api.ts";
import { wrongInTable } from "../support/books.ts";
import type { FaultKind } from "../support/faults/plan.ts";
import { askAgain, askOnce } from "./driver.ts";
import { empty, type Wish } from "./model/index.ts";
import { requestFor } from "./requests.ts";
import { newTown } from "./town.ts";

// It takes its time until the service gives up, and the first town has to be built.
vi.setConfig({ testTimeout: 60_000 });

const key = "the-same-key";

/** A town, and one request in it that is asked once with these faults. */
async function asking(wish: Wish) {
  const town = await newTown({ seed: 1, mixture: {} });
  const request = requestFor(wish, { bank: empty, names: town.names, ids: new Map() });
  const stored = async () => (await wrongInTable(town.client, town.tableName)).items.length;
  return {
    ...town,
    stored,
    once: (script: (call: number, operation: string) => FaultKind | undefined) =>
      askOnce(town.bank, { request, key }, script),
    again: () => askAgain(town.bank, { request, key }),
  };
}

const alone: Wish = { what: "propose", payer: "tom", provider: "grace", minutes: 60 };
const several: Wish = { what: "give", from: "tom", to: "grace", minutes: 60 };
const isWrite = (operation: string) => !["GetItem", "BatchGetItem", "Query"].includes(operation);

const neverItsTurn = (_call: number, operation: string): FaultKind | undefined =>
  isWrite(operation) ? "CONFLICT" : undefined;

const busy = {
  status: 200,
  data: { answer: { thing: null, userErrors: [{ code: "BUSY_TRY_AGAIN" }] } },
};

it("answers BUSY_TRY_AGAIN with nothing written when changes never get their turn", async () => {
  const its = await asking(several);
  const before = await its.stored();
  expect(await its.once(neverItsTurn)).toMatchObject(busy);
  expect(await its.stored()).toBe(before);
  expect(await its.again()).toMatchObject({ isReplay: false });
  await its.close();
});

// The last of its tries was done, its answer was lost, and the SDK's own next try met another
// transaction: "nothing was changed" would not be true.
it("does not say so when its last try may have got through", async () => {
  const its = await asking(alone);
  expect(await its.once(neverItsTurn)).toMatchObject(busy);
  const most = its.bank.lastCalls.filter(isWrite).length;
  let writes = 0;
  const answer = await its.once((_call, operation) => {
    if (!isWrite(operation)) return undefined;
    writes++;
    return writes === most ? "LOST_ANSWER" : "CONFLICT";
  });
  const payload = answer === "DIED" ? undefined : at(answer.data, "answer");
  expect(payload).toMatchObject({ thing: { status: "PROPOSED" }, userErrors: [] });
  await its.close();
});

it("says that it is busy, at the door too, when the engine lets nothing through", async () => {
  const its = await asking(several);
  const answer = await its.once(() => "THROTTLE");
  expect(answer).toMatchObject({
    status: 503,
    headers: { "retry-after": "2" },
    errors: [{ extensions: { code: "BUSY_TRY_AGAIN" } }],
  });
  expect(its.bank.surprises).toEqual([]);
  await its.close();
});

it("says so inside too, and nothing is done, when that begins in the middle of a request", async () => {
  const its = await asking(several);
  const before = await its.stored();
  const answer = await its.once((call) => (call > 1 ? "THROTTLE" : undefined));
  expect(answer).toMatchObject({
    status: 200,
    errors: [{ extensions: { code: "BUSY_TRY_AGAIN" } }],
  });
  expect(await its.stored()).toBe(before);
  await its.close();
});

it("reads the rest of a batch that came in parts, however often", async () => {
  const its = await asking(several);
  await its.once(() => "PART_OF_A_BATCH");
  expect(its.bank.met.PART_OF_A_BATCH).toBeGreaterThan(0);
  expect(await its.again()).toMatchObject({ isReplay: true });
  await its.close();
});
