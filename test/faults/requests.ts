import {
  type Bank,
  type Fund,
  type Hub,
  hubOf,
  type Mend,
  type OnExchange,
  type Party,
  type Propose,
  type Side,
  type Wish,
} from "./model/index.ts";
import { happenedOn, type Names, quarter } from "./town.ts";

/** A wish as somebody sends it. */
export type Request = {
  readonly persona: string;
  readonly mutation: string;
  /** The name that its idempotency key is kept under, where that is another one. */
  readonly operation?: string;
  /** The field of the payload that the thing stands in, and the field of it that tells its state. */
  readonly thing: string;
  readonly shows: string | undefined;
  readonly input: { readonly [field: string]: unknown };
};

/** What ids the things made so far have, by their names in the model. */
type Ids = ReadonlyMap<string, string>;

type Known = { readonly bank: Bank; readonly names: Names; readonly ids: Ids };

const brokers = { BRA: "priya", SAL: "rob" } as const;
const personaOf = (party: Party) => (party === "cafe" ? "cora" : party);

/** Writes a wish down as the person would whose wish it is. */
export function requestFor(wish: Wish, known: Known): Request {
  if (wish.what === "propose") return requestToPropose(wish, known);
  if (isMending(wish)) return requestToMend(wish, known);
  return isFunding(wish) ? requestToFund(wish, known) : requestOnExchange(wish, known);
}

const isMending = (wish: Wish): wish is Mend =>
  ["reverse", "freeze", "unfreeze"].includes(wish.what);

const isFunding = (wish: Wish): wish is Fund =>
  ["give", "ask the pot", "decide", "allocate", "return"].includes(wish.what);

function requestToMend(wish: Mend, known: Known): Request {
  if (wish.what === "reverse") {
    const journalEntryId = `jrn${idOf(wish.on, known).slice(3)}`;
    const part = wish.minutes === undefined ? {} : { minutes: wish.minutes };
    return {
      ...{ mutation: "reverseEntry", thing: "journalEntry", shows: undefined },
      persona: brokers[hubOfEntry(wish.on, known)],
      input: { journalEntryId, ...part, reason: "A mistake." },
    };
  }
  return {
    ...{ mutation: `${wish.what}Account`, thing: "account", shows: "status" },
    operation: wish.what.toUpperCase(),
    persona: brokers[hubOf(wish.account)],
    input: { accountId: known.names.accounts[wish.account], reason: "To have a look." },
  };
}

const idOf = (name: string, { ids }: Known): string => ids.get(name) ?? "exc_AAAAAAAAAAAAAAAA";

/** A hub that an entry touches: its broker may take it back. */
function hubOfEntry(name: string, { bank }: Known): Hub {
  const { to } = bank.journals[name]?.moves[0] ?? { to: "POT BRA" };
  return to === "POT SAL" || to === "kofi" || to.startsWith("SAL") ? "SAL" : "BRA";
}

type Exchange = Bank["exchanges"][string];

const mutations = {
  agree: "agreeExchange",
  change: "proposeExchangeChange",
  decline: "declineExchange",
  cancel: "cancelExchange",
  deliver: "markDelivered",
  confirm: "confirmExchange",
  resolve: "resolveDispute",
} as const;

function requestToPropose({ payer, provider, minutes }: Propose, { names }: Known): Request {
  const { parties } = names;
  return {
    ...{ persona: payer, mutation: "proposeExchange", thing: "exchange", shows: "status" },
    input: {
      ...{ providerId: parties[provider], recipientIds: [parties[payer]], minutes },
      what: "Help in the garden",
    },
  };
}

function requestOnExchange(wish: OnExchange, known: Known): Request {
  const more = {
    ...("minutes" in wish ? { minutes: wish.minutes } : {}),
    ...("version" in wish ? { version: wish.version } : {}),
    ...(wish.what === "deliver" ? { happenedOn } : {}),
    ...(wish.what === "resolve" ? { note: "So be it." } : {}),
  };
  return {
    ...{ thing: "exchange", shows: "status", mutation: mutations[wish.what] },
    persona: personaFor(wish, known.bank.exchanges[wish.on]),
    input: { exchangeId: idOf(wish.on, known), ...more },
  };
}

function personaFor(wish: OnExchange, its: Exchange | undefined): string {
  if (!its) return "amina";
  const broker = brokers[hubOf(its.payer)];
  const of = (side: Side | "BROKER") =>
    side === "BROKER" ? broker : side === "PAYER" ? its.payer : its.provider;
  switch (wish.what) {
    case "deliver":
      return its.provider;
    case "confirm":
      return its.payer;
    case "resolve":
      return broker;
    default:
      return of(wish.by);
  }
}

function requestToFund(wish: Fund, known: Known): Request {
  const { parties } = known.names;
  switch (wish.what) {
    case "give": {
      const { from, to, minutes } = wish;
      return {
        ...{ mutation: "giveCredits", thing: "gift", shows: undefined, persona: personaOf(from) },
        input: { fromId: parties[from], to: targetOf(to, known.names), minutes },
      };
    }
    case "ask the pot": {
      const { member, minutes } = wish;
      return {
        ...{ mutation: "requestPotSupport", thing: "potRequest", shows: "status", persona: member },
        input: { memberId: parties[member], minutes, reason: "For a rainy day." },
      };
    }
    case "decide": {
      const member = known.bank.requests[wish.on]?.member ?? "amina";
      return {
        ...{ mutation: "decidePotSupport", thing: "potRequest", shows: "status" },
        persona: brokers[hubOf(member)],
        input: { potRequestId: idOf(wish.on, known), approve: wish.isYes, note: "With care." },
      };
    }
    case "allocate":
    case "return":
      return {
        mutation: wish.what === "allocate" ? "allocate" : "returnCredits",
        ...{ thing: "allocation", shows: undefined },
        persona: wish.what === "allocate" ? brokers.BRA : "cora",
        input: {
          ...{ organisationId: parties.cafe, purpose: "TRAINING", quarter },
          minutes: wish.minutes,
        },
      };
  }
}

function targetOf(to: Party | "POT BRA" | "POT SAL", { parties, hubs }: Names) {
  if (to === "POT BRA") return { potOfHubId: hubs.BRA };
  if (to === "POT SAL") return { potOfHubId: hubs.SAL };
  return to === "cafe" ? { organisationId: parties[to] } : { memberId: parties[to] };
}

/** The text of a request: what is asked, and what is wanted to be known of the thing. */
export function documentFor({ mutation, thing, shows = "" }: Request): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  return `mutation ($input: ${type}) {
    answer: ${mutation}(input: $input) {
      thing: ${thing} { id ${shows} } replayed userErrors { code message }
    }
  }`;
}
