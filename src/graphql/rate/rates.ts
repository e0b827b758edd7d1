import * as z from "zod";
import { costLimit } from "../cost.ts";

/** Far enough above what one request may cost, so that any single request fits. */
const leastBurst = 3 * costLimit;

const RateSetting = z.strictObject({
  burst: z.int().min(leastBurst),
  perMinute: z.int().min(60),
});

/** How much callers may ask for: those who signed in, and one network address of those who did not. */
export type Rates = z.output<typeof Rates>;
const Rates = z.strictObject({ signedIn: RateSetting, anonymous: RateSetting });

/**
 * A member's busiest evening stays far below the first; a broker's script of two changes a second
 * goes on for ever. Without a token there is only what everybody may know, and a school or a
 * library may stand behind one address.
 */
export const defaultRates: Rates = {
  signedIn: { burst: 30_000, perMinute: 12_000 },
  anonymous: { burst: 9_000, perMinute: 6_000 },
};

/** Reads the rates of a deployment; a mistake in them stops the function before it serves anyone. */
export const readRates = (json: string | undefined): Rates =>
  json === undefined || json === "" ? defaultRates : Rates.parse(JSON.parse(json));
