import { describe, expect, it } from "vitest";
import { startClock } from "../../infra/local/clock.ts";

describe("the clock", () => {
  // Who starts a bank finds its deadlines kept and its books checked, and need not wait for it.
  it("calls at once, and waits for that call when it is stopped", async () => {
    const done: string[] = [];
    const clock = startClock(async () => {
      await Promise.resolve();
      done.push("a turn");
    });
    await clock.stop();
    expect(done).toEqual(["a turn"]);
  });
});
