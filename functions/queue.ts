import * as z from "zod";
import { setting } from "./environment.ts";
import { httpPost } from "./http-call.ts";
import { type Signer, signedHeaders } from "./signed-request.ts";

/** The queue of deliveries: what it is given comes to `functions/webhook.ts`, at least once. */
export type Queue = {
  readonly send: (deliveryIds: readonly string[]) => Promise<void>;
  /** Lets a message that is being handled come again later, after nearly twelve hours at most. */
  readonly putOff: (receiptHandle: string, seconds: number) => Promise<void>;
};

/** So many messages can be sent in one call. */
const mostAtOnce = 10;
const longestMillis = 5_000;
/** Twelve hours are counted from when the message came, which is a while ago by now. */
const longestPutOff = 43_000;

/** Where nothing is said of failures, there were none. */
const Answer = z.object({ Failed: z.array(z.unknown()).default([]) });

/** The queue at this address, used with the rights that the function runs with. */
export function queueAt(queueUrl: string, send: typeof httpPost = httpPost): Queue {
  const call = async (action: string, wish: object) => {
    const url = new URL("/", queueUrl);
    const body = JSON.stringify({ QueueUrl: queueUrl, ...wish });
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AmazonSQS.${action}`,
    };
    const signed = signedHeaders(signer(), { url, headers, body, now: new Date() });
    const answer = await send({ url, headers: signed, body, longestMillis, mostBytes: 100_000 });
    if (answer.status !== 200) throw new Error(`The queue answered ${answer.status}.`);
    return answer.body;
  };
  return {
    send: async (deliveryIds) => {
      for (let from = 0; from < deliveryIds.length; from += mostAtOnce) {
        const some = deliveryIds.slice(from, from + mostAtOnce);
        const Entries = some.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
        const answer = Answer.parse(JSON.parse(await call("SendMessageBatch", { Entries })));
        if (answer.Failed.length > 0) throw new Error("The queue did not take all messages.");
      }
    },
    putOff: async (ReceiptHandle, seconds) => {
      const VisibilityTimeout = Math.min(longestPutOff, Math.max(0, Math.ceil(seconds)));
      await call("ChangeMessageVisibility", { ReceiptHandle, VisibilityTimeout });
    },
  };
}

/** The function's own credentials; they change, so they are read each time. */
const signer = (): Signer => ({
  accessKeyId: setting("AWS_ACCESS_KEY_ID"),
  secretAccessKey: setting("AWS_SECRET_ACCESS_KEY"),
  sessionToken: process.env.AWS_SESSION_TOKEN,
  region: setting("AWS_REGION"),
  service: "sqs",
});
