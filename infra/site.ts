import { CfnOutput, Duration, Fn, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { accept } from "./accept.ts";
import type { Deployment, Domain } from "./deployment.ts";
import { landingSources } from "./landing.ts";
import type { Issuer } from "./sign-in.ts";
import { contentPolicy, permissionsPolicy } from "./site-headers.ts";

/** Browsers remember for two years that the site is only ever asked for over an encrypted line. */
const strictTransport = Duration.days(730);

/** Pages change with a deployment, so a browser asks each time whether they did. */
const freshness = [CacheControl.noCache()];

/**
 * Static pages beside the API: a folder that was built, or the landing page with the schema. They lie
 * in a bucket that only the distribution may read. `settings.json` tells them where the API is.
 */
export function addSite(
  stack: Stack,
  deployment: Deployment,
  around: { readonly graphqlUrl: string; readonly issuer: Issuer },
): Distribution {
  const { domain, folder, webAclArn } = deployment.site;
  const { graphqlUrl, issuer } = around;
  const bucket = addBucket(stack);
  const certificate =
    domain && Certificate.fromCertificateArn(stack, "SiteCertificate", domain.certificateArn);
  const distribution = new Distribution(stack, "SiteDistribution", {
    comment: `Pages of ${stack.stackName}`,
    defaultRootObject: "index.html",
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: addHeaders(stack, [originOf(graphqlUrl), issuer.signInUrl]),
      compress: true,
    },
    httpVersion: HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    priceClass: PriceClass.PRICE_CLASS_100,
    ...(domain && certificate ? { domainNames: [domain.name], certificate } : {}),
    ...(webAclArn ? { webAclId: webAclArn } : {}),
  });
  if (domain?.zone) addRecord(stack, domain.name, { zone: domain.zone, distribution });
  accept(distribution, {
    CFR1: "People travel, and the pages are public.",
    CFR2: "A firewall is there with site.webAclArn. Static pages have nothing behind them to attack.",
    CFR3: "A log of readers would hold their addresses.",
    CFR4: "With a name of its own it asks for TLS 1.2 of 2021; CloudFront lets nobody choose for its own name.",
  });
  const pages = folder ? [Source.asset(folder)] : landingSources(graphqlUrl, issuer.signInUrl);
  new BucketDeployment(stack, "SiteContent", {
    sources: [...pages, Source.jsonData("settings.json", settingsFor(graphqlUrl, issuer))],
    destinationBucket: bucket,
    distribution,
    distributionPaths: ["/*"],
    cacheControl: freshness,
    logGroup: new LogGroup(stack, "SiteContentLog", {
      retention: deployment.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  });
  acceptUploader(stack, bucket);
  const url = `https://${domain?.name ?? distribution.distributionDomainName}`;
  new CfnOutput(stack, "SiteUrl", { value: url });
  return distribution;
}

function addBucket(stack: Stack): IBucket {
  const bucket = new Bucket(stack, "Site", {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    // All of it can be put there again by the next deployment.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  accept(bucket, {
    S1: "It is read by the distribution alone, and its pages are public. A log of readers would hold their addresses.",
  });
  // The CDK says of its classes and interfaces in different ways that a part may be missing.
  return bucket as IBucket;
}

const addRecord = (
  stack: Stack,
  recordName: string,
  to: { readonly zone: NonNullable<Domain["zone"]>; readonly distribution: Distribution },
) =>
  new ARecord(stack, "SiteRecord", {
    recordName,
    zone: HostedZone.fromHostedZoneAttributes(stack, "SiteZone", {
      hostedZoneId: to.zone.id,
      zoneName: to.zone.name,
    }),
    target: RecordTarget.fromAlias(new CloudFrontTarget(to.distribution)),
  });

/** The CDK's own function that puts pages into the bucket; its rights are written in the CDK. */
function acceptUploader(stack: Stack, bucket: IBucket): void {
  const uploader = stack.node.children.find(({ node }) =>
    node.id.startsWith("Custom::CDKBucketDeployment"),
  );
  const siteId = stack.getLogicalId(bucket.node.defaultChild as CfnBucket);
  const objects =
    "It puts, replaces and removes pages, whose names it learns from what it is given.";
  const assets = `arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-${stack.region}`;
  accept(uploader ?? stack, {
    L1: "The CDK chooses the runtime of its own function.",
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]":
      "It writes its log, at deployments only.",
    "IAM5[Resource::*]":
      "The CDK lets it announce new pages (CreateInvalidation) without naming the distribution.",
    [`IAM5[Resource::${assets}/*]`]: "It reads what the deployment brought.",
    [`IAM5[Resource::<${siteId}.Arn>/*]`]: objects,
    ...Object.fromEntries(
      ["GetObject*", "GetBucket*", "List*", "DeleteObject*", "Abort*"].map((action) => [
        `IAM5[Action::s3:${action}]`,
        objects,
      ]),
    ),
  });
}

/** What pages must know to sign people in and to ask; nothing of it is a secret. */
const settingsFor = (graphqlUrl: string, { issuer, audience, signInUrl, clientId }: Issuer) => ({
  graphqlUrl,
  issuer,
  signInUrl,
  ...(clientId ? { clientId, scope: `openid ${audience}/use` } : {}),
});

/** The address is known only to the cloud until it has made it, so it is cut there. */
const originOf = (url: string): string => `https://${Fn.select(2, Fn.split("/", url))}`;

const addHeaders = (stack: Stack, callable: readonly string[]) =>
  new ResponseHeadersPolicy(stack, "SiteHeaders", {
    comment: `Security headers of ${stack.stackName}`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(callable), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: strictTransport,
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: "permissions-policy", value: permissionsPolicy, override: true },
        { header: "cross-origin-opener-policy", value: "same-origin", override: true },
      ],
    },
  });
