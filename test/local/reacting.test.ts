import { describe, expect, it } from "vitest";
import { receiver } from "../integration/receiver.ts";
import { newFolder, runningWith, tokenOf } from "./local-run.ts";

type Run = Awaited<ReturnType<typeof runningWith>>;

/** What priya, broker of Brackenford, is answered. */
const asPriya = async ({ url, ask }: Run, query: string) =>
  Object(await ask(query, await tokenOf(url, "priya"))).data;

const hubOf = async (run: Run): Promise<string> =>
  (await asPriya(run, "{ me { roles { hub { id } } } }")).me.roles[0].hub.id;

/** How many minutes were given in February, as the counters say. */
async function given(run: Run, hubId: string): Promise<number | undefined> {
  const query = `{ monthInNumbers(scopeId: "${hubId}", month: "2026-02") { measures { name value } } }`;
  const { measures } = (await asPriya(run, query)).monthInNumbers;
  return measures.find(({ name }: { name: string }) => name === "MINUTES_GIVEN").value;
}

describe("npm start", { timeout: 180_000 }, () => {
  it("moves counters and sends webhooks, and goes on from there after it was killed", async () => {
    const folder = newFolder();
    const first = await runningWith("--data", folder);
    const hubId = await hubOf(first);
    // February of Marlshire's story, in Brackenford: 29 hours.
    await expect.poll(() => given(first, hubId), { timeout: 30_000 }).toBe(1_740);

    const { url, heard } = await receiver([503, 204]);
    const wish = `hubId: "${hubId}", url: "${url}", facts: [GIFT_GIVEN], idempotencyKey: "a-webhook"`;
    const made = await asPriya(
      first,
      `mutation { registerWebhook(input: { ${wish} }) { webhook { id } userErrors { code } } }`,
    );
    const { id } = made.registerWebhook.webhook;
    const test = `mutation { sendTestEvent(input: { webhookId: "${id}", idempotencyKey: "a-test-event" }) {
      delivery { id } userErrors { code }
    } }`;
    await asPriya(first, test);
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
    // It was not taken, so it is to be tried again in some seconds; and nobody is left to do so.
    first.process.kill("SIGKILL");
    await first.ended();

    const second = await runningWith("--data", folder);
    // Cut off before its answer was written down, the try counts as under way for a minute.
    await expect.poll(() => heard.length, { timeout: 90_000 }).toBe(2);
    expect(heard[1]?.headers["webhook-id"]).toBe(heard[0]?.headers["webhook-id"]);
    expect(await given(second, hubId)).toBe(1_740);
  });
});
