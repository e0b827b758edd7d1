import { beforeAll, describe, expect, it } from "vitest";
import { isRefusal, newId, type Refusal } from "../../src/kernel/index.ts";
import { chainStart, seal } from "../../src/ledger/chain.ts";
import {
  type AccountRef,
  accountOf,
  actKey,
  clearingOf,
  type Head,
  headOf,
  holderOf,
  issuanceOf,
  journalIdOf,
  type Movement,
  planHold,
  planPosting,
  planRelease,
  potOf,
} from "../../src/ledger/index.ts";
import { entriesOf, findAct } from "../../src/ledger/repository.ts";
import { attempt, create } from "../../src/table/index.ts";
import { type FreshTable, freshTable } from "../support/engine.ts";

let fresh: FreshTable;
beforeAll(async () => {
  fresh = await freshTable();
});

const now = "2026-02-09T10:00:00.000Z";
const hubId = "hub_0000000000000000000000BRAX";
const member = (): AccountRef => ({
  id: accountOf(newId("mem")),
  hubId,
  kind: "MEMBER",
  floorMinutes: -300,
  ceilingMinutes: 2400,
});

/** Posts the way a room does: its own act and the ledger's writes in one commit. */
function give(movements: readonly Movement[], actId = newId("exc")) {
  return attempt(fresh.table(), async () => {
    const plan = await planPosting(fresh.table(), { actId, kind: "EXCHANGE", movements, now });
    if (isRefusal(plan)) return plan;
    const act = create({ ...actKey(actId), id: actId, version: 1, journal: plan.journal });
    return { writes: [act, ...plan.writes], answer: actId };
  });
}

const must = <Answer>(answer: Answer | Refusal): Answer => {
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
};

const balance = async (account: AccountRef) =>
  (await headOf(fresh.table(), account)).balanceMinutes;

const wholeChain = (account: AccountRef) =>
  entriesOf(fresh.table(), account.id, { fromSeq: 1, toSeq: 9999, backwards: true, limit: 9999 });

describe("an account", () => {
  it("is open and at zero before it has an entry", async () => {
    expect(await headOf(fresh.table(), member())).toMatchObject({
      seq: 0,
      balanceMinutes: 0,
      status: "OPEN",
    });
  });

  it("is known by what it belongs to, and the other way round", () => {
    const id = newId("mem");
    expect(holderOf({ id: accountOf(id), kind: "MEMBER" })).toBe(id);
    expect(holderOf(potOf(hubId))).toBeUndefined();
    expect(clearingOf("a", "b", 60).id).not.toBe(clearingOf("b", "a", 60).id);
  });

  it("of a mandate can go as low as was granted and no lower", async () => {
    const mandate = { hubId, purpose: "CARE", quarter: "2026-Q1", grantedMinutes: 120 };
    const amina = member();
    must(await give([{ from: issuanceOf(mandate), to: amina, minutes: 120 }]));
    expect(await give([{ from: issuanceOf(mandate), to: amina, minutes: 15 }])).toMatchObject({
      code: "ISSUANCE_EXHAUSTED",
    });
  });
});

describe("a posting", () => {
  it("is found again by the id of its journal entry", async () => {
    const actId = must(await give([{ from: member(), to: member(), minutes: 60 }]));
    const act = await findAct(fresh.table(), journalIdOf(actId));
    expect(act?.entry).toMatchObject({
      kind: "EXCHANGE",
      movements: [{ minutes: 60, fromSeq: 1 }],
    });
  });

  it("writes nothing at all when one of its movements is refused", async () => {
    const [amina, bea, carl] = [member(), member(), member()];
    const refused = await give([
      { from: amina, to: bea, minutes: 60 },
      { from: carl, to: bea, minutes: 600 },
    ]);
    expect(refused).toMatchObject({ code: "INSUFFICIENT_CREDIT" });
    expect(await balance(bea)).toBe(0);
  });

  it("happens once however often its act is committed", async () => {
    const [amina, bea] = [member(), member()];
    const actId = newId("exc");
    must(await give([{ from: amina, to: bea, minutes: 60 }], actId));
    const again = await give([{ from: amina, to: bea, minutes: 60 }], actId);
    expect(again).toMatchObject({ code: "BUSY_TRY_AGAIN" });
    expect(await balance(bea)).toBe(60);
  });

  it("keeps the floor when many give from one account at once", async () => {
    const amina = member();
    const gifts = await Promise.all(
      Array.from({ length: 8 }, () => give([{ from: amina, to: member(), minutes: 60 }])),
    );
    expect(gifts.filter((gift) => !isRefusal(gift))).toHaveLength(5);
    expect(await balance(amina)).toBe(-300);
  });
});

describe("holding and releasing", () => {
  it("sets aside, uses up and frees minutes across commits", async () => {
    const [amina, bea] = [member(), member()];
    const holds = [{ account: amina, minutes: 120 }];
    const held = must(await planHold(fresh.table(), { holds, actId: "exc_1", now }));
    await fresh.table().commit(held.writes);
    must(await give([{ from: amina, to: bea, minutes: 60, heldMinutes: 60 }]));
    expect(await headOf(fresh.table(), amina)).toMatchObject({ reservedMinutes: 60 });
    const rest = [{ account: amina, minutes: 60 }];
    const freed = await planRelease(fresh.table(), { holds: rest, actId: "exc_1", now });
    await fresh.table().commit(freed.writes);
    const after: Head = await headOf(fresh.table(), amina);
    expect(after).toMatchObject({ reservedMinutes: 0, balanceMinutes: -60, seq: 3 });
  });
});

describe("a chain", () => {
  it("can be recomputed link by link from its entries", async () => {
    const [amina, bea] = [member(), member()];
    for (const minutes of [15, 30, 45]) must(await give([{ from: amina, to: bea, minutes }]));
    let previous = chainStart;
    for (const entry of await wholeChain(amina)) {
      const { hash, ...draft } = entry;
      expect(seal(previous, draft).hash).toBe(hash);
      previous = hash;
    }
  });

  it("does not verify when one minute of one entry is changed", async () => {
    const amina = member();
    must(await give([{ from: amina, to: member(), minutes: 60 }]));
    const [entry] = await wholeChain(amina);
    if (!entry) throw new Error("no entry");
    const { hash, ...draft } = entry;
    expect(seal(chainStart, { ...draft, minutes: draft.minutes + 1 }).hash).not.toBe(hash);
  });
});

describe("what it costs", () => {
  it("is 6 write units to move credits, 1 read unit to know a balance, 2 for 20 rows", async () => {
    const [amina, bea] = [member(), member()];
    const back = [{ from: bea, to: amina, minutes: 15 }];
    const forth = [{ from: amina, to: bea, minutes: 15 }];
    for (let times = 0; times < 11; times++) {
      must(await give(forth));
      must(await give(back));
    }
    fresh.usage.reset();
    must(await give(forth));
    expect(fresh.usage.writeUnits()).toBe(6);
    fresh.usage.reset();
    await headOf(fresh.table(), amina);
    expect(fresh.usage.readUnits()).toBe(1);
    fresh.usage.reset();
    const range = { fromSeq: 1, toSeq: 23, backwards: false, limit: 21 };
    expect(await entriesOf(fresh.table(), amina.id, range)).toHaveLength(21);
    expect(fresh.usage.readUnits()).toBeLessThanOrEqual(2);
  });
});
