import * as z from "zod";

/** Points at once, and points that come back every minute. */
const Rate = z.strictObject({ burst: z.int(), perMinute: z.int() });

const https = z.url({ protocol: /^https$/ });
/** A page that people come back to after signing in: outside a developer's machine only by https. */
const page = z.union([https, z.url({ protocol: /^http$/, hostname: /^localhost$/ })]);

/** As a browser names the site of a page: anything after the host would never be the same. */
const origin = z.url().refine((text) => new URL(text).origin === text, {
  error: "A site alone, such as https://www.example.org, with nothing after it.",
});

/** A name of the deployment's own, with its certificate; and its zone when that is in Route 53. */
export type Domain = z.output<typeof Domain>;
const Domain = z.strictObject({
  name: z.string().regex(/^[a-z\d-]+(\.[a-z\d-]+)+$/),
  /** For the API in the deployment's own region, for the site in us-east-1: CloudFront asks for that. */
  certificateArn: z.string().startsWith("arn:aws:acm:"),
  zone: z.strictObject({ id: z.string(), name: z.string() }).optional(),
});

/** Any issuer of OpenID Connect: the `iss` and `aud` of its tokens, and where its public keys are. */
const OwnIssuer = z.strictObject({
  issuer: https,
  audience: z.string().min(1),
  keysUrl: https,
});

/** An issuer made with the deployment: Cognito, for people and for machines. */
const Cognito = z.strictObject({
  cognito: z.strictObject({
    /** The sign-in page is at `https://<prefix>.auth.<region>.amazoncognito.com`, for one customer of AWS. */
    prefix: z.string().regex(/^(?!.*(aws|amazon|cognito))[a-z\d][a-z\d-]{1,38}[a-z\d]$/, {
      error:
        "Small letters, digits and hyphens between them, without the words aws, amazon, cognito.",
    }),
    audience: z.string().regex(/^[a-z\d-]+$/),
    /** LITE does all that is needed; ESSENTIALS adds passkeys and newer pages, at nearly three times the price. */
    plan: z.enum(["LITE", "ESSENTIALS"]).default("LITE"),
    /** Where people may be sent after signing in, and after signing out. */
    pages: z.array(page).min(1),
    /** Machines that get credentials, by name. What each may do is registered in the table. */
    machines: z.array(z.string().regex(/^[a-z\d-]+$/)).default([]),
  }),
});

/** What one deployment decides, as `cdk.json` says it under `context.deployments`. */
export type Deployment = z.output<typeof Words>;
const Words = z.strictObject({
  /** Where people's data stay. */
  region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
  signIn: z.union([OwnIssuer, Cognito]),
  /** Subjects of tokens who may set up the first areas and hubs. */
  firstStewards: z.array(z.string().regex(/^\S+$/)).max(10),
  /** Sites whose pages may call the API from a browser, beside the deployment's own with a name. */
  webOrigins: z.array(origin),
  /** The name of the API; without one it has the name that AWS gives. */
  domain: Domain.optional(),
  /** The static site beside the API. */
  site: z
    .strictObject({
      domain: Domain.optional(),
      /** A folder of built pages of one's own; without one the playground and the manual are put there. */
      folder: z.string().optional(),
      /** A web ACL of scope CLOUDFRONT, such as the `-edge` stack makes. */
      webAclArn: z.string().startsWith("arn:aws:wafv2:us-east-1:").optional(),
    })
    .default({}),
  /** Makes the `-edge` stack in us-east-1 with a firewall for the site. */
  firewall: z.boolean().default(false),
  /** Cost fuses: no more than this is served, whoever asks. */
  requestsPerSecond: z.int().min(1),
  tableUnitsPerSecond: z.strictObject({ read: z.int().min(1), write: z.int().min(1) }),
  streamParallelism: z.int().min(1).max(10).default(2),
  /** In US dollars: somebody is told when a day or a month costs more. */
  budget: z.strictObject({ day: z.number().positive(), month: z.number().positive() }),
  /** How much one caller may ask for, in points; the defaults of `src/graphql/rate` when left out. */
  rates: z.strictObject({ signedIn: Rate, anonymous: Rate }).optional(),
  logDays: z.literal([30, 90, 365]),
  /** How long nobody can remove a digest: as long as a charity has to keep its books. */
  digestYears: z.int().min(1).max(10).default(7),
  /** Who is written to when something needs somebody. */
  alarmEmails: z.array(z.email()).max(5).default([]),
  /** After a restore: the table that was restored, used instead of the stack's own. */
  restoredTable: z
    .strictObject({
      name: z.string().min(3),
      streamArn: z.string().startsWith("arn:aws:dynamodb:"),
    })
    .optional(),
  /** After the value of `CursorSecret` was changed: the id of its version, so that all functions take it. */
  secretVersion: z
    .string()
    .regex(/^[\w-]{32,64}$/)
    .optional(),
  /** Said with everything that is made, so that a bill can be split. */
  tags: z.record(z.string(), z.string()).default({}),
});

const Deployment = Words.refine(
  ({ region, domain }) => domain?.certificateArn.startsWith(`arn:aws:acm:${region}:`) !== false,
  { error: "The API's certificate has to be in its own region.", path: ["domain"] },
);

const Deployments = z.record(z.string().regex(/^[a-z]+$/), Deployment);

/** Reads the deployments by name; a mistake in them stops the synthesis and says where it is. */
export const readDeployments = (context: unknown): Readonly<Record<string, Deployment>> =>
  Deployments.parse(context);
