import { type LookupAddress, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { isLoopbackUrl, isPublicAddress, type Post } from "../src/integration/index.ts";
import { httpPost, TooSlow } from "./http-call.ts";

const longestMillis = 10_000;
/** Nothing of the answer but its status is of use. */
const mostBytes = 1_024;

/** A name that leads into somebody's own network. */
class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}

/** Finds the addresses of a name, all of them. */
type Resolve = (
  name: string,
  done: (fault: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

const resolveAll: Resolve = (name, done) => lookup(name, { all: true }, done);

type Options = {
  /** On one's own machine, plain HTTP to that machine itself. */
  readonly allowsLoopback: boolean;
  readonly resolve?: Resolve;
  readonly longestMillis?: number;
};

/**
 * Sends to an address outside. The name is looked up once, and the connection goes to what was
 * found and looked at then: no second look-up can lead elsewhere. One address that is not public is
 * enough to send nothing.
 */
export const postOutside =
  (options: Options): Post =>
  async ({ url: text, headers, body }) => {
    const url = new URL(text);
    const isOwn = options.allowsLoopback && isLoopbackUrl(url);
    if (!isOwn && !isOutside(url)) return { trouble: "ADDRESS_NOT_ALLOWED" };
    try {
      const { status } = await httpPost({
        ...{ url, headers: { ...headers, "user-agent": "Corehours-Webhooks" }, body, mostBytes },
        longestMillis: options.longestMillis ?? longestMillis,
        ...(isOwn ? {} : { lookup: publicLookup(options.resolve ?? resolveAll) }),
      });
      return { status };
    } catch (fault) {
      return { trouble: troubleOf(fault) };
    }
  };

/** A number instead of a name would not be looked up, and so not be looked at. */
const isOutside = ({ protocol, port, hostname }: URL): boolean =>
  protocol === "https:" && port === "" && isIP(hostname.replaceAll(/[[\]]/g, "")) === 0;

function troubleOf(fault: unknown) {
  if (fault instanceof NotAllowed) return "ADDRESS_NOT_ALLOWED";
  return fault instanceof TooSlow ? "TIMEOUT" : "UNREACHABLE";
}

const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (name, { all }, done) =>
    resolve(name, (fault, addresses) => {
      const [first] = addresses ?? [];
      if (fault || !first) return done(fault ?? new Error("no address"), "");
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new NotAllowed("not public"), "");
      }
      if (all) return done(null, [...addresses]);
      return done(null, first.address, first.family);
    });
