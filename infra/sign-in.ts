import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolResourceServer,
} from "aws-cdk-lib/aws-cognito";
import { machineScopes } from "../src/kernel/index.ts";
import { accept } from "./accept.ts";
import type { Deployment } from "./deployment.ts";

/** Whom the API believes: an issuer's name, the word for this service, and where its keys are. */
export type Issuer = {
  readonly issuer: string;
  readonly audience: string;
  readonly keysUrl: string;
  /** Where its sign-in page is, for pages of ours; an issuer of one's own is known by its name. */
  readonly signInUrl: string;
  readonly clientId?: string;
};

type Cognito = Extract<Deployment["signIn"], { readonly cognito: unknown }>["cognito"];

/** An issuer of the deployment's own, or the one that it names. */
export function addSignIn(stack: Stack, { signIn }: Deployment): Issuer {
  return "cognito" in signIn
    ? addCognito(stack, signIn.cognito)
    : { ...signIn, signInUrl: signIn.issuer };
}

const minutesOfAccess = 60;
const daysSignedIn = 30;

/**
 * People sign in with a name: no e-mail and no telephone is asked for or kept, because many here have
 * none of their own. An administrator makes their login, gives the first password by voice or on
 * paper, and gives a new one to whoever has lost theirs. There are no groups: what somebody may do
 * stands in the table alone.
 */
function addCognito(stack: Stack, its: Cognito): Issuer {
  const { audience, machines } = its;
  const pool = addPool(stack, its);
  const use = new ResourceServerScope({ scopeName: "use", scopeDescription: "Use the time bank." });
  const forMachines = machineScopes.map(
    (scope) =>
      new ResourceServerScope({ scopeName: scope, scopeDescription: `For machines: ${scope}.` }),
  );
  const api = pool.addResourceServer("Service", {
    identifier: audience,
    scopes: [use, ...forMachines],
  });
  const app = addApp(pool, its, OAuthScope.resourceServer(api, use));
  addSignInPage(stack, its, { pool, app });
  for (const name of machines) addMachine(pool, name, { api, scopes: forMachines });
  const issuer = `https://cognito-idp.${stack.region}.amazonaws.com/${pool.userPoolId}`;
  const signInUrl = `https://${its.prefix}.auth.${stack.region}.amazoncognito.com`;
  new CfnOutput(stack, "Issuer", { value: issuer });
  new CfnOutput(stack, "SignInUrl", { value: signInUrl });
  new CfnOutput(stack, "AppClientId", { value: app.userPoolClientId });
  return {
    ...{ issuer, audience, signInUrl, clientId: app.userPoolClientId },
    keysUrl: `${issuer}/.well-known/jwks.json`,
  };
}

/** What the cheaper plan cannot: passkeys, and asking first how somebody wants to sign in. */
const passkeys = {
  signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
  passkeyUserVerification: PasskeyUserVerification.REQUIRED,
} as const;

function addPool(stack: Stack, { plan }: Cognito): UserPool {
  const pool = new UserPool(stack, "People", {
    featurePlan: FeaturePlan[plan],
    ...(plan === "ESSENTIALS" ? passkeys : {}),
    selfSignUpEnabled: false,
    signInAliases: { username: true },
    signInCaseSensitive: false,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true, email: false },
    // Length is what helps; signs of every kind are what people with shaking hands and screen readers fail at.
    passwordPolicy: {
      minLength: 14,
      requireDigits: false,
      requireLowercase: false,
      requireUppercase: false,
      requireSymbols: false,
      tempPasswordValidity: Duration.days(7),
    },
    accountRecovery: AccountRecovery.NONE,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(pool, {
    COG1: "Fourteen letters are asked for, and no signs: length is what helps, and signs are what people fail at.",
    COG2: "Everybody may add a second factor. To ask it of people without a telephone would shut them out.",
    COG8: "The plus plan watches where each person signs in from. That is kept of nobody here.",
  });
  return pool;
}

/** Where people sign in: pages of Cognito's own, of the kind that goes with the plan. */
function addSignInPage(
  stack: Stack,
  { prefix, plan }: Cognito,
  { pool, app }: { readonly pool: UserPool; readonly app: UserPoolClient },
): void {
  const isNewer = plan === "ESSENTIALS";
  const domain = pool.addDomain("SignInPage", {
    cognitoDomain: { domainPrefix: prefix },
    managedLoginVersion: isNewer
      ? ManagedLoginVersion.NEWER_MANAGED_LOGIN
      : ManagedLoginVersion.CLASSIC_HOSTED_UI,
  });
  if (!isNewer) return;
  new CfnManagedLoginBranding(stack, "SignInLook", {
    userPoolId: pool.userPoolId,
    clientId: app.userPoolClientId,
    useCognitoProvidedValues: true,
  }).node.addDependency(domain);
}

/** A page in a browser keeps no secret: it proves with PKCE that it asked for the code it hands in. */
const addApp = (pool: UserPool, { plan, pages }: Cognito, scope: OAuthScope) =>
  pool.addClient("App", {
    generateSecret: false,
    authFlows: plan === "ESSENTIALS" ? { user: true } : { userSrp: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, scope],
      callbackUrls: pages,
      logoutUrls: pages,
    },
    accessTokenValidity: Duration.minutes(minutesOfAccess),
    idTokenValidity: Duration.minutes(minutesOfAccess),
    refreshTokenValidity: Duration.days(daysSignedIn),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });

/** A machine has a secret and asks for itself. The scopes are the most it can be let do, not what it may. */
const addMachine = (
  pool: UserPool,
  name: string,
  {
    api,
    scopes,
  }: { readonly api: UserPoolResourceServer; readonly scopes: readonly ResourceServerScope[] },
) =>
  pool.addClient(`Machine-${name}`, {
    userPoolClientName: name,
    generateSecret: true,
    authFlows: {},
    oAuth: {
      flows: { clientCredentials: true },
      scopes: scopes.map((scope) => OAuthScope.resourceServer(api, scope)),
    },
    accessTokenValidity: Duration.minutes(minutesOfAccess),
    enableTokenRevocation: true,
  });
