import { beforeEach, describe, expect, it } from "vitest";
import type { Town } from "../directory/town.ts";
import { change, mustTell } from "../federation/hubs.ts";
import { type Json, textAt } from "../support/api.ts";
import { ask, books, februaryTown, grant, must } from "./credits.ts";

let place: Town;
beforeEach(async () => {
  place = await februaryTown();
  await grant(place, "CARE", 1440);
});

const weeks = [
  { weekStarting: "2026-01-26", reportedMinutes: 2700 },
  { weekStarting: "2026-02-02", reportedMinutes: 120 },
];
const care = (wish: object = {}) => ({ memberId: place.grace, weeks, ...wish });
const priya = () => place.bank.as("priya");
const takeBack = (recognition: Json, wish: object = {}) =>
  mustTell(priya(), change("reverseEntry", "journalEntry { id }"), {
    ...{ journalEntryId: textAt(recognition, "journalEntryId"), reason: "The wrong carer." },
    ...wish,
  });

describe("a recognition of care that was taken back", () => {
  it("frees its weeks, each to be recognised again once, whoever asks", async () => {
    await takeBack(await must(priya(), "recogniseCare", care()));
    const all = await Promise.all([1, 2, 3].map(() => ask(priya(), "recogniseCare", care())));
    const codes = all.map((one) => one.codes[0] ?? "DONE").toSorted();
    expect(codes).toEqual(["ALREADY_RECOGNISED", "ALREADY_RECOGNISED", "DONE"]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: -300 });
  });

  it("can be taken back and recognised more than once", async () => {
    await takeBack(await must(priya(), "recogniseCare", care()));
    await takeBack(await must(priya(), "recogniseCare", care({ weeks: weeks.slice(1) })));
    const again = await must(priya(), "recogniseCare", care());
    expect(again).toMatchObject({ creditedMinutes: 300 });
    expect((await ask(priya(), "recogniseCare", care())).codes).toEqual(["ALREADY_RECOGNISED"]);
  });

  it("keeps its weeks when a part of it stands", async () => {
    await takeBack(await must(priya(), "recogniseCare", care()), { minutes: 60 });
    expect((await ask(priya(), "recogniseCare", care())).codes).toEqual(["ALREADY_RECOGNISED"]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: -240 });
  });
});
