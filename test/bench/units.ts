import { writeFileSync } from "node:fs";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { openBank } from "./bank.ts";
import { deedsOn, looksOn, type Pair } from "./deeds.ts";
import { link, moveIn } from "./people.ts";

/** What the bill of `npm run cost` rests on; a test measures it again. */
const kept = new URL("../../infra/cost/units.json", import.meta.url);

/** What one operation takes, as the engine counts it. */
export type Units = { readonly write: number; readonly read: number; readonly calls: number };

/** Every operation once, with what the engine counted for it. */
export async function measureUnits(): Promise<Readonly<Record<string, Units>>> {
  const bank = await openBank();
  bank.meter.isOn = true;
  const people = await moveIn(bank, { hubs: 2, members: 20 });
  await link(bank, people);
  const [amir, bea] = people.hubs[0]?.members ?? [];
  const carys = people.hubs[1]?.members[0];
  if (!amir || !bea || !carys) throw new Error("The bench needs two hubs with members.");
  const deeds = deedsOn(bank);
  const looks = looksOn(bank, amir);
  const units: Record<string, Units> = {};
  const weigh = async <Answer>(operation: string, work: () => Promise<Answer>): Promise<Answer> => {
    bank.usage.length = 0;
    const answer = await work();
    const sum = (unit: "readUnits" | "writeUnits") =>
      bank.usage.reduce((total, call) => total + call[unit], 0);
    units[operation] = {
      write: sum("writeUnits"),
      read: sum("readUnits"),
      calls: bank.usage.length,
    };
    return answer;
  };
  const pair: Pair = { payer: amir, provider: bea };
  const across: Pair = { payer: amir, provider: carys };
  // The first entry of an account also lists it in its hub, once in its life.
  for (const one of [pair, across]) await deeds.confirm(one, await deeds.delivered(one));
  const id = await weigh("propose", () => deeds.propose(pair));
  await weigh("agree (minutes set aside)", () => deeds.agree(pair, id));
  await weigh("mark delivered", () => deeds.deliver(pair, id));
  await weigh("confirm and settle", () => deeds.confirm(pair, id));
  await weigh("the same confirmation again", () => deeds.confirm(pair, id));
  const far = await deeds.propose(across, 15);
  await weigh("across hubs: agree", () => deeds.agree(across, far));
  await deeds.deliver(across, far, 15);
  await weigh("across hubs: confirm and settle", () => deeds.confirm(across, far, 15));
  await weigh("gift", () => deeds.gift(pair));
  const backwards: Pair = { payer: bea, provider: amir };
  for (let times = 0; times < 6; times++) {
    await deeds.confirm(backwards, await deeds.delivered(backwards));
  }
  await weigh("balance", () => looks.balance());
  await weigh("20 statement rows", () => looks.statement());
  await weigh("page of 20 exchanges with names", () => looks.exchanges());
  await weigh("me, balance and 20 listings", () => looks.front());
  const turn = createScheduleHandler({ table: bank.table });
  // The first one of a night checks the books; nearly all others find nothing to do.
  await turn();
  await weigh("a turn of the clock, two hubs", turn);
  await bank.stop();
  return units;
}

export async function showUnits(): Promise<void> {
  const units = await measureUnits();
  console.log(
    "Capacity units. Knowing who asks is 1 read unit in each; a statement reads the head too.",
  );
  console.table(units);
  if (process.argv.includes("--keep")) {
    writeFileSync(kept, `${JSON.stringify(units, undefined, 2)}\n`);
    console.log("infra/cost/units.json holds these now.");
  }
}
