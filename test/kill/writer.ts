import type { Dice } from "../../infra/local/made-up.ts";
import type { Asking, Wish } from "./asking.ts";
import type { Served } from "./served.ts";
import type { Consequence, Tally } from "./tally.ts";
import type { Town, Townsperson } from "./town.ts";

/** What a writer works with. */
export type Around = {
  readonly served: Served;
  readonly asking: Asking;
  readonly town: Town;
  readonly tally: Tally;
  readonly isOver: () => boolean;
};

/** One change of a round: what to ask for, what it should become and what it does to the books. */
type Step = Omit<Wish, "input"> &
  Consequence & { readonly input: object; readonly becomes?: string };

/** Does one change, however often it has to be sent. Nothing when there were too few hours. */
type Act = (step: Step) => Promise<string | undefined>;

/** Faults in a row that no kill explains. */
const mostFaults = 5;

/** Does rounds of help and gifts until it is over; each of its requests has a key of its own. */
export async function write(around: Around, name: string, dice: Dice): Promise<void> {
  const act = actOf(around, name);
  while (!around.isOver()) {
    const minutes = 15 * (1 + Math.floor(dice() * 4));
    const [one, other] = twoOf(around.town.members, dice);
    const chance = dice();
    if (chance < 0.6) await help({ act, minutes, dice, ...around }, one, other);
    else if (chance < 0.75) await give(act, { from: one, to: other, minutes });
    else if (chance < 0.85) await giveToPot(act, around.town, { from: one, minutes });
    else await askPot(act, around.town, { member: one, minutes });
  }
}

type Round = Around & { readonly act: Act; readonly minutes: number; readonly dice: Dice };

/** Help from the proposal on; now and then it is called off, or left where it is at the end. */
async function help(round: Round, payer: Townsperson, provider: Townsperson): Promise<void> {
  const { act, minutes, dice, isOver } = round;
  const calledOff = Math.floor(dice() * 12);
  const pays = { persona: payer.persona, thing: "exchange" } as const;
  const gives = { persona: provider.persona, thing: "exchange" } as const;
  const ids = { providerId: provider.memberId, recipientIds: [payer.memberId] };
  const proposal = { ...ids, minutes, what: "An hour in the garden" };
  const exchangeId = await act({
    ...{ ...pays, mutation: "proposeExchange", input: proposal, becomes: "PROPOSED" },
  });
  const aside = { account: payer.account, minutes };
  const freed = { account: payer.account, minutes: -minutes };
  const callOff = (more: Consequence) =>
    act({
      ...gives,
      mutation: "cancelExchange",
      input: { exchangeId },
      becomes: "CANCELLED",
      ...more,
    });
  if (isOver()) return;
  if (calledOff === 0) return void (await callOff({}));
  const agreement = { exchangeId, version: 1 };
  const agreed = await act({
    ...{ ...gives, mutation: "agreeExchange", input: agreement, becomes: "AGREED", aside },
  });
  if (agreed === undefined) {
    await act({
      ...gives,
      mutation: "declineExchange",
      input: { exchangeId },
      becomes: "DECLINED",
    });
    return;
  }
  if (isOver()) return;
  if (calledOff === 1) return void (await callOff({ aside: freed }));
  const happenedOn = new Date().toISOString().slice(0, 10);
  const delivery = { exchangeId, minutes, happenedOn };
  await act({ ...gives, mutation: "markDelivered", input: delivery, becomes: "DELIVERED" });
  if (isOver()) return;
  if (calledOff === 2) return void (await callOff({ aside: freed }));
  await act({
    ...{ ...pays, mutation: "confirmExchange", input: { exchangeId, minutes }, becomes: "SETTLED" },
    ...{ aside: freed, moves: { from: payer.account, to: provider.account, minutes } },
  });
}

type Gift = { readonly from: Townsperson; readonly to: Townsperson; readonly minutes: number };

const give = (act: Act, { from, to, minutes }: Gift) =>
  act({
    ...{ persona: from.persona, mutation: "giveCredits", thing: "gift" },
    input: { fromId: from.memberId, to: { memberId: to.memberId }, minutes },
    moves: { from: from.account, to: to.account, minutes },
  });

const giveToPot = (act: Act, { hubId, pot }: Town, { from, minutes }: Omit<Gift, "to">) =>
  act({
    ...{ persona: from.persona, mutation: "giveCredits", thing: "gift" },
    input: { fromId: from.memberId, to: { potOfHubId: hubId }, minutes },
    moves: { from: from.account, to: pot, minutes },
  });

/** Somebody asks the pot; the broker says yes, or no when there is not enough in it. */
async function askPot(
  act: Act,
  { broker, pot }: Town,
  { member, minutes }: { readonly member: Townsperson; readonly minutes: number },
): Promise<void> {
  const potRequestId = await act({
    ...{ persona: member.persona, mutation: "requestPotSupport", thing: "potRequest" },
    input: { memberId: member.memberId, minutes, reason: "For the week to come." },
    becomes: "OPEN",
  });
  const decision = { persona: broker, mutation: "decidePotSupport", thing: "potRequest" } as const;
  const given = await act({
    ...{ ...decision, input: { potRequestId, approve: true }, becomes: "APPROVED" },
    moves: { from: pot, to: member.account, minutes },
  });
  if (given !== undefined) return;
  const no = { potRequestId, approve: false, note: "The pot is empty." };
  await act({ ...decision, input: no, becomes: "DECLINED" });
}

function twoOf(members: readonly Townsperson[], dice: Dice): readonly [Townsperson, Townsperson] {
  const place = Math.floor(dice() * members.length);
  const away = 1 + Math.floor(dice() * (members.length - 1));
  const one = members[place];
  const other = members[(place + away) % members.length];
  if (!one || !other) throw new Error("A town has at least two members.");
  return [one, other];
}

function actOf(around: Around, name: string): Act {
  const { tally } = around;
  let asked = 0;
  return async ({ input, becomes = "", moves, aside, ...what }) => {
    const wish = { ...what, input: { ...input, idempotencyKey: `${name}-${asked++}` } };
    const answer = await untilAnswered(around, wish);
    if (answer.is === "REFUSED") {
      tally.refused++;
      if (answer.code === "INSUFFICIENT_CREDIT") return undefined;
      throw new Error(`${answer.code} was the answer to ${JSON.stringify(wish)}.`);
    }
    tally.deeds.push({ wish, id: answer.id, ...(moves && { moves }), ...(aside && { aside }) });
    if (answer.status !== becomes) {
      tally.violations.push(`${answer.status} is what came of ${JSON.stringify(wish)}.`);
    }
    return answer.id;
  };
}

/** Sends the same request with the same key until it is answered, however many deaths it takes. */
async function untilAnswered({ served, asking, tally }: Around, wish: Wish) {
  for (let faults = 0, sent = 0; ; sent++) {
    await served.up();
    const killedBefore = served.killed();
    tally.beat();
    const answer = await asking.change(wish);
    tally.beat();
    if (answer.is === "DONE" && sent > 0 && answer.replayed) tally.found++;
    if (answer.is === "DONE") return answer;
    if (answer.is === "REFUSED" && answer.code !== "BUSY_TRY_AGAIN") return answer;
    if (answer.is === "REFUSED") {
      tally.busy++;
      continue;
    }
    tally.resent++;
    faults = served.killed() === killedBefore ? faults + 1 : 0;
    if (faults > mostFaults) {
      throw new Error(`Nothing was killed, but ${JSON.stringify(wish)} got: ${answer.why}`);
    }
  }
}
