import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEngine } from "../../infra/local/engine.ts";
import { engineClient } from "../../infra/local/local-table.ts";
import { tableName } from "../../infra/local/start.ts";
import { checkBooks } from "../support/books.ts";
import {
  createNation,
  freePort,
  killEngineOn,
  nations,
  newFolder,
  npmStart,
  processesOn,
  running,
  tokenOf,
} from "./local-run.ts";

describe("npm start that loses its engine", { timeout: 60_000 }, () => {
  it("says so and ends, and goes on with all that was answered", async () => {
    const folder = newFolder();
    const run = await running(folder);
    await run.ask(createNation, await tokenOf(run.url, "steward"));
    killEngineOn(folder);
    expect(await run.ended()).toBe(1);
    expect(run.said()).toContain("The database engine has ended, though nobody asked it to");
    expect(run.said()).toContain(`npm start -- --data ${folder}`);
    expect(run.said()).not.toContain("a mistake in Corehours");
    expect(processesOn(folder)).toEqual([]);

    const again = await running(folder);
    const england = { data: { areas: { nodes: [{ name: "England" }] } } };
    expect(await again.ask(nations)).toMatchObject(england);
  });

  it("says the same when it was still telling a story", async () => {
    const folder = newFolder();
    const port = String(await freePort());
    const run = npmStart(["--data", folder, "--empty", "--members", "4", "--port", port]);
    await run.says("A made-up community: 1 of");
    killEngineOn(folder);
    expect(await run.ended()).toBe(1);
    expect(run.said()).toContain("The database engine has ended, though nobody asked it to");
    expect(run.said()).not.toContain("a mistake in Corehours");
  });
});

describe("npm start that is killed while it tells a story", () => {
  it("tells the rest when it is started again, and nothing twice", {
    timeout: 60_000,
  }, async () => {
    const folder = newFolder();
    const size = ["--hubs", "1", "--members", "4", "--exchanges", "20", "--seed", "6"];
    const port = String(await freePort());
    const killed = npmStart(["--data", folder, "--empty", ...size, "--port", port]);
    await killed.says("A made-up community: 10 of 24");
    killed.process.kill("SIGKILL");
    await killed.ended();
    expect(killed.said()).not.toContain("24 of 24");

    const again = await running(folder, ...size);
    expect(again.said()).toContain("A made-up community: 24 of 24");
    const { personas } = Object(await (await fetch(`${again.url}/personas`)).json());
    const broker = await tokenOf(again.url, personas[0].id);
    const mine = Object(await again.ask("{ me { roles { hub { id } } } }", broker));
    const { data } = Object(await again.ask(hubOf(mine.data.me.roles[0].hub.id), broker));
    const exchanges = [data.open, data.closed, data.needsBroker].flatMap(({ nodes }) => nodes);
    expect([data.members.nodes.length, exchanges.length]).toEqual([4, 20]);
    expect(data.books).toEqual({ sumMinutes: 0 });
    again.process.kill("SIGINT");
    await again.ended();
    expect(await wrongIn(folder)).toEqual([]);
  });
});

const hubOf = (hubId: string) => `{
  members(hubId: "${hubId}", first: 100) { nodes { id } }
  open: hubExchanges(hubId: "${hubId}", agenda: OPEN, first: 100) { nodes { id } }
  closed: hubExchanges(hubId: "${hubId}", agenda: CLOSED, first: 100) { nodes { id } }
  needsBroker: hubExchanges(hubId: "${hubId}", agenda: NEEDS_BROKER, first: 100) { nodes { id } }
  books: hubTrialBalance(hubId: "${hubId}") { sumMinutes }
}`;

/** What is wrong with the books that a run has left in its folder. */
async function wrongIn(folder: string): Promise<readonly string[]> {
  const engine = await startEngine(join(folder, "bank.db"));
  const client = engineClient(engine.endpoint);
  try {
    return await checkBooks(client, tableName);
  } finally {
    client.destroy();
    await engine.stop();
  }
}
