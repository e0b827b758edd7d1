import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queueAt } from "../../functions/queue.ts";
import { signedHeaders } from "../../functions/signed-request.ts";

// The examples that AWS publishes for whoever writes a signer: `post-vanilla`,
// `post-x-www-form-urlencoded` and `post-sts-header-before` of its test suite.
const signer = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: ["wJalrXUtnFEMI", "K7MDENG+bPxRfiCYEXAMPLEKEY"].join("/"),
  ...{ region: "us-east-1", service: "service" },
};
const request = {
  url: new URL("https://example.amazonaws.com/"),
  ...{ headers: {}, body: "", now: new Date("2015-08-30T12:36:00Z") },
};
/** The one of the published example, in pieces that nobody takes for a secret. */
const sessionToken = [
  "AQoDYXdzEPT//////////wEX",
  "AMPLEtc764bNrC9SAPBSM22w",
  "DOk4x4HIZ8j4FZTwdQWLWsKW",
  "HGBuFqwAeMicRXmxfpSPfIeo",
  "IYRqTflfKD8YUuwthAx7mSEI",
  "/qkPpKPi/kMcGdQrmGdeehM4",
  "IC1NtBmUpp2wUE8phUZampKs",
  "burEDy0KPkyQDYwT7WZ0wq5V",
  "SXDvp75YU9HFvlRd8Tx6q6fE",
  "8YQcHNVXAkiY9q6d+xo0rKwT",
  "38xVqr7ZD0u0iPPkUL64lIZb",
  "qBAz+scqKmlzm8FDrypNC9Yj",
  "c8fPOLn9FX9KSYvKTr4rvx3i",
  "SIlTJabIQwj2ICCR/oLxBA==",
].join("");

describe("a signed request", () => {
  it.each([
    [
      "with nothing in it",
      { signer, request },
      ["host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
    ],
    [
      "with a body and what kind it is",
      {
        signer,
        request: {
          ...request,
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: "Param1=value1",
        },
      },
      [
        "content-type;host;x-amz-date",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
      ],
    ],
    [
      "of somebody with passing credentials",
      { signer: { ...signer, sessionToken }, request },
      [
        "host;x-amz-date;x-amz-security-token",
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
      ],
    ],
  ])("%s is signed as AWS signs it", (_which, wish, [names, signature]) => {
    expect(signedHeaders(wish.signer, wish.request)["authorization"]).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
    );
  });
});

describe("the queue", () => {
  beforeEach(() => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", signer.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", signer.secretAccessKey);
    vi.stubEnv("AWS_REGION", "eu-west-2");
  });
  afterEach(() => void vi.unstubAllEnvs());

  const address = "https://sqs.eu-west-2.amazonaws.com/123456789012/hooks";
  const answering = (body: object, status = 200) => {
    const asked: { readonly [name: string]: unknown }[] = [];
    const queue = queueAt(address, async (wish) => {
      asked.push(JSON.parse(wish.body));
      return { status, body: JSON.stringify(body) };
    });
    return { queue, asked };
  };

  it("is asked for no longer than the twelve hours that began when the message came", async () => {
    const { queue, asked } = answering({});
    // The longest pause of a delivery, by a message that came the longest time ago that it can.
    await queue.putOff("receipt", 43_200);
    expect(asked).toMatchObject([{ QueueUrl: address, ReceiptHandle: "receipt" }]);
    expect(Number(asked[0]?.["VisibilityTimeout"]) + 90).toBeLessThan(43_200);
  });

  it("gets ten messages at a time, and says when it did not take them all", async () => {
    const ids = Array.from({ length: 11 }, (_, at) => `del_${at}`);
    const { queue, asked } = answering({});
    await queue.send(ids);
    const sent = asked.map(({ Entries }) => Object.values(Object(Entries)).length);
    expect(sent).toEqual([10, 1]);
    const full = answering({ Failed: [{ Id: "0" }] });
    await expect(full.queue.send(ids)).rejects.toThrow("did not take all");
    await expect(answering({}, 403).queue.send(ids)).rejects.toThrow("answered 403");
  });
});
