import {
  create,
  type Item,
  type Key,
  remove,
  replace,
  type Table,
  type Write,
} from "../../table/index.ts";
import {
  LoginAlias,
  LoginCode,
  type MembershipRight,
  Person,
  Right,
  type SupportRight,
  type WardRight,
} from "../model/index.ts";
import { held } from "./held.ts";

const personKey = (personId: string) => ({ pk: personId, sk: "PERSON" });
const aliasKey = (login: string) => ({ pk: login, sk: "ALIAS" });
const codeKey = (hash: string) => ({ pk: `CODE#${hash}`, sk: "CODE" });

const membershipKey = (personId: string, hubId: string) => ({
  pk: personId,
  sk: `MEMBERSHIP#${hubId}`,
});
const wardKey = (personId: string, memberId: string) => ({ pk: personId, sk: `WARD#${memberId}` });
const supportKey = (personId: string, memberId: string) => ({
  pk: personId,
  sk: `SUPPORT#${memberId}`,
});

function rightKey(right: Right): Key {
  switch (right.kind) {
    case "MEMBERSHIP":
      return membershipKey(right.personId, right.hubId);
    case "WARD":
      return wardKey(right.personId, right.memberId);
    case "SUPPORT":
      return supportKey(right.personId, right.memberId);
    case "ORGANISATION":
      return { pk: right.personId, sk: `ORGANISATION#${right.organisationId}` };
    case "ROLE":
      return { pk: right.personId, sk: `ROLE#${right.role}#${right.scopeId}` };
  }
}

/** The most lines one person's partition is read for: memberships, wards, organisations, roles. */
const mostLines = 400;

export async function findPerson(table: Table, personId: string): Promise<Person | undefined> {
  const item = await table.get(personKey(personId));
  return item && Person.parse(item);
}

/** A first name, or nothing where there is nobody any more. */
export const nameOfPerson = async (table: Table, personId: string): Promise<string | undefined> =>
  (await findPerson(table, personId))?.firstName;

export const addPerson = (person: Person): Write => create({ ...personKey(person.id), ...person });
export const savePerson = (person: Person): Write =>
  replace({ ...personKey(person.id), ...person });
export const removePerson = (person: Person): Write => remove(personKey(person.id), person.version);
/**
 * Goes with whatever ties something to a person: nothing is tied to someone erased, and whoever
 * erases them at the same moment finds them changed and looks again.
 */
export const keepPerson = (person: Person): Write =>
  savePerson({ ...person, version: person.version + 1 });

/** All that a person's partition says about who they are and what they may do. */
export type PersonLines = {
  readonly person?: Person;
  readonly alias?: LoginAlias;
  readonly rights: readonly Right[];
};

/** One walk. Reads its own writes, so a role that was ended a moment ago is gone. */
export async function personLines(table: Table, personId: string): Promise<PersonLines> {
  const items = await table.walk({ pk: personId, limit: mostLines });
  const person = items.find((item) => item.sk === "PERSON");
  const alias = items.find((item) => item.sk === "ALIAS");
  return {
    ...(person ? { person: Person.parse(person) } : {}),
    ...(alias ? { alias: LoginAlias.parse(alias) } : {}),
    rights: items.filter((item) => !whole.has(item.sk)).map((item) => Right.parse(item)),
  };
}

const whole = new Set(["PERSON", "ALIAS"]);

export async function findMembershipRight(
  table: Table,
  personId: string,
  hubId: string,
): Promise<MembershipRight | undefined> {
  const right = await findRight(table, membershipKey(personId, hubId));
  return right?.kind === "MEMBERSHIP" ? right : undefined;
}

export async function findWardRight(
  table: Table,
  personId: string,
  memberId: string,
): Promise<WardRight | undefined> {
  const right = await findRight(table, wardKey(personId, memberId));
  return right?.kind === "WARD" ? right : undefined;
}

export async function findSupportRight(
  table: Table,
  personId: string,
  memberId: string,
): Promise<SupportRight | undefined> {
  const right = await findRight(table, supportKey(personId, memberId));
  return right?.kind === "SUPPORT" ? right : undefined;
}

/** The right stored where this one belongs, if there is one. */
export const findSameRight = (table: Table, right: Right): Promise<Right | undefined> =>
  findRight(table, rightKey(right));

async function findRight(table: Table, key: Key): Promise<Right | undefined> {
  const item = await table.get(key);
  return item && Right.parse(item);
}

const rightItem = (right: Right): Item & { readonly version: number } => ({
  ...rightKey(right),
  ...right,
});

export const addRight = (right: Right): Write => create(rightItem(right));
/** `right` carries the version it is to have: one more than the stored one. */
export const saveRight = (right: Right): Write => replace(rightItem(right));
export const removeRight = (right: Right): Write => remove(rightKey(right), right.version);

export async function findAlias(table: Table, login: string): Promise<LoginAlias | undefined> {
  const item = await table.get(aliasKey(login));
  return item && LoginAlias.parse(item);
}

export const addAlias = (alias: LoginAlias): Write =>
  create({ ...aliasKey(alias.login), ...alias });

export const removeAlias = (alias: LoginAlias): Write =>
  remove(aliasKey(alias.login), alias.version);

export async function findLoginCode(table: Table, hash: string): Promise<LoginCode | undefined> {
  const item = await table.get(codeKey(hash));
  return item && LoginCode.parse(item);
}

export const addLoginCode = (code: LoginCode): Write =>
  create({
    ...codeKey(code.hash),
    ...code,
    // Nobody can use it from then on, so the engine takes it away by itself.
    ttl: Math.floor(Date.parse(code.expiresAt) / 1000),
    ...held(code.personId, { kind: "CODE", id: code.hash }),
  });
export const removeLoginCode = (code: LoginCode): Write => remove(codeKey(code.hash), code.version);
