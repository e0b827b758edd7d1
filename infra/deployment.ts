import * as z from "zod";

/** Points at once, and points that come back every minute. */
const Rate = z.strictObject({ burst: z.int(), perMinute: z.int() });

/** What one deployment decides, as `cdk.json` says it under `context.deployments`. */
export type Deployment = z.output<typeof Deployment>;
const Deployment = z.strictObject({
  /** The `iss` and `aud` that tokens must carry, and where the issuer's public keys are. */
  tokenIssuer: z.url(),
  tokenAudience: z.string().min(1),
  tokenKeysUrl: z.url({ protocol: /^https$/ }),
  /** Subjects of tokens who may set up the first areas and hubs. */
  firstStewards: z.array(z.string().regex(/^\S+$/)).max(10),
  /** Sites whose pages may call the API from a browser. */
  webOrigins: z.array(z.url()),
  requestsPerSecond: z.int().min(1),
  /** How much one caller may ask for, in points; the defaults of `src/graphql/rate` when left out. */
  rates: z.strictObject({ signedIn: Rate, anonymous: Rate }).optional(),
  logDays: z.literal([30, 90, 365]),
  /** How long nobody can remove a digest: as long as a charity has to keep its books. */
  digestYears: z.int().min(1).max(10).default(7),
  /** Who is written to when the books do not add up. */
  alarmEmails: z.array(z.email()).max(5).default([]),
});

const Deployments = z.record(z.string().regex(/^[a-z]+$/), Deployment);

/** Reads the deployments by name; a mistake in them stops the synthesis and says where it is. */
export const readDeployments = (context: unknown): Readonly<Record<string, Deployment>> =>
  Deployments.parse(context);
