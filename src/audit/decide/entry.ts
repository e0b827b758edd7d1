import {
  addToTally,
  type Entry,
  isGiving,
  isMending,
  isSpending,
  tallyAt,
} from "../../ledger/index.ts";
import { minutesInWords } from "./problem.ts";

/*
 * What must be true of every entry, whoever wrote it. Each rule looks at an entry and at the one
 * before it, and says in words what is wrong, or nothing.
 */

type Rule = (entry: Entry, before: Entry | undefined) => string | undefined;

/** Entries that move nothing: they set aside, promise, free, stop an account or let it go on. */
const still: ReadonlySet<string> = new Set(["HOLD", "PROMISE", "RELEASE", "FREEZE", "UNFREEZE"]);
const statuses: ReadonlySet<string> = new Set(["OPEN", "FROZEN", "CLOSED"]);

export const heldBy = (entry: Entry, before: Entry | undefined): number =>
  entry.reservedMinutes - (before?.reservedMinutes ?? 0);

export const promisedBy = (entry: Entry, before: Entry | undefined): number =>
  (entry.promisedMinutes ?? 0) - (before?.promisedMinutes ?? 0);

const staysTheSame: Rule = (entry, before) => {
  if (before === undefined) return undefined;
  if (entry.hubId !== before.hubId) return "It is in another hub than the entry before it.";
  if (entry.accountKind !== before.accountKind || entry.label !== before.label) {
    return "Its account is of another kind than in the entry before it.";
  }
  return entry.recordedAt < before.recordedAt
    ? "It was recorded before the entry that it follows."
    : undefined;
};

const momentForm = /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Everything that counts with time rests on this one. */
const hasAMoment: Rule = ({ recordedAt }) =>
  momentForm.test(recordedAt) ? undefined : "It was recorded at no moment that there is.";

const addsUp: Rule = (entry, before) => {
  const { minutes, balanceMinutes, kind } = entry;
  const expected = (before?.balanceMinutes ?? 0) + minutes;
  if (balanceMinutes !== expected) {
    return `Its balance is ${balanceMinutes} and should be ${expected}.`;
  }
  if (still.has(kind) && minutes !== 0) return `A ${kind} moves ${minutesInWords(minutes)}.`;
  const isEnding = kind === "CLOSURE" && entry.status === "CLOSED";
  return !still.has(kind) && minutes === 0 && !isEnding ? "It moves nothing." : undefined;
};

const setsAsideOrFrees: Rule = (entry, before) => {
  const { kind, reservedMinutes, promisedMinutes = 0 } = entry;
  const held = heldBy(entry, before);
  const promised = promisedBy(entry, before);
  if (reservedMinutes < 0 || promisedMinutes < 0) return "Less than nothing is set aside.";
  if (held > 0 !== (kind === "HOLD")) {
    return `A ${kind} changes what is set aside by ${minutesInWords(held)}.`;
  }
  if (promised > 0 !== (kind === "PROMISE")) {
    return `A ${kind} changes what is promised by ${minutesInWords(promised)}.`;
  }
  const isChanging = held !== 0 || promised !== 0;
  if (kind === "RELEASE" && !isChanging) return "It frees nothing.";
  const isStop = kind === "FREEZE" || kind === "UNFREEZE";
  return isStop && isChanging ? `A ${kind} changes what is set aside.` : undefined;
};

const changesStatus: Rule = (entry, before) => {
  const was = before?.status ?? "OPEN";
  const { kind, status } = entry;
  if (!statuses.has(status)) return "Its status is none that there is.";
  if (was === "CLOSED") return "It follows the end of its account.";
  if (kind === "FREEZE" || kind === "UNFREEZE") {
    const [from, to] = kind === "FREEZE" ? ["OPEN", "FROZEN"] : ["FROZEN", "OPEN"];
    return was === from && status === to ? undefined : `A ${kind} leaves the account ${status}.`;
  }
  if (was === "FROZEN" && kind !== "RELEASE") return "It stands on an account that was stopped.";
  return status === was ? undefined : wrongEnding(entry);
};

function wrongEnding(entry: Entry): string | undefined {
  const { status, balanceMinutes, reservedMinutes, promisedMinutes = 0 } = entry;
  if (status !== "CLOSED") return `The account is ${status} and nothing made it so.`;
  const isEmpty = balanceMinutes === 0 && reservedMinutes === 0 && promisedMinutes === 0;
  return isEmpty ? undefined : "The account ends with minutes left in it.";
}

/** What was set aside is paid whatever the floor is; corrections and endings may pass it. */
const keepsItsLimits: Rule = (entry, before) => {
  const { accountKind, kind, minutes, balanceMinutes, reservedMinutes, floorMinutes } = entry;
  if (floorMinutes > 0) return "Its floor is above zero.";
  if (accountKind === "POT" && (balanceMinutes < 0 || floorMinutes !== 0)) {
    return "The community pot is below zero.";
  }
  if (accountKind === "ISSUANCE" && balanceMinutes > 0) return "More came back than was issued.";
  const isTaking = minutes - heldBy(entry, before) < 0;
  if (!isTaking || isMending(kind)) return undefined;
  const room = balanceMinutes - reservedMinutes - floorMinutes;
  if (room >= 0) return undefined;
  const set = reservedMinutes === 0 ? "" : ` less ${reservedMinutes} set aside`;
  return `It leaves ${balanceMinutes}${set}, below the floor of ${floorMinutes}.`;
};

/** Only members' giving and spending are counted, in the periods of the entry's own moment. */
const countsWhatIsGiven: Rule = (entry, before) => {
  const { kind, minutes, recordedAt, spentAt } = entry;
  if (entry.accountKind !== "MEMBER") {
    const isCounted = (entry.given ?? entry.spent ?? spentAt) !== undefined;
    return isCounted ? "It counts giving and spending for an account of nobody." : undefined;
  }
  const from = before?.recordedAt ?? "";
  const gave = isGiving(kind) && minutes > 0 ? minutes : 0;
  const spent = isSpending(kind) && minutes < 0 ? -minutes : 0;
  if (!isTally(entry.given, addToTally(tallyAt(before?.given, from, recordedAt), gave))) {
    return "It counts wrongly what was given so far.";
  }
  if (!isTally(entry.spent, addToTally(tallyAt(before?.spent, from, recordedAt), spent))) {
    return "It counts wrongly what was spent so far.";
  }
  return spentAt === undefined || spentAt === recordedAt || spentAt === before?.spentAt
    ? undefined
    : "It says wrongly when hours were last spent.";
};

type Tally = readonly [number, number, number, number];

/** A count that is zero in the year is left out, and so is every shorter one. */
function isTally(said: Tally | undefined, due: Tally): boolean {
  if (said === undefined || due[3] === 0) return said === undefined && due[3] === 0;
  return said[0] === due[0] && said[1] === due[1] && said[2] === due[2] && said[3] === due[3];
}

const rules: readonly Rule[] = [
  hasAMoment,
  staysTheSame,
  addsUp,
  setsAsideOrFrees,
  changesStatus,
  keepsItsLimits,
  countsWhatIsGiven,
];

/** The first thing that is wrong with an entry after the one before it. */
export function wrongWith(entry: Entry, before: Entry | undefined): string | undefined {
  for (const rule of rules) {
    const wrong = rule(entry, before);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
