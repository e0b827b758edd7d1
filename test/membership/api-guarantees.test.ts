import { beforeAll, describe, expect, it } from "vitest";
import { at, newRequestKey, testBank } from "../support/api.ts";
import { everyMutation } from "./every-mutation.ts";
import { ask, marlshire, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

describe.each(everyMutation)("%s", (mutation, strangerGets, prepare) => {
  it("is done once for a key, and only for the wish it was done for", async () => {
    const { caller, input, differently } = await prepare(setting, `${mutation}-twice`);
    const idempotencyKey = newRequestKey();
    const first = await ask(caller, mutation, { ...input, idempotencyKey });
    expect(first).toMatchObject({ codes: [], replayed: false });
    const second = await ask(caller, mutation, { ...input, idempotencyKey });
    expect(second).toEqual({ ...first, replayed: true });
    const reused = await ask(caller, mutation, { ...input, ...differently, idempotencyKey });
    expect(reused).toMatchObject({ thing: null, replayed: false });
    // Another member or code under the key is looked at as its own thing, where it stands.
    const elsewhere = "memberId" in differently || "code" in differently;
    if (!elsewhere) expect(reused.codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it("is done once when two callers' retries arrive together", async () => {
    const { caller, input } = await prepare(setting, `${mutation}-together`);
    const same = { ...input, idempotencyKey: newRequestKey(), ...uniquely(mutation) };
    const both = await Promise.all([ask(caller, mutation, same), ask(caller, mutation, same)]);
    expect(both.map((outcome) => outcome.codes)).toEqual([[], []]);
    expect(both[1]?.thing).toEqual(both[0]?.thing);
    expect(both.map((outcome) => outcome.replayed)).toContain(false);
  });

  it("refuses nobody, and a form that cannot be, before it looks at anything", async () => {
    const { caller, input, broken } = await prepare(setting, `${mutation}-refused`);
    const asked = { ...input, ...uniquely(mutation) };
    const anonymous = await ask(setting.bank.anonymous, mutation, asked);
    expect(anonymous.codes).toEqual(["SIGN_IN_REQUIRED"]);
    const misshapen = await ask(caller, mutation, { ...asked, ...broken });
    expect(misshapen.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(misshapen.errors, "0.path.1")).toBe(Object.keys(broken)[0]);
    const keyless = await ask(caller, mutation, { ...asked, idempotencyKey: "short" });
    expect(at(keyless.errors, "0")).toMatchObject({
      code: "VALIDATION_FAILED",
      path: ["input", "idempotencyKey"],
    });
    if (strangerGets === undefined) return;
    const wrongCode = mutation === "linkLogin" ? { code: "0000-0000-0000" } : {};
    const stranger = setting.bank.as(`${mutation}-stranger`);
    const refused = await ask(stranger, mutation, { ...asked, ...wrongCode });
    expect(refused.codes).toEqual([strangerGets]);
    expect(await ask(caller, mutation, asked)).toMatchObject({ codes: [] });
  });
});

/** Codes of places are used once, so each test takes its own. */
let placesMade = 0;
function uniquely(mutation: string): { readonly [field: string]: unknown } {
  placesMade += 1;
  if (mutation === "createArea") return { code: `E1200${String(placesMade).padStart(4, "0")}` };
  if (mutation !== "createHub") return {};
  return { code: `Q${String.fromCharCode(65 + (placesMade % 26))}${"ABC".charAt(placesMade % 3)}` };
}

/** What no broker may do, of any hub, and what anyone may do for themselves. */
const notByBrokers = ["createArea", "createHub", "grantRole", "applyForChild", "linkLogin"];

describe("another hub's broker", () => {
  const brokersWork = everyMutation.filter(
    ([mutation, stranger]) => stranger !== undefined && !notByBrokers.includes(mutation),
  );
  it.each(brokersWork)("gets what a stranger gets from %s", async (mutation, gets, prepare) => {
    const { input } = await prepare(setting, `${mutation}-rob`);
    const refused = await ask(setting.bank.as("rob"), mutation, input);
    expect(refused.codes).toEqual([gets]);
  });
});
