import { createHash, randomBytes } from "node:crypto";

/** Crockford's alphabet: no I, L, O or U, so an id can be read out on the phone. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const bodyLength = 26;

/** What an id says it is. The rest of an id means nothing to anyone outside. */
export type IdPrefix =
  | "acc" // account
  | "agr" // agreement between hubs
  | "alo" // allocation
  | "app" // machine client
  | "ans" // an incident, as who it is about sees it
  | "are" // area
  | "arn" // note that an adult is at risk
  | "art" // artefact of a circle
  | "atn" // action that follows from a decision
  | "car" // care recognised
  | "cat" // category
  | "cir" // circle
  | "clr" // clearance
  | "cor" // request to correct what is held
  | "cov" // insurance cover
  | "cwk" // core work in somebody's diary
  | "ctb" // contribution in a session of a circle
  | "dec" // decision of a circle
  | "del" // one fact on its way to a webhook
  | "dem" // answers to be counted, under a name of their own
  | "ent" // ledger entry
  | "ers" // erasure of a person
  | "exc" // exchange
  | "gft" // gift
  | "grp" // group activity
  | "hub"
  | "inc" // an incident, as the safeguarding lead sees it
  | "iss" // issue somebody has to answer
  | "itm" // measure that holds for a while
  | "jnt" // hours of citizens and staff on one piece of work
  | "jrn" // journal entry
  | "lrn" // learning record
  | "lst" // listing
  | "man" // mandate
  | "mem" // member
  | "mov" // a member's request to move to another hub
  | "org" // organisation
  | "pay" // pay-run
  | "per" // person
  | "pot" // request to the pot
  | "prt" // part of a pay-run
  | "rcg" // activity recognised
  | "rec" // record of what was done in a member's name
  | "ref" // referral
  | "req" // requirement
  | "rol" // role grant
  | "rpt" // an incident, as who reported it sees it
  | "sea" // seat in a circle
  | "ser" // mentoring series
  | "ses" // session of a circle
  | "skl" // skill
  | "slt" // slot of a spend option
  | "spo" // spend option
  | "svc" // service of an organisation
  | "vis" // visit
  | "voi" // record of a voice
  | "whk"; // webhook

/** An id nobody can guess. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${bodyOf(randomBytes(17))}`;

/**
 * The id that these words always give, so a retried request finds what the first one made.
 * Words are joined with a separator that no word can hold.
 */
export const derivedId = (prefix: IdPrefix, ...words: readonly string[]): string =>
  `${prefix}_${bodyOf(createHash("sha256").update(words.join("\u0000")).digest())}`;

/** Names one request in answers and logs, so a person can tell us which one went wrong. */
export const newRequestId = (): string => bodyOf(randomBytes(17)).slice(0, 16);

/** The same id under another prefix: a member's account is the member's id said as an account. */
export const sameIdAs = (id: string, prefix: IdPrefix): string => `${prefix}_${id.slice(4)}`;

export function hasPrefix(id: string, ...prefixes: readonly IdPrefix[]): boolean {
  return prefixes.some((prefix) => id.startsWith(`${prefix}_`));
}

/** The form of every id, for validation at the door. */
export const idPattern = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/;

function bodyOf(bytes: Uint8Array): string {
  let body = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && body.length < bodyLength) {
      bits -= 5;
      body += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return body;
}
