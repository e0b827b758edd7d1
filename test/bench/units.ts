import { openBank } from "./bank.ts";
import { deedsOn, looksOn, type Pair } from "./deeds.ts";
import { link, moveIn } from "./people.ts";

type Row = { operation: string; "write units": number; "read units": number; calls: number };

/** Every operation once, with what the engine counted for it. */
export async function showUnits(): Promise<void> {
  const bank = await openBank();
  bank.meter.isOn = true;
  const people = await moveIn(bank, { hubs: 2, members: 2 });
  await link(bank, people);
  const [amir, bea] = people.hubs[0]?.members ?? [];
  const carys = people.hubs[1]?.members[0];
  if (!amir || !bea || !carys) throw new Error("The bench needs two hubs with members.");
  const deeds = deedsOn(bank);
  const looks = looksOn(bank, amir);
  const rows: Row[] = [];
  const weigh = async <Answer>(operation: string, work: () => Promise<Answer>): Promise<Answer> => {
    bank.usage.length = 0;
    const answer = await work();
    const sum = (unit: "readUnits" | "writeUnits") =>
      bank.usage.reduce((total, call) => total + call[unit], 0);
    rows.push({
      operation,
      "write units": sum("writeUnits"),
      "read units": sum("readUnits"),
      calls: bank.usage.length,
    });
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
  await bank.stop();
  console.log(
    "Capacity units. Knowing who asks is 1 read unit in each; a statement reads the head too.",
  );
  console.table(rows);
}
