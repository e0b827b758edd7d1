import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { FirewallStack } from "../../infra/firewall.ts";
import { folders } from "../../infra/site.ts";
import { pagesOf } from "../../infra/site-content.ts";
import { CorehoursStack } from "../../infra/stack.ts";
import { pageHeaders } from "../../infra/web-policy.ts";
import {
  appWithoutBundles,
  deploymentWith,
  outFolder,
  resource,
  templateOf,
  templateWith,
} from "./stacks.ts";

const template = templateOf("live");
const distributionOf = (its: Template) =>
  resource(its, "AWS::CloudFront::Distribution").Properties.DistributionConfig;

describe("the site", () => {
  it("lies in a bucket that is closed to everybody but its distribution", () => {
    const bucket = resource(template, "AWS::S3::Bucket", "Site").Properties;
    expect(bucket.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    template.resourceCountIs("AWS::CloudFront::OriginAccessControl", 1);
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: "s3:GetObject",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Condition: { StringEquals: { "AWS:SourceArn": Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  it("is shown over an encrypted line alone", () => {
    expect(distributionOf(template).DefaultCacheBehavior.ViewerProtocolPolicy).toBe(
      "redirect-to-https",
    );
  });

  it("sends what the local server sends, and lets pages ask the API and the issuer besides", () => {
    const { SecurityHeadersConfig: known, CustomHeadersConfig: custom } = resource(
      template,
      "AWS::CloudFront::ResponseHeadersPolicy",
    ).Properties.ResponseHeadersPolicyConfig;
    const local = pageHeaders();
    const policy = known.ContentSecurityPolicy.ContentSecurityPolicy["Fn::Join"][1];
    const text = policy.map((part: unknown) => (typeof part === "string" ? part : "HOST")).join("");
    const parts = (all: string) =>
      all.split("; ").filter((part) => !part.startsWith("connect-src"));
    expect(parts(text)).toEqual(parts(local["content-security-policy"]));
    expect(text).toMatch(
      /; connect-src 'self' https:\/\/HOST https:\/\/corehours-live\.auth\.[^ ;]+;/,
    );
    expect(text).not.toMatch(/\*|http:|unsafe-eval|script-src[^;]*unsafe/);
    expect(JSON.stringify(policy)).toMatch(/"Ref":"Api[0-9A-F]+"/);
    expect(known).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: local["x-frame-options"] },
      ReferrerPolicy: { ReferrerPolicy: local["referrer-policy"] },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 730 * 86_400, IncludeSubdomains: true },
    });
    expect(custom.Items).toEqual(
      (["cross-origin-opener-policy", "permissions-policy"] as const).map((name) => ({
        ...{ Header: name, Override: true, Value: local[name] },
      })),
    );
  });

  it("shows a folder's index, as the local server does", () => {
    const handler = new Function(`${folders}; return handler;`)();
    const asked = (uri: string) => handler({ request: { uri } }).uri;
    expect(["/manual/", "/look/", "/a.js"].map(asked)).toEqual([
      "/manual/index.html",
      "/look/index.html",
      "/a.js",
    ]);
    const { FunctionAssociations } = distributionOf(template).DefaultCacheBehavior;
    expect(FunctionAssociations).toMatchObject([{ EventType: "viewer-request" }]);
  });

  it("may call the API under its own name", () => {
    const domain = {
      name: "www.example.net",
      certificateArn: "arn:aws:acm:us-east-1:1:certificate/a",
    };
    const api = resource(templateWith("live", { site: { domain } }), "AWS::ApiGatewayV2::Api");
    expect(api.Properties.CorsConfiguration.AllowOrigins).toEqual([
      "https://www.example.org",
      "https://www.example.net",
    ]);
  });

  it("may ask every place of an issuer that has a path, as many have", () => {
    const issuer = "https://login.example.org/realms/marlshire";
    const signIn = { issuer, audience: "corehours", keysUrl: `${issuer}/certs` };
    const own = resource(
      templateWith("live", { signIn }),
      "AWS::CloudFront::ResponseHeadersPolicy",
    );
    expect(JSON.stringify(own)).toContain(" https://login.example.org; style-src");
  });

  it("says what its name has to point to, and points it there in a zone that it is told", () => {
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/site";
    const domain = { name: "www.example.org", certificateArn };
    const elsewhere = templateWith("live", { site: { domain } });
    elsewhere.resourceCountIs("AWS::Route53::RecordSet", 0);
    const there = { "Fn::GetAtt": [Match.stringLikeRegexp("^SiteDistribution"), "DomainName"] };
    elsewhere.hasOutput("SiteNamePointsTo", { Value: there });
    const zone = { id: "Z0123456789", name: "example.org" };
    const here = templateWith("live", { site: { domain: { ...domain, zone } } });
    here.hasResourceProperties("AWS::Route53::RecordSet", { Name: "www.example.org." });
  });

  it("has a name and a firewall of its own where the deployment says so", () => {
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/site";
    const webAclArn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/firewall/1";
    const domain = { name: "www.example.org", certificateArn };
    expect(distributionOf(templateWith("live", { site: { domain, webAclArn } }))).toMatchObject({
      Aliases: ["www.example.org"],
      ViewerCertificate: {
        AcmCertificateArn: certificateArn,
        MinimumProtocolVersion: "TLSv1.2_2021",
      },
      WebACLId: webAclArn,
    });
  });
});

describe("what stands on the site", () => {
  const [, pages] = contentOf(template, "SiteContent");
  const [, kept] = contentOf(template, "SiteAssets");

  it("is put there in two parts: what is kept for ever first, then what is asked for anew", () => {
    expect(kept).toMatchObject({ Exclude: ["*"], Include: ["assets/*"], Prune: false });
    expect(kept.SystemMetadata["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(pages).toMatchObject({ Exclude: ["assets/*"], DistributionPaths: ["/*"] });
    expect(pages.SystemMetadata["cache-control"]).toBe("no-cache");
    const [keptId] = contentOf(template, "SiteAssets");
    expect(contentOf(template, "SiteContent")[2]).toContain(keptId);
  });

  it("knows where the API is, how people sign in, and that there is no demo", () => {
    const app = new App({ outdir: outFolder(), context: { "aws:cdk:bundling-stacks": [] } });
    new CorehoursStack(app, "pages", deploymentWith("live"));
    const { directory } = app.synth({ skipValidation: true });
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
    const configs = files.filter((name) => name.endsWith("/config.json"));
    expect(configs).toHaveLength(1);
    const config = readFileSync(join(directory, configs[0] ?? ""), "utf8");
    expect(config).toMatch(
      /"graphqlUrl":"https:[^"]+\.execute-api\.[^"]+\/graphql","isDemo":false,"canReset":false/,
    );
    expect(config).toContain('"scope":"openid corehours/use"');
  });

  it("says how to build it where it is missing", () => {
    const folder = join(outFolder(), "nowhere");
    expect(() => pagesOf(new Stack(new App({ outdir: outFolder() }), "pages"), folder)).toThrow(
      /nowhere\. Run `npm run build`, then this again\.$/,
    );
  });
});

describe("the firewall", () => {
  const its = new FirewallStack(appWithoutBundles(), "corehours-live", deploymentWith("live"));
  const edge = Template.fromStack(its);

  it("is made where CloudFront takes it from, limits each network, and keeps no request", () => {
    const acl = resource(edge, "AWS::WAFv2::WebACL").Properties;
    expect(acl).toMatchObject({ Scope: "CLOUDFRONT", DefaultAction: { Allow: {} } });
    const asTheySay = { OverrideAction: { None: {} } };
    expect(acl.Rules).toMatchObject([
      {
        ...{ Name: "TooOften", Action: { Block: {} } },
        Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: "IP" } },
      },
      { Name: "AWSManagedRulesAmazonIpReputationList", ...asTheySay },
      { Name: "AWSManagedRulesKnownBadInputsRuleSet", ...asTheySay },
    ]);
    const samples = JSON.stringify(acl).match(/"SampledRequestsEnabled":(true|false)/g);
    expect(new Set(samples)).toEqual(new Set(['"SampledRequestsEnabled":false']));
  });

  it("is in no other region", () => {
    expect(its.region).toBe("us-east-1");
    expect(its.stackName).toBe("corehours-live-edge");
  });

  it("is on the same bill as the deployment that it is for", () => {
    expect(resource(edge, "AWS::WAFv2::WebACL").Properties.Tags).toContainEqual({
      Key: "corehours-deployment",
      Value: "corehours-live",
    });
  });
});

/** What is put into the bucket by one of its parts: its id, what it says, what it waits for. */
function contentOf(its: Template, part: string) {
  const all = Object.entries(its.findResources("Custom::CDKBucketDeployment"));
  const [id = "", found] = all.find(([name]) => name.startsWith(part)) ?? [];
  return [id, found?.["Properties"], found?.["DependsOn"]] as const;
}
