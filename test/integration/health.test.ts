import { beforeAll, describe, expect, it } from "vitest";
import { deliver, type Post } from "../../src/integration/index.ts";
import { addDays } from "../../src/kernel/index.ts";
import type { Table } from "../../src/table/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at } from "../support/api.ts";
import { registered, testEvent, untilDone } from "../support/webhooks.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const tried = (id: string, wish: { table?: Table; post: Post; now?: string }) => {
  const { table = its.bank.table(), post, now = its.bank.now() } = wish;
  return deliver({ table, post, now: () => now, secret: "for tests only", chance: () => 0.5 }, id);
};
const taken: Post = async () => ({ status: 200 });
const refused: Post = async () => ({ status: 500 });

async function stateOf(id: string) {
  const query = "query ($id: ID!) { webhook(id: $id) { failingSince status } }";
  return at(await its.bank.as("priya").must(query, { id }), "webhook");
}

/** A table that is cut off after so many commits. */
function cutOffAfter(commits: number): Table {
  const inner = its.bank.table();
  let left = commits;
  return {
    ...inner,
    commit: async (writes) => {
      if (left-- <= 0) throw new Error("the function died");
      return inner.commit(writes);
    },
  };
}

describe("how an endpoint does", () => {
  it("is written down with what came of a try, or neither is", async () => {
    const { bank, bra: hubId } = its;
    const webhookId = await registered(bank, { hubId });
    await tried(await testEvent(bank, webhookId), { post: refused });
    expect(await stateOf(webhookId)).toMatchObject({ failingSince: bank.now() });
    const id = await testEvent(bank, webhookId);
    // One commit begins the try, one more writes down all that came of it.
    expect(await tried(id, { table: cutOffAfter(2), post: taken })).toEqual({
      status: "DELIVERED",
    });
    expect(await stateOf(webhookId)).toMatchObject({ failingSince: null, status: "ACTIVE" });
  });

  it("is written down also where another try changed it at the same moment", async () => {
    const { bank, bra: hubId } = its;
    const webhookId = await registered(bank, { hubId });
    const ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => testEvent(bank, webhookId)));
    let sent = 0;
    const counted: Post = async (wish) => {
      sent += 1;
      return refused(wish);
    };
    const handled = await Promise.all(ids.map((id) => tried(id, { post: counted })));
    // Each was tried once and noted: none comes again before its pause is over.
    expect(handled).toEqual(ids.map(() => ({ status: "LATER", againInSeconds: 5 })));
    expect(sent).toBe(ids.length);
    expect(await stateOf(webhookId)).toMatchObject({ failingSince: bank.now() });
  });

  it("does not switch off an endpoint that takes another one at this very moment", async () => {
    const { bank, bra: hubId } = its;
    const webhookId = await registered(bank, { hubId });
    const [dying, other] = [await testEvent(bank, webhookId), await testEvent(bank, webhookId)];
    let now = bank.now();
    for (let tries = 0; tries < 10; tries++) {
      await tried(dying, { post: refused, now });
      now = addDays(now, 1);
    }
    const inner = bank.table();
    let isFirst = true;
    /** What another try brings comes between reading and writing. */
    const table: Table = {
      ...inner,
      commit: async (writes) => {
        if (isFirst && writes.length > 1) {
          isFirst = false;
          expect(await tried(other, { post: taken, now })).toEqual({ status: "DELIVERED" });
        }
        return inner.commit(writes);
      },
    };
    expect(await tried(dying, { table, post: refused, now })).toEqual({ status: "DEAD" });
    expect(isFirst).toBe(false);
    expect(await stateOf(webhookId)).toMatchObject({ status: "ACTIVE", failingSince: now });
    expect(await untilDone(bank, dying, taken)).toBe("NOTHING_TO_DO");
  });
});
