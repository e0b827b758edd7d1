import { CfnOutput, Fn, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { accept } from "./accept.ts";
import type { Deployment, Domain } from "./deployment.ts";
import type { Issuer } from "./sign-in.ts";
import { addContent } from "./site-content.ts";
import { addHeaders } from "./site-headers.ts";

/**
 * Static pages beside the API: the playground and the manual, or a folder of one's own. They lie in a
 * bucket that only the distribution may read. `config.json` tells them where the API is.
 */
export function addSite(
  stack: Stack,
  deployment: Deployment,
  around: { readonly graphqlUrl: string; readonly issuer: Issuer },
): Distribution {
  const { domain, webAclArn } = deployment.site;
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
      responseHeadersPolicy: addHeaders(stack, [graphqlUrl, issuer.signInUrl].map(originOf)),
      functionAssociations: [
        { function: addFolders(stack), eventType: FunctionEventType.VIEWER_REQUEST },
      ],
      compress: true,
    },
    httpVersion: HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    priceClass: PriceClass.PRICE_CLASS_100,
    ...(domain && certificate ? { domainNames: [domain.name], certificate } : {}),
    ...(webAclArn ? { webAclId: webAclArn } : {}),
  });
  if (domain) addName(stack, domain, distribution);
  accept(distribution, {
    CFR1: "People travel, and the pages are public.",
    CFR2: "A firewall is there with site.webAclArn. Static pages have nothing behind them to attack.",
    CFR3: "A log of readers would hold their addresses.",
    CFR4: "With a name of its own it asks for TLS 1.2 of 2021; CloudFront lets nobody choose for its own name.",
  });
  addContent(stack, deployment, { bucket, distribution, config: configFor(graphqlUrl, issuer) });
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
  // It has to be emptied before it can go: CloudFormation deletes no bucket that holds something.
  new CfnOutput(stack, "SiteBucket", { value: bucket.bucketName });
  // The CDK says of its classes and interfaces in different ways that a part may be missing.
  return bucket as IBucket;
}

/** A zone elsewhere points to what is put out. */
function addName(stack: Stack, { name, zone }: Domain, distribution: Distribution): void {
  new CfnOutput(stack, "SiteNamePointsTo", { value: distribution.distributionDomainName });
  if (!zone) return;
  new ARecord(stack, "SiteRecord", {
    recordName: name,
    zone: HostedZone.fromHostedZoneAttributes(stack, "SiteZone", {
      hostedZoneId: zone.id,
      zoneName: zone.name,
    }),
    target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
  });
}

/** A bucket has files alone: a folder is its index, as on the local server. */
const addFolders = (stack: Stack) =>
  new EdgeFunction(stack, "SiteFolders", {
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(folders),
  });

export const folders = `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith("/")) request.uri += "index.html";
  return request;
}
`;

/** What pages must know to ask, and to sign people in; nothing of it is a secret. */
const configFor = (graphqlUrl: string, { issuer, audience, signInUrl, clientId }: Issuer) => ({
  graphqlUrl,
  isDemo: false,
  canReset: false,
  issuer,
  signInUrl,
  ...(clientId ? { clientId, scope: `openid ${audience}/use` } : {}),
});

/**
 * An address may be known only to the cloud until it has made it, so it is cut there. The content policy
 * takes a path for this one place and no other, so it gets none: an issuer has several places.
 */
const originOf = (url: string): string => `https://${Fn.select(2, Fn.split("/", url))}`;
