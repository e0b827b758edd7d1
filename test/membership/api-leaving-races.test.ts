import { beforeAll, expect, it } from "vitest";
import { testBank } from "../support/api.ts";
import { ask, marlshire, member, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

// The account is closed in the same commit, so a twin can find it closed before the membership.
it("answers twins of one request to leave alike", async () => {
  for (let times = 0; times < 4; times++) {
    const memberId = await member(setting, `leaver${times}`);
    const wish = { memberId, idempotencyKey: `leaving-${times}` };
    const caller = setting.bank.as(`leaver${times}`);
    const answers = await Promise.all([1, 2, 3].map(() => ask(caller, "leaveHub", wish)));
    expect(answers.map(({ codes }) => codes)).toEqual([[], [], []]);
    expect(answers.map(({ replayed }) => replayed).toSorted()).toEqual([false, true, true]);
  }
});
