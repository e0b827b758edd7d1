import { createHash, createHmac } from "node:crypto";

/** Who signs a request to the cloud, and for which of its regions and services. */
export type Signer = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
  readonly service: string;
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) =>
  createHmac("sha256", key).update(text).digest();

/**
 * The headers of a POST with AWS Signature Version 4. Two calls of one queue are all that is asked
 * of the cloud beside the table, and a client of their own would be 300 KB for them.
 */
export function signedHeaders(
  signer: Signer,
  request: {
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly now: Date;
  },
): Readonly<Record<string, string>> {
  const moment = request.now.toISOString().replaceAll(/[:-]|\.\d{3}/g, "");
  const day = moment.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    "x-amz-date": moment,
    ...(signer.sessionToken === undefined ? {} : { "x-amz-security-token": signer.sessionToken }),
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    "POST",
    request.url.pathname,
    request.url.search.slice(1),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    "",
    names.join(";"),
    sha256(request.body),
  ].join("\n");
  const scope = `${day}/${signer.region}/${signer.service}/aws4_request`;
  const key = [signer.region, signer.service, "aws4_request"].reduce<Buffer>(
    hmac,
    hmac(`AWS4${signer.secretAccessKey}`, day),
  );
  const text = ["AWS4-HMAC-SHA256", moment, scope, sha256(canonical)].join("\n");
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${signer.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}
