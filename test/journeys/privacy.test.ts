import { beforeAll, describe, expect, it } from "vitest";
import { circlesMeet } from "../access/circles.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { all, everyNode, type Known, openToAll } from "./privacy-doors.ts";
import { type Persona, type Populated, personas, populatedTown } from "./privacy-town.ts";

let place: Populated;
beforeAll(async () => {
  const town = await populatedTown();
  const fay = await person(town.bank, "fay");
  await giveRole(town.bank, fay, { role: "FACILITATOR", scopeId: town.bra });
  const { seats, ...circles } = await circlesMeet(town);
  place = { ...town, things: { ...town.things, ...circles } };
});

const idOf = (thing: string): string => {
  const named: { readonly [thing: string]: unknown } = { ...place, ...place.things };
  const id = named[thing];
  if (typeof id === "string") return id;
  throw new Error(`There is no ${thing} in this town.`);
};

/** Texts that no id was ever like, the longest beyond what an engine takes for a key. */
const noIds = ["", "_", "mem_", "acc_", "per_\u0000", "__proto___x", "constructor_x"];
const endless = ["mem", "acc", "hub"].map((kind) => `${kind}_${"A".repeat(2048)}`);

/** Nothing has this id, although it looks like the other. */
const unknownLike = (id: string) => `${id.slice(0, 4)}${"0".repeat(26)}`;

type Named = { readonly name: string };
type Schema = {
  readonly __schema: {
    readonly queryType: {
      readonly fields: readonly (Named & { readonly args: readonly Named[] })[];
    };
  };
  readonly __type: { readonly possibleTypes: readonly Named[] };
};

type Look = { readonly field: string; readonly thing: string; readonly id: string };

const looks: (chosen: (known: Known) => boolean) => readonly Look[] = (chosen) =>
  Object.entries(all).flatMap(([field, things]) =>
    Object.entries(things)
      .filter(([, known]) => chosen(known))
      .map(([thing]) => ({ field, thing, id: idOf(thing) })),
  );

/** More than these do not fit into one request. */
const mostInRequest = 100;

/** All these look-ups, each under the name of its field and thing; a line for each request. */
async function answer(persona: Persona, asked: readonly Look[]): Promise<string> {
  const lines: string[] = [];
  for (let start = 0; start < asked.length; start += mostInRequest) {
    lines.push(await answerOnce(persona, asked.slice(start, start + mostInRequest)));
  }
  return lines.join("");
}

async function answerOnce(persona: Persona, asked: readonly Look[]): Promise<string> {
  const { bank } = place;
  const lines = asked.map(({ field, thing, id }) => {
    const call = field.replace("$id", JSON.stringify(id));
    return `${field.split("(")[0]}_${thing}: ${call} { __typename }`;
  });
  const token = persona === "anonymous" ? undefined : await bank.tokenFor(persona);
  const { status, body } = await bank.send({
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: `{ ${lines.join(" ")} }` }),
  });
  return `${status} ${body}`;
}

/** The look-ups of an answer that brought nothing. */
function nothingIn(text: string): readonly string[] {
  const answers = text.split("\n").filter(Boolean);
  return answers
    .flatMap((line) => Object.entries(JSON.parse(line.slice(4)).data))
    .flatMap(([name, found]) =>
      found === null || JSON.stringify(found) === "[null]" ? [name] : [],
    );
}

/** What ids begin with: one word for each kind of node that is not for everyone, and the others. */
const guarded =
  "acc alo ans app arn art car clr cor cov ctb cwk del ers exc gft grp inc itm jnt jrn lrn lst mem mov pay per pot rcg rec ref rol rpt ser ses vis voi whk".split(
    " ",
  );
const open = "agr are atn cat cir dec hub iss man org req slt spo svc".split(" ");
const kinds = [...guarded, ...open];

describe("what is not for everyone", () => {
  it.each(personas)("is for %s byte for byte as if it were not there", async (persona) => {
    const hidden = looks((known) => !known.includes(persona));
    const unknown = await answer(
      persona,
      hidden.map((look) => ({ ...look, id: unknownLike(look.id) })),
    );
    expect(await answer(persona, hidden)).toBe(unknown);
    expect(nothingIn(unknown)).toHaveLength(hidden.length);
  });

  it.each(personas)("is shown to %s where it is for them", async (persona) => {
    const shown = looks((known) => known.includes(persona));
    if (shown.length === 0) return;
    const text = await answer(persona, shown);
    expect(nothingIn(text)).toEqual([]);
    expect(text).not.toContain('"errors"');
  });

  it("leaves out no look-up by an id and no kind of node", async () => {
    const schema: Schema = JSON.parse(
      JSON.stringify(
        await place.bank.anonymous.must(`{
          __schema { queryType { fields { name args { name } } } }
          __type(name: "Node") { possibleTypes { name } }
        }`),
      ),
    );
    const walked = Object.keys(all).map((field) => field.split("(")[0]);
    const covered = new Set([...walked, ...openToAll, "searchListings"]);
    const lookUps = schema.__schema.queryType.fields
      .filter(({ args }) => args.some(({ name }) => /^ids?$|Id$/.test(name)))
      .map(({ name }) => name);
    expect(lookUps.filter((name) => !covered.has(name))).toEqual([]);
    const walkedKinds = new Set(Object.keys(everyNode).map((thing) => idOf(thing).slice(0, 3)));
    expect([...walkedKinds].toSorted()).toEqual(guarded);
    expect(schema.__type.possibleTypes).toHaveLength(kinds.length);
  });

  it.each(["anonymous", "kofi", "rob", "steward"] as const)(
    "is found by %s under no other prefix either",
    async (persona) => {
      // A request to move is found by who asked and by the broker who was asked, such as rob.
      const { moveRequest } = place.things;
      for (const [thing, id] of Object.entries(place.things)) {
        const others = kinds
          .filter((kind) => kind !== id.slice(0, 3) && kind !== "org")
          .filter((kind) => kind + id.slice(3) !== moveRequest);
        const asked = others.map((kind) => ({
          field: "node(id: $id)",
          thing: kind,
          id: kind + id.slice(3),
        }));
        const text = await answer(persona, asked);
        expect(nothingIn(text), `${thing}: ${text}`).toHaveLength(others.length);
      }
    },
  );

  it("is no nearer for what is no id", async () => {
    const fields = Object.keys(all);
    // Twenty at a time, because a request has at most 64 KB.
    for (const odd of [...noIds, ...endless]) {
      for (let start = 0; start < fields.length; start += 20) {
        const asked = fields.slice(start, start + 20);
        const looked = asked.map((field) => ({ field, thing: "odd", id: odd }));
        const text = await answer("grace", looked);
        expect(text, odd.slice(0, 20)).not.toContain('"errors"');
        expect(nothingIn(text)).toHaveLength(asked.length);
      }
    }
  });
});
