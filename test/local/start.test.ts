import { createServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  createNation,
  freePort,
  nations,
  newFolder,
  npmStart,
  processesOn,
  ready,
  running,
  runningWith,
  tokenOf,
} from "./local-run.ts";

/** How many places the café has free on each of the days that are still to come. */
async function freeFridays({ url, ask }: Awaited<ReturnType<typeof runningWith>>) {
  const whose = "{ me { organisations { hub { id } } } }";
  const { data } = Object(await ask(whose, await tokenOf(url, "cafe")));
  const hubId = data.me.organisations[0].hub.id;
  const slots = "nodes { slots { nodes { free } } }";
  const answer = Object(await ask(`{ spendOptions(hubId: "${hubId}") { ${slots} } }`));
  const [table] = answer.data.spendOptions.nodes;
  return table.slots.nodes.map((slot: { readonly free: number }) => slot.free);
}

describe("npm start", { timeout: 30_000 }, () => {
  it("serves the API to everybody and to a persona, and keeps what they did", async () => {
    const folder = newFolder();
    const first = await running(folder);
    expect(await first.ask(nations)).toMatchObject({ data: { areas: { nodes: [] } } });
    expect(await first.ask(createNation)).toMatchObject({
      data: { createArea: { area: null, userErrors: [{ code: "SIGN_IN_REQUIRED" }] } },
    });
    const steward = await tokenOf(first.url, "steward");
    expect(await first.ask(createNation, steward)).toMatchObject({
      data: { createArea: { area: { name: "England" }, userErrors: [] } },
    });
    first.process.kill("SIGINT");
    expect(await first.ended()).toBe(0);

    const second = await running(folder);
    const england = { data: { areas: { nodes: [{ name: "England" }] } } };
    expect(await second.ask(nations, steward)).toMatchObject(england);
    second.process.kill("SIGINT");
    await second.ended();

    const fresh = await running(folder, "--fresh");
    expect(await fresh.ask(nations)).toMatchObject({ data: { areas: { nodes: [] } } });
  });

  it("tells Marlshire's story, once, and lets a visitor be one of its people", {
    timeout: 90_000,
  }, async () => {
    const folder = newFolder();
    const first = await runningWith("--data", folder);
    expect(first.said()).toContain("Marlshire's story: 0 of");
    expect(first.said()).toContain(`npm start -- --fresh --data ${folder}`);
    const { personas } = Object(await (await fetch(`${first.url}/personas`)).json());
    expect(personas).toContainEqual({
      id: "amina",
      who: expect.any(String),
      hub: expect.any(String),
    });
    first.process.kill("SIGINT");
    await first.ended();

    const second = await runningWith("--data", folder);
    expect(second.said()).not.toContain("story");
    const me = "{ me { person { firstName } memberships { hub { name } } } }";
    expect(await second.ask(me, await tokenOf(second.url, "amina"))).toMatchObject({
      data: {
        me: {
          person: { firstName: "Amina" },
          memberships: [{ hub: { name: "Brackenford Time Bank" } }],
        },
      },
    });
    expect(await freeFridays(second)).toEqual([6, 6, 6, 6]);
  });

  it("leaves no process behind on Ctrl-C", async () => {
    const folder = newFolder();
    const run = await running(folder);
    expect(processesOn(folder)).not.toEqual([]);
    run.process.kill("SIGINT");
    expect(await run.ended()).toBe(0);
    expect(run.said()).toContain("Stopping.");
    expect(processesOn(folder)).toEqual([]);
  });

  // Nobody can catch SIGKILL, so the engine must notice by itself that it has been left alone.
  it("leaves no process behind when it is killed", async () => {
    const folder = newFolder();
    const run = await running(folder);
    run.process.kill("SIGKILL");
    await run.ended();
    await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 5_000 });
    const again = await running(folder);
    expect(again.said()).toContain(ready);
  });
});

describe("npm start that cannot start", { timeout: 30_000 }, () => {
  async function failing(flags: readonly string[], environment?: object) {
    const run = npmStart(["--data", newFolder(), "--empty", ...flags], environment);
    expect(await run.ended()).toBe(1);
    expect(run.said()).not.toMatch(/^\s+at /m);
    return run.said();
  }

  it("says that its port is taken, and by which flag to use another", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    onTestFinished(() => void other.close());
    const said = await failing(["--port", String(port)]);
    expect(said).toContain(`Port ${port} is taken by another program.`);
    expect(said).toContain(`npm start -- --port ${port + 1}`);
  });

  it("says that the data folder is in use", async () => {
    const folder = newFolder();
    await running(folder);
    const said = await failing(["--data", folder, "--port", String(await freePort())]);
    expect(said).toContain(`already running on the data in ${folder}`);
  });

  it("says that the named engine does not answer", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const flags = ["--port", String(await freePort())];
    const said = await failing(flags, { DYNAMODB_ENDPOINT: endpoint });
    expect(said).toContain(`No database engine answers at ${endpoint}`);
  });
});
