import { expect, it } from "vitest";
import { change, join, leave, planGroup } from "../../src/exchanges/decide/index.ts";
import { agreement, amina, asGrace, asking, asPriya, grace, hub, noon, policy } from "./build.ts";

it("is forgotten with the yes that made it, when the terms change", () => {
  const promised = agreement({ isPromised: true });
  const by = { ...asking(asGrace), side: "PROVIDER" } as const;
  expect(change(promised, { minutes: 90 }, by)).toMatchObject({
    status: "PROPOSED",
    isPromised: false,
  });
});

it("is made to who gives in a group where limits hold, and ends with their part", () => {
  const wish = {
    ...{ idempotencyKey: "a-key-of-mine", hubId: hub, what: "Singing", plannedFor: noon },
    ...{ givers: [{ partyId: grace.id, minutes: 60 }], receiverMinutes: 60 },
  };
  const stored = { id: "grp_1", version: 1, receipts: [] };
  const asked = { now: noon, policy, viewer: asPriya };
  const planned = planGroup(wish, asked, { parties: [grace], sponsor: undefined, stored });
  if ("kind" in planned) throw new Error(planned.code);
  const yes = (party: typeof grace, role: "GIVER" | "RECEIVER", isLimited: boolean) =>
    join(planned, { party, role, isLimited }, { ...asked, viewer: asGrace });
  expect(yes(grace, "GIVER", false)).not.toHaveProperty("part.isPromised");
  expect(yes(amina, "RECEIVER", true)).not.toHaveProperty("part.isPromised");
  const gives = yes(grace, "GIVER", true);
  expect(gives).toMatchObject({ part: { isPromised: true } });
  if ("kind" in gives) throw new Error(gives.code);
  const left = leave(gives.next, grace.id);
  expect(left).toMatchObject({ part: { isPromised: true }, next: { parts: [{ role: "GIVER" }] } });
  expect(left).not.toHaveProperty("next.parts.0.isPromised");
});
