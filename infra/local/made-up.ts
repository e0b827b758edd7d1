import type { Community } from "./options.ts";

/** A community that nobody lives in, as data: the same size and seed always give the same one. */
export type MadeUp = {
  /** Names its areas, its people's logins and its idempotency keys. */
  readonly name: string;
  readonly hubs: readonly MadeUpHub[];
};

export type MadeUpHub = {
  readonly code: string;
  readonly name: string;
  readonly broker: string;
  readonly members: readonly MadeUpMember[];
  readonly exchanges: readonly MadeUpExchange[];
};

export type MadeUpMember = {
  readonly persona: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly bornOn: string;
  readonly phone: string;
  readonly offer: string;
  readonly request: string;
};

export type MadeUpExchange = {
  readonly key: string;
  /** Places in the hub's list of members. */
  readonly provider: number;
  readonly payer: number;
  readonly minutes: number;
  readonly what: string;
  readonly proposedAt: string;
  /** How far it comes. */
  readonly until: "PROPOSED" | "AGREED" | "DELIVERED" | "SETTLED";
};

/** From 0 (possible) up to 1 (not possible), always in the same order for the same seed. */
export type Dice = () => number;

const firstNames = `Ada Amir Bea Ben Carys Chidi Dawn Dev Ella Emeka Fay Femi Gwen Hari Ines Ivor
  Jade Jin Kayla Kit Lena Leo Mair Milo Nell Noor Omar Orla Pia Priti Rhys Rosa Sami Sky Tess
  Theo Una Viv Wyn Yara Zane Zoe`.split(/\s+/);
const lastNames = `Abbot Baker Castle Dale Evans Field Green Hill Islam Jones Khan Lake Marsh Nolan
  Okoro Patel Quinn Rivers Singh Thorn Usher Vale Wood Young`.split(/\s+/);
const help = `a lift to the clinic|an hour in the garden|help with a form|shopping|walking the dog
  |mending a chair|reading together|a phone call each week|help with a new phone|cooking together
  |looking after plants|sewing|practising English|a bicycle mended|tidying the shed|a haircut`
  .split("|")
  .map((words) => words.trim());

const firstDay = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;
/** Exchanges are spread over a quarter, so that none is too old to be entered. */
const spreadHours = 80 * 24;
/** The lowest balance of the usual policy: nobody in here is refused for going below it. */
const floorMinutes = -300;
const longestMinutes = 240;

const nameOf = ({ hubs, members, exchanges, seed }: Community): string =>
  `made-up-${seed}-${hubs}-${members}-${exchanges}`;

/** The size and seed of a community that was made up before, by its name. */
export function communityNamed(name: string): Community | undefined {
  const [seed = 0, hubs = 0, members = 0, exchanges = 0] = name.split("-").slice(2).map(Number);
  const community = { hubs, members, exchanges, seed };
  return nameOf(community) === name ? community : undefined;
}

export function makeUp(community: Community): MadeUp {
  const { hubs, members, exchanges, seed } = community;
  const name = nameOf(community);
  const dice = diceOf(seed);
  return {
    name,
    hubs: Array.from({ length: hubs }, (_, place) => {
      const people = Array.from({ length: members }, (_person, number) =>
        personOf(dice, `${name}-${place}-${number}`),
      );
      // What does not divide evenly goes to the first hubs, one more each.
      const share = Math.floor(exchanges / hubs) + (place < exchanges % hubs ? 1 : 0);
      return {
        code: codeOf(place),
        name: `Made-up hub ${place + 1}`,
        broker: `${name}-${place}-broker`,
        members: people,
        exchanges: exchangesOf(dice, { key: `${name}-${place}`, members, count: share }),
      };
    }),
  };
}

function personOf(dice: Dice, persona: string): MadeUpMember {
  const year = 1940 + Math.floor(dice() * 66);
  return {
    persona,
    firstName: pick(dice, firstNames),
    lastName: pick(dice, lastNames),
    bornOn: `${year}-${twoDigits(1 + dice() * 12)}-${twoDigits(1 + dice() * 28)}`,
    // Numbers of this range are set aside for fiction and reach nobody.
    phone: `01632 960${String(Math.floor(dice() * 1000)).padStart(3, "0")}`,
    offer: pick(dice, help),
    request: pick(dice, help),
  };
}

function exchangesOf(
  dice: Dice,
  wish: { readonly key: string; readonly members: number; readonly count: number },
): readonly MadeUpExchange[] {
  const free = Array.from({ length: wish.members }, () => 0);
  return Array.from({ length: wish.count }, (_, number) => {
    const minutes = 15 * (1 + Math.floor((dice() * longestMinutes) / 15));
    const payer = payerFor(dice, free, minutes);
    const provider = (payer + 1 + Math.floor(dice() * (wish.members - 1))) % wish.members;
    const affordable = (free[payer] ?? 0) - minutes >= floorMinutes;
    const until = affordable ? farOf(dice()) : "PROPOSED";
    if (until !== "PROPOSED") add(free, payer, -minutes);
    if (until === "SETTLED") add(free, provider, minutes);
    const at = firstDay + 48 * hour + Math.floor((number / wish.count) * spreadHours) * hour;
    return {
      key: `${wish.key}-${number}`,
      provider,
      payer,
      minutes,
      what: pick(dice, help),
      proposedAt: new Date(at).toISOString(),
      until,
    };
  });
}

function add(free: number[], place: number, minutes: number) {
  free[place] = (free[place] ?? 0) + minutes;
}

/** Anybody who stays above the floor, or the one with most in hand when the dice find nobody. */
function payerFor(dice: Dice, free: readonly number[], minutes: number): number {
  for (let tried = 0; tried < 20; tried++) {
    const payer = Math.floor(dice() * free.length);
    if ((free[payer] ?? 0) - minutes >= floorMinutes) return payer;
  }
  return free.indexOf(Math.max(...free));
}

function farOf(chance: number): MadeUpExchange["until"] {
  if (chance < 0.9) return "SETTLED";
  if (chance < 0.94) return "DELIVERED";
  return chance < 0.97 ? "AGREED" : "PROPOSED";
}

/** Mulberry32: 32 bits of state are plenty for a demo. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = (dice: Dice, list: readonly string[]) => list[Math.floor(dice() * list.length)] ?? "";

const twoDigits = (number: number) => String(Math.floor(number)).padStart(2, "0");

/** AAA, AAB, AAC …: three capital letters, as hubs have them. */
const codeOf = (place: number) =>
  [676, 26, 1].map((size) => String.fromCharCode(65 + (Math.floor(place / size) % 26))).join("");
