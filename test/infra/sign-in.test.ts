import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import settings from "../../cdk.json" with { type: "json" };
import { machineScopes } from "../../src/kernel/index.ts";
import { resource, templateOf, templateWith } from "./stacks.ts";

const template = templateOf("dev");
const pool = resource(template, "AWS::Cognito::UserPool").Properties;

describe("signing in with Cognito", () => {
  it("asks nobody for an e-mail or a telephone, and keeps none", () => {
    const asked = ["AliasAttributes", "UsernameAttributes", "AutoVerifiedAttributes", "Schema"];
    for (const name of asked) expect(pool[name]).toBeUndefined();
    expect(pool.EnabledMfas).toEqual(["SOFTWARE_TOKEN_MFA"]);
    expect(pool.SmsConfiguration).toBeUndefined();
    expect(pool.AccountRecoverySetting.RecoveryMechanisms).toEqual([
      { Name: "admin_only", Priority: 1 },
    ]);
  });

  it("is for people whom an administrator has let in", () => {
    expect(pool.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
  });

  it("takes a long password, and a second factor from whoever wants one", () => {
    expect(pool.MfaConfiguration).toBe("OPTIONAL");
    expect(pool.Policies.PasswordPolicy.MinimumLength).toBe(14);
  });

  it("is of the plan that costs least, with nothing that this plan has not", () => {
    expect(pool.UserPoolTier).toBe("LITE");
    expect(pool.Policies.SignInPolicy).toBeUndefined();
    expect(pool.WebAuthnUserVerification).toBeUndefined();
    template.hasResourceProperties("AWS::Cognito::UserPoolDomain", { ManagedLoginVersion: 1 });
    template.resourceCountIs("AWS::Cognito::ManagedLoginBranding", 0);
    const { ExplicitAuthFlows } = resource(
      template,
      "AWS::Cognito::UserPoolClient",
      "PeopleApp",
    ).Properties;
    expect(ExplicitAuthFlows.sort()).toEqual(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]);
  });

  it("takes a passkey in place of a password with the plan that has them", () => {
    const { cognito } = settings.context.deployments.dev.signIn;
    const newer = templateWith("dev", { signIn: { cognito: { ...cognito, plan: "ESSENTIALS" } } });
    const its = resource(newer, "AWS::Cognito::UserPool").Properties;
    expect(its.UserPoolTier).toBe("ESSENTIALS");
    expect(its.Policies.SignInPolicy.AllowedFirstAuthFactors.sort()).toEqual([
      "PASSWORD",
      "WEB_AUTHN",
    ]);
    expect(its.WebAuthnUserVerification).toBe("required");
    newer.hasResourceProperties("AWS::Cognito::UserPoolDomain", { ManagedLoginVersion: 2 });
    newer.resourceCountIs("AWS::Cognito::ManagedLoginBranding", 1);
  });

  it("cannot be deleted by mistake", () => {
    expect(pool.DeletionProtection).toBe("ACTIVE");
  });

  it("has no groups: rights are in the table", () => {
    template.resourceCountIs("AWS::Cognito::UserPoolGroup", 0);
  });

  it("hands a page a code and never a token, for an hour and a month", () => {
    const app = resource(template, "AWS::Cognito::UserPoolClient", "PeopleApp").Properties;
    expect(app).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      CallbackURLs: ["http://localhost:4000"],
      AccessTokenValidity: 60,
      RefreshTokenValidity: 30 * 24 * 60,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: "ENABLED",
    });
    expect(JSON.stringify(app.AllowedOAuthScopes)).toContain("/use");
    expect(app.ExplicitAuthFlows).not.toContain("ALLOW_USER_PASSWORD_AUTH");
  });

  it("gives each machine a secret, and scopes that the table knows, and no more", () => {
    const machine = resource(template, "AWS::Cognito::UserPoolClient", "PeopleMachine").Properties;
    expect(machine).toMatchObject({
      ClientName: "council-finance",
      GenerateSecret: true,
      AllowedOAuthFlows: ["client_credentials"],
    });
    expect(machine.AllowedOAuthScopes).toHaveLength(machineScopes.length);
    expect(JSON.stringify(machine.AllowedOAuthScopes)).not.toContain("/use");
    template.hasResourceProperties("AWS::Cognito::UserPoolResourceServer", {
      Identifier: "corehours-dev",
      Scopes: ["use", ...machineScopes].map((ScopeName) => Match.objectLike({ ScopeName })),
    });
  });

  it("is the issuer that the API believes", () => {
    const settings = apiSettings(template);
    expect(settings.TOKEN_AUDIENCE).toBe("corehours-dev");
    expect(JSON.stringify(settings.TOKEN_ISSUER)).toContain("https://cognito-idp.eu-west-2.");
    expect(JSON.stringify(settings.TOKEN_KEYS_URL)).toContain("/.well-known/jwks.json");
  });
});

describe("signing in with an issuer of one's own", () => {
  const signIn = {
    issuer: "https://login.example.org/",
    audience: "corehours",
    keysUrl: "https://login.example.org/keys",
  };
  const own = templateWith("live", { signIn });

  it("makes no Cognito at all, and believes that issuer", () => {
    expect(JSON.stringify(own.toJSON())).not.toContain("AWS::Cognito");
    expect(apiSettings(own)).toMatchObject({
      TOKEN_ISSUER: signIn.issuer,
      TOKEN_AUDIENCE: signIn.audience,
      TOKEN_KEYS_URL: signIn.keysUrl,
    });
  });
});

const apiSettings = (its: typeof template) =>
  resource(its, "AWS::Lambda::Function", "Graphql").Properties.Environment.Variables;
