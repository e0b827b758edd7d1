import { expect, it } from "vitest";
import { nextFridays } from "../../infra/local/marlshire/index.ts";

it.each([
  ["a Thursday", "2026-04-02T23:00:00.000Z", "2026-04-03"],
  ["a Friday morning", "2026-04-03T09:59:00.000Z", "2026-04-03"],
  ["a Friday once it has begun", "2026-04-03T10:00:00.000Z", "2026-04-10"],
  ["a Saturday", "2026-04-04T00:00:00.000Z", "2026-04-10"],
])("begins with the next Friday after %s", (_case, now, first) => {
  const fridays = nextFridays(now);
  expect(fridays).toHaveLength(4);
  expect(fridays[0]).toBe(`${first}T10:00:00.000Z`);
  expect(new Set(fridays.map((moment) => new Date(moment).getUTCDay()))).toEqual(new Set([5]));
  expect(fridays.every((moment) => moment > now)).toBe(true);
});
