import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/**
 * The SDK's client, as every part of this project uses it.
 *
 * A logger that has no `info` spares each call the making of a log line that nobody reads: the
 * SDK else copies every request and answer through its log filter, about 5% of a call's work. The
 * other levels must be there, because the SDK's search for credentials writes to them unasked.
 */
export const dynamodbClient = (config: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({ logger: silent, ...config });

const silent = Object.assign(Object.create(null), { debug: say, warn: say, error: say });
function say(): void {}
