import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { accept } from "./accept.ts";
import type { Deployment } from "./deployment.ts";

const daysOfAYear = 366;

/**
 * Where the days' digests lie so that nobody can change them: locked in compliance mode, which no
 * administrator and not even the account's owner can lift. A digest is a few hundred letters about
 * nobody, so keeping it for as long as books are kept costs nothing and harms no one.
 */
export function addDigests(stack: Stack, { digestYears }: Deployment): Bucket {
  const bucket = new Bucket(stack, "Digests", {
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention: ObjectLockRetention.compliance(
      Duration.days(digestYears * daysOfAYear),
    ),
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accept(bucket, {
    S1: "What is put there is public and about nobody, and nothing there can be changed, so there is no reading or writing to watch.",
  });
  new CfnOutput(stack, "DigestBucket", { value: bucket.bucketName });
  return bucket;
}

/** Lets a function add digests, and neither read, list, replace nor unlock them. */
export function grantAdding(stack: Stack, bucket: Bucket, to: LambdaFunction): void {
  accept(to.role ?? to, {
    [`IAM5[Resource::<${stack.getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*]`]:
      "Every digest is a new object in this bucket, and objects cannot be named before they are there.",
  });
  to.addToRolePolicy(
    new PolicyStatement({ actions: ["s3:PutObject"], resources: [bucket.arnForObjects("*")] }),
  );
}
