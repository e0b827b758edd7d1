import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findSession, saveSession } from "../../src/circles/index.ts";
import { derivedId } from "../../src/kernel/index.ts";
import { accountOf, findHead } from "../../src/ledger/index.ts";
import { create } from "../../src/table/index.ts";
import { ask as askFor } from "../circles/deciding.ts";
import { crowd } from "../payruns/setting.ts";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";
import {
  another,
  balance,
  granted,
  outcomes,
  row,
  type TakingPart,
  takingPart,
  versionOf,
  written,
} from "./taking-part.ts";

let town: TakingPart;
let place: TakingPart;
beforeAll(async () => {
  town = await takingPart();
  await granted(town, 60_000);
}, 120_000);
beforeEach(async () => {
  place = await another(town, 120);
});

const mandate = () => ({ mandateOfHubId: place.its.bra });

const changes = async (more: object): Promise<readonly Json[]> =>
  (
    await askFor(place.its.bank, "priya", [
      "recordAttendance",
      { sessionId: place.held.sessionId, version: await versionOf(place), ...more },
    ])
  ).codes;

const reverse = async (journalEntryId: string, minutes?: number) =>
  place.its.bank.as("priya").must(
    `mutation ($input: ReverseEntryInput!) { reverseEntry(input: $input) {
      journalEntry { id } userErrors { code message }
    } }`,
    {
      input: {
        ...{ idempotencyKey: newRequestKey(), journalEntryId, reason: "Was not there." },
        ...(minutes === undefined ? {} : { minutes }),
      },
    },
  );

const entryOf = (rows: { readonly [persona: string]: Json }, persona: string) =>
  textAt(rows[persona] ?? null, "journalEntryId");

describe("an attendance that was credited", () => {
  it("stays as it was credited until a broker takes the credits back", async () => {
    const before = await balance(place, place.its.grace);
    const { rows } = await place.ask("priya", mandate());
    const refused = ["STATE_TRANSITION_INVALID"];
    const gone = { seats: [row(place, "grace", { isPresent: false })] };
    expect(await changes(gone)).toEqual(refused);
    expect(await changes({ seats: [row(place, "grace", { isPaid: true })] })).toEqual(refused);
    expect(await changes({ seats: [row(place, "nora")], minutes: 60 })).toEqual(refused);
    expect(await changes({ seats: [row(place, "grace", { way: "PHONE" })] })).toEqual([]);
    await reverse(entryOf(rows, "grace"));
    expect(await changes(gone)).toEqual([]);
    expect(await balance(place, place.its.grace)).toBe(before);
    expect(outcomes((await place.ask("priya", mandate())).rows)).not.toHaveProperty("grace");
  });

  it("stands too where only part of it was taken back", async () => {
    const { rows } = await place.ask("priya", mandate());
    await reverse(entryOf(rows, "tom"), 60);
    const gone = { seats: [row(place, "tom", { isPresent: false })] };
    expect(await changes(gone)).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("is not credited again when its credits were taken back", async () => {
    const before = await balance(place, place.its.tom);
    const { rows } = await place.ask("priya", mandate());
    await reverse(entryOf(rows, "tom"));
    await place.ask("priya", mandate());
    await written(place, { seats: [row(place, "tom", { isPresent: false })] });
    await written(place, { seats: [row(place, "tom")] });
    const again = await place.ask("priya", mandate());
    expect(entryOf(again.rows, "tom")).toBe(entryOf(rows, "tom"));
    expect(await balance(place, place.its.tom)).toBe(before);
  });

  it("is either taken off or credited, when both are asked for at once", async () => {
    for (const persona of ["grace", "tom", "jack"] as const) {
      const one = await another(town, 60);
      place = one;
      const before = await balance(one, one.its[persona]);
      const gone = { seats: [row(one, persona, { isPresent: false })] };
      const [codes] = await Promise.all([changes(gone), one.ask("priya", mandate())]);
      const after = await balance(one, one.its[persona]);
      const { rows } = await one.ask("priya", mandate());
      expect([after, Object.hasOwn(rows, persona)]).toEqual(
        codes.length === 0 ? [before, false] : [before + 60, true],
      );
    }
  });
});

describe("a session of two hundred", () => {
  it("is credited in a few requests, each person once, wherever one was cut off", async () => {
    const { its, held } = place;
    const table = its.bank.table();
    const session = await findSession(table, held.sessionId);
    if (!session) throw new Error("There is no session.");
    const members = await crowd(table, its.grace, 200);
    const now = its.bank.now();
    const seats = members.map((memberId) => ({
      ...{ id: derivedId("sea", memberId), circleId: held.circleId, hubId: its.bra, memberId },
      ...({ personId: derivedId("per", memberId), kind: "SELF", side: "SERVICE_USER" } as const),
      ...({ group: "Members", isVoting: true, status: "ACCEPTED", invitedAt: now } as const),
      ...{ version: 1, receipts: [] },
    }));
    for (let at = 0; at < seats.length; at += 90) {
      const some = seats.slice(at, at + 90);
      await table.commit(
        some.map((one) => create({ pk: held.circleId, sk: `SEAT#${one.id}`, ...one })),
      );
    }
    const attendance = seats.map(({ id: seatId, kind, side, group }) => ({
      ...({
        seatId,
        kind,
        side,
        group,
        mayVote: true,
        way: "PHONE",
        isPaid: false,
        since: now,
        at: now,
      } as const),
    }));
    await table.commit([saveSession({ ...session, attendance, version: session.version + 1 })]);
    const seen: number[] = [];
    while (seen.at(-1) !== 200 && seen.length < 60) {
      // At first two at once, as if somebody had lost patience; one may even lose its answer.
      const twice = seen.length === 0 ? [place.ask("priya", mandate())] : [];
      await Promise.allSettled([place.ask("priya", mandate()), ...twice]);
      const heads = await Promise.all(members.map((id) => findHead(table, accountOf(id))));
      const all = heads.map((head) => head?.balanceMinutes ?? 0);
      expect(all.filter((minutes) => minutes !== 0 && minutes !== 120)).toEqual([]);
      seen.push(all.filter((minutes) => minutes === 120).length);
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe(200);
    const sum = await its.bank
      .as("priya")
      .must("query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }", { id: its.bra });
    expect(at(sum, "hubTrialBalance.sumMinutes")).toBe(0);
  }, 240_000);
});
