import { beforeAll, describe, expect, it } from "vitest";
import { at } from "../support/api.ts";
import { type Retelling, retell } from "./retelling.ts";

let told: Retelling;
beforeAll(async () => {
  told = await retell();
}, 90_000);

const records = `query ($id: ID!) {
  recordsMadeFor(memberId: $id, first: 100) {
    nodes {
      kind by as channel note readBack slip actingFor { name } exchange { id }
      objection { by as reason note readBack slip outcome }
    }
  }
}`;

describe("acting for somebody in Marlshire", () => {
  it("rests, for Joan and Arthur, on a power of attorney with a scope and an end", async () => {
    const mine = await told.ask(
      "joan",
      `{ me { supported {
        firstName supporters { person { firstName } kind legalBasis scope since until evidence { seen } }
      } } }`,
    );
    expect(at(mine, "me.supported")).toEqual([
      {
        firstName: "Arthur",
        supporters: [
          {
            person: { firstName: "Joan" },
            kind: "ATTORNEY",
            legalBasis: expect.stringContaining("Mental Capacity Act 2005"),
            scope: ["READ", "ARRANGE_HELP", "CONFIRM", "MANAGE_PROFILE"],
            since: "2026-01-09T16:30:00.000Z",
            until: "2026-12-31",
            evidence: null,
          },
        ],
      },
    ]);
  });

  it("tells Arthur what was done for him, and hears him when he objects", async () => {
    const seen = await told.ask("lucy", records, { id: told.idOf("arthur") });
    const nodes = Object.values(Object(at(seen, "recordsMadeFor.nodes")));
    expect(nodes.filter((one) => Object(one).kind === "PAUSE")).toHaveLength(1);
    const pause = {
      ...{ kind: "PAUSE", by: "Joan", as: "SUPPORTER", actingFor: { name: "Arthur" } },
      objection: expect.objectContaining({
        ...{ by: "Lucy", as: "BROKER", outcome: "UNDONE", readBack: true, slip: "THO-0203" },
        note: "No break. I like it when people come, said Arthur.",
      }),
    };
    expect(nodes).toContainEqual(expect.objectContaining(pause));
    const arthur = await told.ask("lucy", "query ($id: ID!) { member(id: $id) { status } }", {
      id: told.idOf("arthur"),
    });
    expect(arthur).toEqual({ member: { status: "ACTIVE" } });
    const listed = await told.ask(
      "lucy",
      "query ($id: ID!) { objections(hubId: $id) { nodes { kind } } }",
      { id: told.idOf("THO") },
    );
    expect(at(listed, "objections.nodes")).toEqual([{ kind: "PAUSE" }]);
  });

  it("has Rob read back to Nadia what she said on the phone, with a slip by post", async () => {
    const seen = await told.ask("rob", records, { id: told.idOf("nadia") });
    const heard = { by: "Rob", as: "BROKER", channel: "PHONE", readBack: true, objection: null };
    const j19 = { ...heard, slip: "SLIP-J19", exchange: { id: told.idOf("exchange J19") } };
    expect(at(seen, "recordsMadeFor.nodes")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...j19, kind: "AGREEMENT", note: "Said yes on the phone." }),
        expect.objectContaining({ ...j19, kind: "CONFIRMATION" }),
        expect.objectContaining({ ...heard, kind: "AGREEMENT", slip: "SLIP-J20" }),
        expect.objectContaining({ kind: "JOINING", by: "Rob", channel: "PHONE" }),
      ]),
    );
  });

  it("names the actor and the one acted for in each step, for Maria to see too", async () => {
    const steps =
      "query ($id: ID!) { exchange(id: $id) { steps { status actor { name as actingFor { name } } } } }";
    const seen = await told.ask("maria", steps, { id: told.idOf("exchange J19") });
    expect(at(seen, "exchange.steps")).toContainEqual({
      status: "CONFIRMED",
      actor: { name: "Rob", as: "BROKER", actingFor: { name: "Nadia" } },
    });
  });
});
