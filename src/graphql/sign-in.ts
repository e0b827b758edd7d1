import { errors, type JWTPayload, jwtVerify } from "jose";
import { derivedId, machineLogin } from "../kernel/index.ts";
import type { Settings } from "./settings.ts";

/** What a valid token says. `login` names the account at the issuer without telling it. */
export type SignIn = {
  readonly login: string;
  readonly isFirstSteward: boolean;
  /** Set when a machine asks for itself; with the scopes its token narrows it to, if it does. */
  readonly machine?: { readonly scopes?: readonly string[] };
};

/** Only signatures with a public key, so no token can be signed with what everyone can read. */
const algorithms = ["ES256", "ES384", "EdDSA", "RS256", "PS256"];

/** No issuer makes a longer one, and nobody should make us work on it. */
const longestToken = 8192;

/** Clocks differ by a little; a token this many seconds past its time still counts. */
const clockToleranceSeconds = 5;

const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Reads the Authorization header: nobody when there is none, `"BAD_TOKEN"` when it cannot be
 * trusted, whatever the reason, and a fault when the issuer's keys cannot be had.
 */
export async function signIn(
  settings: Settings,
  header: string | undefined,
  now: string,
): Promise<SignIn | "BAD_TOKEN" | undefined> {
  if (header === undefined) return undefined;
  const token = bearer.exec(header)?.[1];
  if (token === undefined || token.length > longestToken) return "BAD_TOKEN";
  try {
    const { payload } = await jwtVerify(token, settings.keys, {
      issuer: settings.issuer,
      algorithms,
      requiredClaims: ["exp", "sub"],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    if (!isForUs(payload, settings.audience)) return "BAD_TOKEN";
    const subject = payload.sub;
    if (typeof subject !== "string" || subject === "") return "BAD_TOKEN";
    if (payload["client_id"] === subject) return machine(subject, payload["scope"]);
    return {
      login: derivedId("per", settings.issuer, subject),
      isFirstSteward: settings.firstStewards.includes(subject),
    };
  } catch (error) {
    if (error instanceof errors.JOSEError && !isOurTrouble(error)) return "BAD_TOKEN";
    throw error;
  }
}

/**
 * Was the token made for this service? It says so in `aud`. Some issuers, Cognito among them, leave
 * that out of what opens an API and put the name of the service before each scope instead; a scope
 * is given by the issuer alone, so it says the same. Where there is an `aud`, nothing else counts.
 */
const isForUs = ({ aud, scope }: JWTPayload, audience: string): boolean =>
  aud === undefined
    ? wordsOf(scope).some((word) => word.startsWith(`${audience}/`))
    : [aud].flat().includes(audience);

const wordsOf = (scope: unknown): readonly string[] =>
  typeof scope === "string" ? scope.split(" ") : [];

/**
 * A token of the client credentials grant: its subject is the client itself (RFC 9068, section 2.2).
 * A person's token names the client too, but never as its subject. Scopes are words; some issuers
 * put the name of the service and a slash before each.
 */
const machine = (clientId: string, scope: unknown): SignIn => ({
  login: machineLogin(clientId),
  isFirstSteward: false,
  machine:
    typeof scope === "string"
      ? { scopes: wordsOf(scope).map((word) => word.slice(word.lastIndexOf("/") + 1)) }
      : {},
});

/** The issuer's keys could not be had or read: the token may be good, so nobody is told it is not. */
const isOurTrouble = ({ code }: errors.JOSEError) =>
  ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"].includes(code);
