import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { FirewallStack } from "../../infra/firewall.ts";
import { landingPage, wholeSchema } from "../../infra/landing.ts";
import { contentPolicy } from "../../infra/site-headers.ts";
import { outFolder, resource, templateOf, templateWith } from "./stacks.ts";

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

  it("tells browsers to load nothing from elsewhere, run nothing inline and show it in no frame", () => {
    const headers = resource(template, "AWS::CloudFront::ResponseHeadersPolicy").Properties
      .ResponseHeadersPolicyConfig.SecurityHeadersConfig;
    const policy = JSON.stringify(headers.ContentSecurityPolicy);
    for (const part of ["default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(headers).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: "DENY" },
      ReferrerPolicy: { ReferrerPolicy: "no-referrer" },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 730 * 86_400, IncludeSubdomains: true },
    });
    expect(contentPolicy(["https://api.example.org"])).toContain(
      "connect-src 'self' https://api.example.org;",
    );
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
  it("is a folder that was built, when the deployment names one", () => {
    const out = outFolder();
    const folder = join(out, "pages");
    mkdirSync(folder);
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>Pages</title>");
    const built = templateWith("dev", { site: { folder } });
    expect(sourcesOf(built)).toHaveLength(2);
    expect(sourcesOf(template)).toHaveLength(4);
  });

  it("is otherwise a page that needs no script and nothing from elsewhere", () => {
    const page = landingPage("https://api.example.org/graphql", "https://login.example.org");
    expect(page).toContain('<html lang="en">');
    expect(page).toContain("curl https://api.example.org/graphql");
    expect(page).not.toMatch(/<script| style=| on\w+=| src=/);
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
    expect(links).toEqual(["/page.css", "/schema.graphql", "/settings.json"]);
  });

  it("has the whole schema beside it, room after room", () => {
    const schema = wholeSchema();
    expect(schema).toContain(
      readFileSync(new URL("../../schema/base.graphql", import.meta.url), "utf8").trim(),
    );
    expect(schema).toContain("confirmExchange(");
  });
});

describe("the firewall", () => {
  const edge = Template.fromStack(new FirewallStack(new App({ outdir: outFolder() }), "edge"));

  it("is made where CloudFront takes it from, limits each network, and keeps no request", () => {
    const acl = resource(edge, "AWS::WAFv2::WebACL").Properties;
    expect(acl).toMatchObject({ Scope: "CLOUDFRONT", DefaultAction: { Allow: {} } });
    expect(JSON.stringify(acl.Rules)).toContain('"AggregateKeyType":"IP"');
    const samples = JSON.stringify(acl).match(/"SampledRequestsEnabled":(true|false)/g);
    expect(new Set(samples)).toEqual(new Set(['"SampledRequestsEnabled":false']));
  });

  it("is in no other region", () => {
    expect(Stack.of(new FirewallStack(new App({ outdir: outFolder() }), "edge")).region).toBe(
      "us-east-1",
    );
  });
});

const sourcesOf = (its: Template): readonly unknown[] =>
  resource(its, "Custom::CDKBucketDeployment").Properties.SourceObjectKeys;
