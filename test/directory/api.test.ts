import { beforeAll, describe, expect, it } from "vitest";
import {
  findSlot,
  findSpendOption,
  planBooking,
  planUnbooking,
} from "../../src/directory/index.ts";
import { isRefusal } from "../../src/kernel/index.ts";
import { attempt, create } from "../../src/table/index.ts";
import { at, codesOf, newRequestKey, textAt } from "../support/api.ts";
import { change, createListing, mustTell, type Town, tell, town, windows } from "./town.ts";

const createCategory = change("createCategory", "category { id slug path regulated hub { id } }");
const addSkill = change("addSkill", "list { version skills { id level words category { slug } } }");
const removeSkill = change("removeSkill", "list { skills { id } }");
const createSpendOption = change(
  "createSpendOption",
  "spendOption { id status version askedMinutes pencePart { pence purpose } organisation { name } }",
);
const addSlot = change("addSlot", "slot { id capacity free startsAt spendOption { id } }");
const closeSpendOption = change("closeSpendOption", "spendOption { id status version }");

let here: Town;

beforeAll(async () => {
  here = await town();
});

describe("the tree of categories", () => {
  const tree = `query ($parentId: ID) {
    categories(parentId: $parentId) { nodes { slug regulated essential parent { slug } } }
  }`;

  it("is open to everyone, by name", async () => {
    const top = await here.bank.anonymous.must(tree);
    expect(at(top, "categories.nodes")).toMatchObject(
      ["care", "garden", "home", "other"].map((slug) => ({ slug, parent: null })),
    );
    const under = await here.bank.anonymous.must(tree, { parentId: here.categories["care"] });
    expect(at(under, "categories.nodes")).toEqual([
      { slug: "wounds", regulated: true, essential: false, parent: { slug: "care" } },
    ]);
  });

  it("grows by a steward, and by a broker for their own hub", async () => {
    const parentId = here.categories["garden"];
    const wish = { name: "Allotments", slug: "bra-allotments", parentId, hubId: here.bra };
    const input = { ...wish, idempotencyKey: newRequestKey() };
    const data = await mustTell(here.bank.as("priya"), createCategory, input);
    expect(at(data, "createCategory.category")).toMatchObject({
      path: ["garden", "bra-allotments"],
      hub: { id: here.bra },
    });
    const again = await mustTell(here.bank.as("priya"), createCategory, input);
    expect(at(again, "createCategory.replayed")).toBe(true);
    const reused = await tell(here.bank.as("priya"), createCategory, { ...input, name: "Plots" });
    expect(codesOf(reused)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const leafId = textAt(data, "createCategory.category.id");
    const under = { name: "Sheds", slug: "sheds", parentId: leafId };
    expect(codesOf(await tell(here.bank.steward, createCategory, under))).toEqual([
      "CATEGORY_CANNOT_GROW",
    ]);
    // A hub's own leaf is no category for another hub's people.
    const foreign = { ...windows, partyId: here.kofi, categoryId: leafId };
    expect(codesOf(await tell(here.bank.as("kofi"), createListing, foreign))).toEqual([
      "NOT_FOUND",
    ]);
  });

  it.each([
    ["nobody is signed in", undefined, {}, "SIGN_IN_REQUIRED"],
    ["a broker plants for everybody", "priya", {}, "FORBIDDEN"],
    ["a member plants", "amina", {}, "FORBIDDEN"],
  ] as const)("is left alone when %s", async (_case, persona, wish, code) => {
    const caller = persona === undefined ? here.bank.anonymous : here.bank.as(persona);
    const answer = await tell(caller, createCategory, { name: "New", slug: "new", ...wish });
    expect(codesOf(answer)).toEqual([code]);
  });

  it.each([
    ["the slug is taken", { slug: "garden" }, "SLUG_TAKEN"],
    ["the slug has capitals", { slug: "Garden" }, "VALIDATION_FAILED"],
    ["the name is empty", { name: " " }, "VALIDATION_FAILED"],
    ["there is no such parent", { parentId: `cat_${"0".repeat(26)}` }, "NOT_FOUND"],
    ["a hub's category has no parent", { hubId: `hub_${"0".repeat(26)}` }, "VALIDATION_FAILED"],
  ])("does not grow when %s", async (_case, wrong, code) => {
    const wish = { name: "New", slug: "new", ...wrong };
    expect(codesOf(await tell(here.bank.steward, createCategory, wish))).toEqual([code]);
  });
});

describe("a member's skills", () => {
  const skills = "query ($memberId: ID!) { skills(memberId: $memberId) { skills { words } } }";

  it("are kept for the member, guardians and the broker", async () => {
    const memberId = here.amina;
    const wish = {
      memberId,
      level: "CAN_TEACH",
      words: "Makaton",
      idempotencyKey: newRequestKey(),
    };
    const data = await mustTell(here.bank.as("amina"), addSkill, wish);
    expect(at(data, "addSkill.list.skills")).toMatchObject([
      { level: "CAN_TEACH", category: null },
    ]);
    const again = await mustTell(here.bank.as("amina"), addSkill, wish);
    expect(at(again, "addSkill.replayed")).toBe(true);
    const reused = await tell(here.bank.as("amina"), addSkill, { ...wish, level: "WANT" });
    expect(codesOf(reused)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const categoryId = here.categories["garden"];
    await mustTell(here.bank.as("priya"), addSkill, { memberId, level: "WANT", categoryId });
    const seen = await here.bank.as("priya").must(skills, { memberId });
    expect(at(seen, "skills.skills")).toEqual([{ words: "Makaton" }, { words: null }]);
    for (const caller of [here.bank.as("grace"), here.bank.as("rob"), here.bank.anonymous]) {
      expect(at(await caller.must(skills, { memberId }), "skills")).toBeNull();
    }
    const skillId = textAt(data, "addSkill.list.skills.0.id");
    const removing = { memberId, skillId, idempotencyKey: newRequestKey() };
    await mustTell(here.bank.as("amina"), removeSkill, removing);
    const gone = await mustTell(here.bank.as("amina"), removeSkill, removing);
    expect(at(gone, "removeSkill.replayed")).toBe(true);
    const twice = await tell(here.bank.as("amina"), removeSkill, { memberId, skillId });
    expect(codesOf(twice)).toEqual(["NOT_FOUND"]);
  });

  it("are refused without a word, to strangers and for unknown categories", async () => {
    const wish = { memberId: here.amina, level: "HAVE" };
    const codes = async (persona: string, more: object) =>
      codesOf(await tell(here.bank.as(persona), addSkill, { ...wish, ...more }));
    expect(await codes("amina", {})).toEqual(["VALIDATION_FAILED"]);
    expect(await codes("grace", { words: "Chess" })).toEqual(["NOT_FOUND"]);
    expect(await codes("rob", { words: "Chess" })).toEqual(["NOT_FOUND"]);
    expect(await codes("amina", { categoryId: here.bra })).toEqual(["NOT_FOUND"]);
    const anonymous = await tell(here.bank.anonymous, addSkill, { ...wish, words: "Chess" });
    expect(codesOf(anonymous)).toEqual(["SIGN_IN_REQUIRED"]);
  });
});

describe("a spend option", () => {
  const startsAt = "2026-02-17T10:00:00.000Z";
  const table = { title: "Carers' table", askedMinutes: 90, channels: ["IN_PERSON"] };
  let spendOptionId: string;
  let slotId: string;

  it("is opened by its organisation, with slots, for everyone to see", async () => {
    const wish = {
      ...table,
      organisationId: here.cafe,
      pencePart: { pence: 250, purpose: "MATERIALS" },
      idempotencyKey: newRequestKey(),
    };
    const data = await mustTell(here.bank.as("cora"), createSpendOption, wish);
    spendOptionId = textAt(data, "createSpendOption.spendOption.id");
    expect(at(data, "createSpendOption.spendOption")).toMatchObject({
      askedMinutes: 90,
      pencePart: { pence: 250 },
      organisation: { name: "Copper Kettle" },
    });
    const again = await mustTell(here.bank.as("cora"), createSpendOption, wish);
    expect(at(again, "createSpendOption.replayed")).toBe(true);
    const adding = { spendOptionId, startsAt, capacity: 1, idempotencyKey: newRequestKey() };
    const added = await mustTell(here.bank.as("cora"), addSlot, adding);
    slotId = textAt(added, "addSlot.slot.id");
    const twice = await mustTell(here.bank.as("cora"), addSlot, adding);
    expect(at(twice, "addSlot")).toMatchObject({ replayed: true, slot: { id: slotId } });
    const open = await here.bank.anonymous.must(
      `query ($hubId: ID!, $id: ID!) {
        spendOptions(hubId: $hubId) { nodes { title slots { nodes { id free startsAt } } } }
        spendOption(id: $id) { title } node(id: $id) { __typename }
      }`,
      { hubId: here.bra, id: spendOptionId },
    );
    expect(open).toMatchObject({
      spendOptions: {
        nodes: [{ title: table.title, slots: { nodes: [{ id: slotId, free: 1 }] } }],
      },
      spendOption: { title: table.title },
      node: { __typename: "SpendOption" },
    });
  });

  it("gives its last place to one of three who want it at the same moment", async () => {
    // A booking as another room makes it: its own item and the place, all or nothing.
    const book = (name: string) => {
      const store = here.bank.table();
      return attempt(store, async () => {
        const [slot, option] = await Promise.all([
          findSlot(store, slotId),
          findSpendOption(store, spendOptionId),
        ]);
        if (!slot || !option) throw new Error("The slot exists.");
        const plan = planBooking(slot, { option, now: here.bank.now() });
        if (isRefusal(plan)) return plan;
        return { writes: [plan, create({ pk: `BOOKING#${name}`, sk: "B" })], answer: "BOOKED" };
      });
    };
    const outcomes = await Promise.all(["amina", "grace", "kofi"].map(book));
    const codes = outcomes.map((outcome) => (isRefusal(outcome) ? outcome.code : outcome));
    expect(codes.toSorted()).toEqual(["BOOKED", "CAPACITY_FULL", "CAPACITY_FULL"]);
    const store = here.bank.table();
    const slot = await findSlot(store, slotId);
    expect(slot).toMatchObject({ taken: 1, capacity: 1 });
    if (slot) await store.commit([planUnbooking(slot)]);
    expect(await findSlot(store, slotId)).toMatchObject({ taken: 0 });
  });

  it("is refused for a person, by strangers and with what cannot be right", async () => {
    const codes = async (persona: string, wish: object) =>
      codesOf(
        await tell(here.bank.as(persona), createSpendOption, {
          ...table,
          organisationId: here.cafe,
          ...wish,
        }),
      );
    expect(await codes("amina", { organisationId: here.amina })).toEqual(["NOT_FOUND"]);
    expect(await codes("amina", {})).toEqual(["FORBIDDEN"]);
    expect(await codes("rob", {})).toEqual(["FORBIDDEN"]);
    expect(await codes("cora", { askedMinutes: 50 })).toEqual(["VALIDATION_FAILED"]);
    expect(await codes("cora", { pencePart: { pence: 0, purpose: "FUEL" } })).toEqual([
      "VALIDATION_FAILED",
    ]);
    const slot = async (persona: string, wish: object) =>
      codesOf(
        await tell(here.bank.as(persona), addSlot, {
          spendOptionId,
          startsAt,
          capacity: 1,
          ...wish,
        }),
      );
    expect(await slot("amina", {})).toEqual(["FORBIDDEN"]);
    expect(await slot("cora", { capacity: 501 })).toEqual(["VALIDATION_FAILED"]);
    expect(await slot("cora", { startsAt: "2025-12-31T10:00:00Z" })).toEqual(["VALIDATION_FAILED"]);
    expect(await slot("cora", { startsAt: "2028-01-01T10:00:00Z" })).toEqual(["VALIDATION_FAILED"]);
    expect(await slot("cora", { spendOptionId: here.cafe })).toEqual(["NOT_FOUND"]);
  });

  it("closes once and takes no more slots", async () => {
    const codes = async (persona: string, version: number) =>
      codesOf(await tell(here.bank.as(persona), closeSpendOption, { spendOptionId, version }));
    expect(await codes("amina", 1)).toEqual(["FORBIDDEN"]);
    expect(await codes("cora", 2)).toEqual(["CONFLICT_VERSION"]);
    const input = { spendOptionId, version: 1, idempotencyKey: newRequestKey() };
    await mustTell(here.bank.as("cora"), closeSpendOption, input);
    const again = await mustTell(here.bank.as("cora"), closeSpendOption, input);
    expect(at(again, "closeSpendOption")).toMatchObject({
      replayed: true,
      spendOption: { status: "CLOSED", version: 2 },
    });
    expect(await codes("cora", 2)).toEqual(["STATE_TRANSITION_INVALID"]);
    const late = { spendOptionId, startsAt, capacity: 1 };
    expect(codesOf(await tell(here.bank.as("cora"), addSlot, late))).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const open = await here.bank.anonymous.must(
      "query ($hubId: ID!) { spendOptions(hubId: $hubId) { nodes { id } } }",
      { hubId: here.bra },
    );
    expect(at(open, "spendOptions.nodes")).toEqual([]);
  });
});
