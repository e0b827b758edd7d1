import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
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
  new CfnOutput(stack, "DigestBucket", { value: bucket.bucketName });
  return bucket;
}

/** Lets a function add digests, and neither read, list, replace nor unlock them. */
export function grantAdding(bucket: Bucket, to: LambdaFunction): void {
  to.addToRolePolicy(
    new PolicyStatement({ actions: ["s3:PutObject"], resources: [bucket.arnForObjects("*")] }),
  );
}
