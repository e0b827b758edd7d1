import {
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { DigestStore } from "../src/audit/index.ts";

/** What the store says when a digest of the day is there already. */
const alreadyThere = 412;

/**
 * Keeps digests in a bucket that locks what it is given: nobody can change or remove a digest for
 * years, whoever may change the table. The function itself may write and not even read.
 */
export function bucketDigestStore(bucket: string, config: S3ClientConfig = {}): DigestStore {
  const client = new S3Client(config);
  return {
    keep: async ({ hubId, day, previousHash, hash }) => {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: `${hubId}/${day}.json`,
        Body: `${JSON.stringify({ hubId, day, previousHash, hash })}\n`,
        ContentType: "application/json",
        IfNoneMatch: "*",
      });
      try {
        await client.send(put);
      } catch (error) {
        const status =
          error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
        if (status !== alreadyThere) throw error;
      }
    },
  };
}
