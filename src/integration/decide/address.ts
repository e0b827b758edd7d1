import { invalid, type Refusal } from "../../kernel/index.ts";

/** Names that mean something only inside somebody's network. */
const innerEndings =
  /(?:^|\.)(?:local|localhost|internal|intranet|lan|home|corp|arpa|test|invalid|example|onion)$/;

/** Where may not even be asked to be told. What a name leads to is looked at before each call. */
export function whyNotUrl(
  text: string,
  { allowsLoopback }: { readonly allowsLoopback: boolean },
): Refusal<"VALIDATION_FAILED"> | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && allowsLoopback && isLoopbackUrl(url)) return undefined;
  const isOutside =
    url?.protocol === "https:" &&
    url.port === "" &&
    url.username === "" &&
    url.password === "" &&
    url.hash === "" &&
    isOutsideName(url.hostname);
  if (isOutside) return undefined;
  return invalid(
    "This address cannot be used.",
    "Use a public address that begins with https://, with a name, and without a port, password or #.",
    "url",
  );
}

const isOutsideName = (name: string): boolean =>
  name.includes(".") &&
  !name.endsWith(".") &&
  !/^[\d.]+$|[:[\]]/.test(name) &&
  !innerEndings.test(name);

/** On one's own machine, so that a receiver can be tried out: plain HTTP to that machine itself. */
export const isLoopbackUrl = ({ protocol, hostname, username, password }: URL): boolean =>
  protocol === "http:" &&
  ["localhost", "127.0.0.1"].includes(hostname) &&
  username === "" &&
  password === "";

/** Networks of IPv4 that are somebody's own, or nobody's: first address and length of the mask. */
const ownNetworks = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

const asNumber = (address: string): number =>
  address.split(".").reduce((all, part) => all * 256 + Number(part), 0);

/**
 * Is this the address of a machine on the public internet? Private, loopback, link-local and
 * metadata addresses are not, nor is any form that carries one of them inside another.
 */
export function isPublicAddress(address: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) {
    const number = asNumber(address);
    return !ownNetworks.some(([first, length]) => {
      const size = 2 ** (32 - length);
      return Math.floor(number / size) === Math.floor(asNumber(first) / size);
    });
  }
  // Global unicast is 2000::/3; in it, documentation, tunnels and what translates IPv4 are not.
  const [first = 0, second = 0] = address
    .split(":")
    .map((part) => Number.parseInt(part || "0", 16));
  if (!address.includes(":") || !(first >= 0x2000 && first <= 0x3fff)) return false;
  if (first === 0x2002 || first === 0x3fff) return false;
  return first !== 0x2001 || (second >= 0x200 && second !== 0xdb8);
}
