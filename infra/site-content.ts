import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnBucket, IBucket } from "aws-cdk-lib/aws-s3";
import {
  BucketDeployment,
  CacheControl,
  type ISource,
  Source,
} from "aws-cdk-lib/aws-s3-deployment";
import { accept } from "./accept.ts";
import type { Deployment } from "./deployment.ts";
import { forEver } from "./web-policy.ts";

/** Where `npm run build` puts the playground, the manual and the pictures. */
const builtPages = fileURLToPath(new URL("../dist/web", import.meta.url));

/** The built folder says where the API is on whatever serves it; this deployment says it itself. */
const configFile = "config.json";
const keptFiles = `${forEver.slice(1)}*`;

/**
 * Puts the pages into the bucket, and beside them what they must know of this deployment. Files that
 * are kept for ever go first and are never removed, so that a page finds its parts whenever it was
 * opened; pages change with a deployment, so a browser asks each time whether they did.
 */
export function addContent(
  stack: Stack,
  deployment: Deployment,
  to: { readonly bucket: IBucket; readonly distribution: Distribution; readonly config: object },
): void {
  const { bucket, distribution, config } = to;
  const pages = pagesOf(stack, deployment.site.folder);
  const common = {
    destinationBucket: bucket,
    memoryLimit: 512,
    logGroup: new LogGroup(stack, "SiteContentLog", {
      retention: deployment.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  };
  const kept = new BucketDeployment(stack, "SiteAssets", {
    ...common,
    sources: [pages],
    ...{ exclude: ["*"], include: [keptFiles], prune: false },
    cacheControl: [
      CacheControl.setPublic(),
      CacheControl.maxAge(Duration.days(365)),
      CacheControl.immutable(),
    ],
  });
  const content = new BucketDeployment(stack, "SiteContent", {
    ...common,
    sources: [pages, Source.jsonData(configFile, config)],
    exclude: [keptFiles],
    cacheControl: [CacheControl.noCache()],
    distribution,
    distributionPaths: ["/*"],
  });
  content.node.addDependency(kept);
  acceptUploader(stack, bucket);
}

/** Whoever wants the template alone, as its tests do, bundles nothing and needs no pages. */
export function pagesOf(stack: Stack, folder = builtPages): ISource {
  if (!stack.bundlingRequired) return Source.data("index.html", "");
  if (!existsSync(folder)) {
    throw new Error(`The pages are not at ${folder}. Run \`npm run build\`, then this again.`);
  }
  return Source.asset(folder, { exclude: [configFile] });
}

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
