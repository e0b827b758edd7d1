import { type Chain, heldBy, promisedBy } from "./chains.ts";
import { listOf, numberOf, type StoredItem, textOf } from "./stored.ts";

/** Minutes set aside, by act and account. */
type Holds = Map<string, number>;

const placeOf = (actBody: string, accountId: string) => `${actBody} ${accountId}`;
const accountOf = (partyId: string) => `acc_${partyId.slice(4)}`;

/**
 * What is wrong with minutes set aside: each hold ends at most once, and what is open is exactly
 * what open exchanges and planned activities stand for.
 */
export function wrongInHolds(
  items: readonly StoredItem[],
  chains: ReadonlyMap<string, Chain>,
): readonly string[] {
  const wrong: string[] = [];
  const open: Holds = new Map();
  const promised: Holds = new Map();
  const owners = ownersIn(items);
  for (const chain of chains.values()) {
    wrong.push(...follow(chain, heldBy, { holds: open, owners }));
    wrong.push(...follow(chain, promisedBy, { holds: promised, owners }));
  }
  const expected = expectedOf(items, chains);
  wrong.push(...wrongOpen("Set aside", open, expected.held));
  wrong.push(...wrongOpen("Promised", promised, expected.promised));
  return wrong;
}

function wrongOpen(what: string, open: Holds, expected: Holds): readonly string[] {
  return [...new Set([...open.keys(), ...expected.keys()])].flatMap((place) => {
    const [is, should] = [open.get(place) ?? 0, expected.get(place) ?? 0];
    return is === should ? [] : [`${what} for ${place}: ${is}, but it should be ${should}.`];
  });
}

function follow(
  chain: Chain,
  changedBy: (chain: Chain, at: number) => number,
  { holds, owners }: { readonly holds: Holds; readonly owners: ReadonlyMap<string, string> },
): readonly string[] {
  const wrong: string[] = [];
  for (const [at, { actId, accountId }] of chain.entries()) {
    const change = changedBy(chain, at);
    if (change === 0 || !isCompared(actId)) continue;
    const body = actId.slice(4);
    const place = placeOf(owners.get(body) ?? body, accountId);
    const now = (holds.get(place) ?? 0) + change;
    if (now < 0) wrong.push(`More is freed for ${place} than was set aside or promised.`);
    holds.set(place, now);
  }
  return wrong;
}

/** Acts of whose state this checker knows what they should have set aside. */
const isCompared = (actId: string) => /^(?:exc|grp|pay|prt)_/.test(actId);

/** A part of a pay-run uses up what the run has set aside. */
const ownersIn = (items: readonly StoredItem[]): ReadonlyMap<string, string> =>
  new Map(
    items.flatMap((item) =>
      item["sk"] === "ACT" && item["payRunId"] !== undefined
        ? [[textOf(item, "pk"), textOf(item, "payRunId").slice(4)] as const]
        : [],
    ),
  );

type Expected = { readonly held: Holds; readonly promised: Holds };

function expectedOf(items: readonly StoredItem[], chains: ReadonlyMap<string, Chain>): Expected {
  const clearing = new Map(
    [...chains.values()].flatMap(([first]) =>
      first?.accountKind === "CLEARING"
        ? [[`${first.hubId} ${first.label}`, first.accountId] as const]
        : [],
    ),
  );
  const held: Holds = new Map();
  const promised: Holds = new Map();
  for (const item of items) {
    if (item["sk"] !== "ACT") continue;
    const body = textOf(item, "pk");
    for (const [accountId, minutes] of [
      ...holdsOfExchange(item, clearing),
      ...holdsOfGroup(item),
    ]) {
      held.set(placeOf(body, accountId), minutes);
    }
    for (const [accountId, minutes] of promisesOf(item)) {
      promised.set(placeOf(body, accountId), minutes);
    }
  }
  return { held, promised };
}

type Hold = readonly [accountId: string, minutes: number];

/** The places in the list of statuses from agreement to the end: see the exchanges' own list. */
const holding = new Set([1, 2, 3, 8]);

const afterHash = (key: unknown) => String(key).slice(String(key).indexOf("#") + 1);

/** An exchange is kept under letters: s its status, m its minutes, y its payer, h the other hub. */
function holdsOfExchange(item: StoredItem, clearing: ReadonlyMap<string, string>): readonly Hold[] {
  if (!textOf(item, "i1pk").startsWith("GIVES#") || !holding.has(numberOf(item, "s"))) return [];
  const minutes = numberOf(item, "m");
  const payerId = String(item["y"] ?? afterHash(item["i3pk"] ?? item["i2pk"]));
  const payer: Hold = [accountOf(payerId), minutes];
  if (item["h"] === undefined) return [payer];
  const mirror = clearing.get(`hub_${textOf(item, "h")} ${afterHash(item["i4pk"])}`);
  return [payer, [mirror ?? "the clearing account between its hubs", minutes]];
}

/** Where a limit on receiving is in force, agreed help is promised to who gives it: P. */
function promisesOfExchange(item: StoredItem): readonly Hold[] {
  const givesPk = textOf(item, "i1pk");
  const isPromised = item["P"] === true && holding.has(numberOf(item, "s"));
  if (!givesPk.startsWith("GIVES#") || !isPromised) return [];
  return [[accountOf(afterHash(givesPk)), numberOf(item, "m")]];
}

/** While it is planned, who pays has minutes set aside, and who gives may be promised theirs. */
function partsOfGroup(item: StoredItem, may: (part: StoredItem) => boolean): readonly Hold[] {
  if (item["noun"] !== "GROUP" || item["status"] !== "PLANNED") return [];
  return listOf(item, "parts")
    .filter((part) => part["joinedBy"] !== undefined && may(part))
    .map((part): Hold => [accountOf(textOf(part, "partyId")), numberOf(part, "minutes")])
    .filter(([, minutes]) => minutes > 0);
}

const holdsOfGroup = (item: StoredItem) => partsOfGroup(item, (part) => part["role"] !== "GIVER");

const promisesOf = (item: StoredItem) => [
  ...promisesOfExchange(item),
  ...partsOfGroup(item, (part) => part["isPromised"] === true),
];
