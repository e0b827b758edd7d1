import { get as getPlainly, type IncomingMessage } from "node:http";
import { get as getSafely } from "node:https";
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";

/** Keys are asked for anew after this long, and no sooner than this when one is not among them. */
const keptMillis = 600_000;
const leastMillis = 30_000;
/** While the issuer cannot be asked, keys that it gave serve on, until they are this old. */
const graceMillis = 3_600_000;
const longestMillis = 3_000;
const mostBytes = 100_000;

type Known = { readonly find: JWTVerifyGetKey; readonly at: number };

/**
 * The issuer's public keys, kept for ten minutes, and for an hour while the issuer is away: then a key
 * that it has taken back counts for up to an hour, and everybody else can go on meanwhile. A key that
 * was never known is never believed.
 *
 * They are asked for when this is made, so that they are on their way while a cold start goes on,
 * and by Node's own client, which the SDK needs anyway: `fetch` and `Headers` would load a library
 * as large as everything else in a start. Requests at the same moment share one answer.
 */
export function issuerKeys(url: URL, now: () => number = Date.now): JWTVerifyGetKey {
  let known: Known | undefined;
  let asked: Promise<Known> | undefined;
  /** When asking came to nothing, since it last came to something. */
  let away: { readonly at: number; readonly why: unknown } | undefined;
  const ask = () => {
    asked ??= load(url)
      .then(
        (find) => {
          away = undefined;
          known = { find, at: now() };
          return known;
        },
        (why: unknown) => {
          away = { at: now(), why };
          throw why;
        },
      )
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
  const early = ask();
  // Whoever needs them first asks again if this came to nothing: it may have slept since.
  early.catch(() => undefined);
  const wasJustAway = () => away !== undefined && now() - away.at < leastMillis;
  const current = async () => {
    if (known && now() - known.at < keptMillis) return known;
    const still = known && now() - known.at < graceMillis ? known : undefined;
    if (!still) return asked === early ? early.catch(ask) : ask();
    return wasJustAway() ? still : ask().catch(() => still);
  };
  return async (header, token) => {
    const { find, at } = await current();
    try {
      return await find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Nobody can say now whether the issuer has such a key: that is no fault of who asks.
      if (away && wasJustAway()) throw away.why;
      if (now() - at < leastMillis) throw error;
      return (await ask()).find(header, token);
    }
  };
}

async function load(url: URL): Promise<JWTVerifyGetKey> {
  const text = await textOf(url, AbortSignal.timeout(longestMillis));
  try {
    return createLocalJWKSet(JSON.parse(text));
  } catch (cause) {
    throw new errors.JWKSInvalid("The issuer's keys cannot be read.", { cause });
  }
}

function textOf(url: URL, signal: AbortSignal): Promise<string> {
  const get = url.protocol === "http:" ? getPlainly : getSafely;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (cause: unknown) =>
    reject(signal.aborted ? new errors.JWKSTimeout(undefined, { cause }) : cause);
  const headers = { accept: "application/json, application/jwk-set+json" };
  get(url, { signal, headers }, (answer: IncomingMessage) => {
    if (answer.statusCode !== 200) {
      answer.resume();
      fail(new errors.JWKSInvalid(`The issuer answers ${answer.statusCode} when asked for keys.`));
      return;
    }
    let text = "";
    answer.setEncoding("utf8");
    answer.on("data", (part: string) => {
      text += part;
      if (text.length > mostBytes)
        answer.destroy(new errors.JWKSInvalid("These are too many keys."));
    });
    answer.on("end", () => resolve(text));
    answer.on("error", fail);
  }).on("error", fail);
  return promise;
}
