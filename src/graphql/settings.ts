import type { JWTVerifyGetKey } from "jose";
import type { Rates } from "./rate/index.ts";

/** What a deployment decides. Functions read it from their environment, tests say it outright. */
export type Settings = {
  /** Who signs tokens: the `iss` every token must carry. */
  readonly issuer: string;
  /** For whom tokens are meant: the `aud` of a token, or the word before its scopes if it has none. */
  readonly audience: string;
  /** The issuer's public keys. */
  readonly keys: JWTVerifyGetKey;
  /**
   * Seals the cursors of lists, and hides whom the limits count. The same on every instance, at
   * least 32 characters.
   */
  readonly cursorSecret: string;
  /** Only on somebody's own machine: webhooks may lead to that machine itself. */
  readonly letsLoopback?: boolean;
  /** Subjects of tokens who may do a steward's work anywhere, so that there can be a first hub. */
  readonly firstStewards: readonly string[];
  /** How much callers may ask for; `defaultRates` when left out. */
  readonly rates?: Rates;
};
