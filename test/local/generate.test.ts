import { expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { createLocalApi, type LocalBank } from "../../infra/local/bank.ts";
import { loadMadeUp } from "../../infra/local/generate.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { makeUp } from "../../infra/local/made-up.ts";
import { freshTable } from "../support/engine.ts";

const community = makeUp({ hubs: 2, members: 3, exchanges: 8, seed: 3 });

async function newBank() {
  const { table } = await freshTable();
  const issuer = await createIssuer(await newKey());
  const cursorSecret = "a secret for tests, and for nothing else";
  return { table, bank: createLocalApi({ table, issuer, cursorSecret }).bank };
}

const quiet = () => {};
const afterwards = "2026-06-01T09:00:00Z";
const myHub = "{ me { roles { hub { id name } } } }";

/** Answers as the bank does, until the given number of calls has been made. */
function dyingAfter(calls: number, bank: LocalBank): LocalBank {
  let made = 0;
  return {
    call: (...wish) =>
      made++ < calls ? bank.call(...wish) : Promise.reject(new Error("The light went out.")),
  };
}

it("loads a made-up community through the API, and again where it was broken off", async () => {
  const { bank } = await newBank();
  await expect(loadMadeUp(dyingAfter(40, bank), community, quiet)).rejects.toThrow("light");

  const told: string[] = [];
  await loadMadeUp(bank, community, (done, all) => told.push(`${done}/${all}`));
  expect(told.at(-1)).toBe("14/14");

  // Told a third time, everything is found and nothing is done again.
  await loadMadeUp(bank, community, quiet);
  const [hub] = community.hubs;
  const answer = await bank.call(hub?.broker, afterwards, myHub);
  expect(answer.data).toMatchObject({ me: { roles: [{ hub: { name: "Made-up hub 1" } }] } });
});

it("ends what nobody took up when the clock calls, once", async () => {
  const { bank, table } = await newBank();
  const small = makeUp({ hubs: 1, members: 2, exchanges: 24, seed: 7 });
  await loadMadeUp(bank, small, quiet);
  const later = "2026-12-01T09:00:00.000Z";
  const log: object[] = [];
  const keepDeadlines = createScheduleHandler({
    table,
    now: () => later,
    log: (line) => log.push(line),
  });
  await keepDeadlines();
  const open = small.hubs[0]?.exchanges.filter(
    ({ until }) => until === "PROPOSED" || until === "AGREED",
  );
  expect(open?.length).toBeGreaterThan(0);
  const expired = { room: "exchanges", EXPIRED: open?.length };
  expect(log).toContainEqual(expect.objectContaining(expired));
  log.length = 0;
  await keepDeadlines();
  expect(log).toContainEqual(expect.objectContaining({ room: "exchanges", EXPIRED: 0, LEFT: 0 }));
});

const booksOf = "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }";

/** All ids of a hub's list, page after page, as its broker reads them. `list` is how the field begins. */
async function idsIn(
  bank: LocalBank,
  broker: string,
  { list, hubId }: { readonly list: string; readonly hubId: string },
): Promise<readonly string[]> {
  const document = `query ($hubId: ID!, $after: String) {
    list: ${list} hubId: $hubId, first: 5, after: $after) {
      nodes { id } pageInfo { endCursor hasNextPage }
    }
  }`;
  const ids: string[] = [];
  for (let after: string | undefined | null; after !== null; ) {
    const { data, errors } = await bank.call(broker, afterwards, document, { hubId, after });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = Object(data?.["list"]);
    for (const { id } of nodes) ids.push(id);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
  return ids;
}

it("shows in each hub as many people and exchanges as were asked for, and books that sum to zero", async () => {
  const { bank } = await newBank();
  const asked = makeUp({ hubs: 3, members: 4, exchanges: 20, seed: 11 });
  await loadMadeUp(bank, asked, quiet);
  let exchanges = 0;
  for (const { broker } of asked.hubs) {
    const mine = await bank.call(broker, afterwards, myHub);
    const hubId = String(Object(mine.data?.["me"]).roles[0].hub.id);
    const { data } = await bank.call(broker, afterwards, booksOf, { id: hubId });
    expect(data).toEqual({ hubTrialBalance: { sumMinutes: 0 } });
    expect(new Set(await idsIn(bank, broker, { list: "members(", hubId })).size).toBe(4);
    for (const agenda of ["OPEN", "NEEDS_BROKER", "CLOSED"]) {
      const list = `hubExchanges(agenda: ${agenda},`;
      exchanges += new Set(await idsIn(bank, broker, { list, hubId })).size;
    }
  }
  expect(exchanges).toBe(20);
});
