import type * as z from "zod";
import {
  addDays,
  callerOf,
  type Done,
  derivedId,
  isRefusal,
  isReplay,
  notFound,
  peopleOnly,
  type Refusal,
  refuse,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import { checkBirth, guardedAge } from "../decide/index.ts";
import type { LinkLogin, LoginCode, Person, RegisterPerson } from "../model/index.ts";
import {
  addAlias,
  addPerson,
  findAlias,
  findLoginCode,
  findPerson,
  removeLoginCode,
  savePerson,
} from "../repository/index.ts";

const alreadyRegistered = () =>
  refuse(
    "ALREADY_REGISTERED",
    "We know who you are already.",
    "Go on as you are. A broker can help if two of your logins should be one.",
  );

/** For people who take part without being a member: the login becomes a person by itself. */
export async function registerPerson(context: Context, input: z.output<typeof RegisterPerson>) {
  const { viewer, table, now } = context;
  const { login } = viewer;
  if (login === undefined) return signInFirst();
  if (viewer.machine) return peopleOnly();
  const request = requestOf(callerOf(viewer), "registerPerson", input);
  return attempt<
    Done<Person>,
    "IDEMPOTENCY_KEY_REUSED" | "ALREADY_REGISTERED" | "VALIDATION_FAILED"
  >(table, async () => {
    const found = await findPerson(table, viewer.personId ?? login);
    const replayed = isReplay(found?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (found && replayed) return { answer: { thing: found, replayed } };
    const wrong = checkBirth(input.bornOn, now, { least: guardedAge });
    if (wrong) return wrong;
    if (found) return alreadyRegistered();
    const { firstName, lastName, bornOn } = input;
    const receipts = withReceipt([], request);
    const said = { firstName, lastName, bornOn };
    const thing: Person = { id: login, login, ...said, createdAt: now, version: 1, receipts };
    return { writes: [addPerson(thing)], answer: { thing, replayed: false } };
  });
}

/** What is kept of a login code, so that reading the table gives no way in. */
export const codeHash = (code: string): string => derivedId("per", "login code", code).slice(4);

type LinkCode =
  | "NOT_FOUND"
  | "IDEMPOTENCY_KEY_REUSED"
  | "ALREADY_REGISTERED"
  | "LOGIN_CODE_INVALID"
  | "LOGIN_ALREADY_LINKED";

/**
 * Ties the caller's login to a person who joined without one. Keys are kept under the login, not
 * under the person: who the caller is changes with this very request.
 */
export async function linkLogin(context: Context, input: z.output<typeof LinkLogin>) {
  const { viewer, table } = context;
  const { login } = viewer;
  if (login === undefined) return signInFirst();
  if (viewer.machine) return peopleOnly();
  const request = requestOf(login, "linkLogin", input);
  return attempt<Done<Person>, LinkCode>(table, async () => {
    const alias = await findAlias(table, login);
    const replayed = isReplay(alias?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (alias && replayed) return answerWith(table, alias.personId);
    if (alias || (await findPerson(table, login))) return alreadyRegistered();
    const linkable = await findLinkable(context, input.code);
    if (isRefusal(linkable)) {
      // A twin of this request may have used the code up between our reads.
      const linked = await findAlias(table, login);
      const twin = linked && isReplay(linked.receipts, request) === true;
      return twin ? answerWith(table, linked.personId) : linkable;
    }
    const { code, person } = linkable;
    const thing: Person = { ...person, login, version: person.version + 1 };
    const receipts = withReceipt([], request);
    const writes = [
      savePerson(thing),
      addAlias({ login, personId: person.id, version: 1, receipts }),
      removeLoginCode(code),
    ];
    return { writes, answer: { thing, replayed: false } };
  });
}

async function answerWith(table: Table, personId: string) {
  const thing = await findPerson(table, personId);
  return thing ? { answer: { thing, replayed: true } } : notFound("code");
}

/** The person a code is for, while the code can be used and the person has no login. */
async function findLinkable(
  { table, now }: Context,
  text: string,
): Promise<
  | { readonly code: LoginCode; readonly person: Person }
  | Refusal<"LOGIN_CODE_INVALID" | "LOGIN_ALREADY_LINKED">
> {
  const code = await findLoginCode(table, codeHash(text));
  const person = code && (await findPerson(table, code.personId));
  if (!code || !person || code.expiresAt <= now) {
    return refuse(
      "LOGIN_CODE_INVALID",
      "This code cannot be used.",
      "Check each letter, or ask your broker for a new code.",
      "code",
    );
  }
  return person.login === undefined ? { code, person } : alreadyLinked("code");
}

export const alreadyLinked = (at: string) =>
  refuse(
    "LOGIN_ALREADY_LINKED",
    "This person has a login already.",
    "They can sign in with it. Ask a steward if it was lost.",
    at,
  );

/** How long a code that was read out can be used. */
const codeDays = 7;
export const codeExpiry = (now: string): string => addDays(now, codeDays);
