import type * as z from "zod";
import {
  ageOn,
  callerOf,
  type Done,
  dateOf,
  derivedId,
  firstOf,
  invalid,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  requestOf,
  signInFirst,
  wrongState,
} from "../../kernel/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { asBroker, guardedAge, tieTo } from "../decide/index.ts";
import type { CreateLoginCode, LoginCode, Member, Person, ShownLoginCode } from "../model/index.ts";
import {
  addLoginCode,
  findLoginCode,
  findMember,
  findPerson,
  keepPerson,
} from "../repository/index.ts";
import { alreadyLinked, codeExpiry, codeHash } from "./people.ts";

type Code =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "VALIDATION_FAILED"
  | "LOGIN_ALREADY_LINKED"
  | "STATE_TRANSITION_INVALID";

/**
 * A code for a person without a login. It follows from the request and a secret, so a retry shows
 * the same code although only its hash is stored.
 */
export async function createLoginCode(context: Context, input: z.output<typeof CreateLoginCode>) {
  const { viewer, table, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "createLoginCode", input);
  const code = secretCode(context, request.key);
  const hash = codeHash(code);
  return attempt<Done<ShownLoginCode>, Code>(table, async () => {
    const member = await findMember(table, input.memberId);
    const tie = member && tieTo(viewer, member, now);
    if (!member || !tie) return notFound("memberId");
    const denied = asBroker(viewer, member, tie);
    if (denied) return denied;
    const found = await findLoginCode(table, hash);
    const replayed = isReplay(found?.receipts ?? [], request);
    if (isRefusal(replayed)) return replayed;
    if (found && replayed) return { answer: { thing: shown(code, found), replayed } };
    const person = await personWithoutLogin(context, member);
    if (isRefusal(person)) return person;
    const stored: LoginCode = {
      hash,
      personId: member.personId,
      memberId: member.id,
      expiresAt: codeExpiry(now),
      createdAt: now,
      ...firstOf(request),
    };
    return {
      writes: [keepPerson(person), addLoginCode(stored)],
      answer: { thing: shown(code, stored), replayed: false },
    };
  });
}

/** 60 bits: too many to guess within its days, few enough to read out. */
const codeLetters = 12;
const secretCode = ({ cursorSecret }: Context, requestKey: string) =>
  derivedId("per", cursorSecret, "login code", requestKey).slice(4, 4 + codeLetters);

const shown = (code: string, { expiresAt, memberId }: LoginCode): ShownLoginCode => ({
  code: code.replaceAll(/(.{4})(?=.)/g, "$1-"),
  expiresAt,
  memberId,
});

async function personWithoutLogin(
  { table, now }: Context,
  member: Member,
): Promise<
  | Person
  | Refusal<"NOT_FOUND" | "VALIDATION_FAILED" | "LOGIN_ALREADY_LINKED" | "STATE_TRANSITION_INVALID">
> {
  if (ageOn(member.bornOn, dateOf(now)) < guardedAge) {
    return invalid("Children under 13 have no login.", "A guardian acts for them.", "memberId");
  }
  const person = await findPerson(table, member.personId);
  if (!person) return notFound("memberId");
  if (person.login !== undefined) return alreadyLinked("memberId");
  if (member.status !== "LEFT") return person;
  return wrongState("This person has left the hub.", "They can apply again.");
}
