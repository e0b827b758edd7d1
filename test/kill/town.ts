import * as z from "zod";
import { makeUp } from "../../infra/local/made-up.ts";
import { accountOf, potOf } from "../../src/ledger/index.ts";
import type { Asking } from "./asking.ts";
import type { Served } from "./served.ts";

export type Townsperson = {
  readonly persona: string;
  readonly memberId: string;
  readonly account: string;
};

/** One hub, its broker and its members, as they are known outside. */
export type Town = {
  readonly hubId: string;
  readonly pot: string;
  readonly broker: string;
  readonly members: readonly Townsperson[];
};

const size = { hubs: 1, members: 8, exchanges: 0 };

const Me = z.object({
  me: z.object({
    memberships: z.tuple([z.object({ id: z.string(), hub: z.object({ id: z.string() }) })]),
  }),
});

/** Starts the bank with a hub and its members, who then ask, each for themselves, who they are. */
export async function openTown(served: Served, asking: Asking, seed: number): Promise<Town> {
  const flags = Object.entries({ ...size, seed }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  await served.start(flags);
  const [hub] = makeUp({ ...size, seed }).hubs;
  if (!hub) throw new Error("The made-up community has no hub.");
  const people = await Promise.all(
    hub.members.map(async ({ persona }) => {
      const { me } = Me.parse(
        await asking.read(persona, "{ me { memberships { id hub { id } } } }"),
      );
      const [{ id, hub }] = me.memberships;
      return { persona, memberId: id, account: accountOf(id), hubId: hub.id };
    }),
  );
  const hubId = people[0]?.hubId ?? "";
  return { hubId, pot: potOf(hubId).id, broker: hub.broker, members: people };
}
