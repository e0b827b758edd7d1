import { createHmac } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { dateOf } from "../../kernel/index.ts";

/** Whose requests are counted together: a login's, or those of one address without any. */
export type Asker = { readonly login: string | undefined; readonly address: string };

/**
 * Gives the name a caller is counted under. It is made with a secret of the day, so what is stored
 * names nobody, and nobody can be followed from one day to the next.
 */
export function callerNames(secret: string): (asker: Asker, now: string) => string {
  let today = { date: "", key: Buffer.alloc(0) };
  return ({ login, address }, now) => {
    const date = dateOf(now);
    if (today.date !== date) {
      today = { date, key: createHmac("sha256", secret).update(`callers of ${date}`).digest() };
    }
    const who = login === undefined ? `at ${networkOf(address)}` : `as ${login}`;
    return createHmac("sha256", today.key).update(who).digest("base64url").slice(0, 22);
  };
}

/**
 * What stands for one household or office: an IPv4 address, or the first half of an IPv6 one,
 * because whoever has one of those has all of its 18 million million million addresses.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return "unknown";
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inside !== undefined) return inside;
  const [before = "", after] = address.split("::");
  const groups = groupsOf(before);
  const missing = after === undefined ? 0 : 8 - groups.length - groupsOf(after).length;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...groupsOf(after)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** The groups of a part of an address; an IPv4 address at its end stands for two. */
const groupsOf = (part: string | undefined): readonly string[] =>
  part ? part.split(":").flatMap((group) => (group.includes(".") ? ["0", "0"] : [group])) : [];
