import type { LookupFunction } from "node:net";

/** An answer over HTTP: as much of it as was wanted. */
type HttpAnswer = { readonly status: number; readonly body: string };

/** It took longer than it may. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

/**
 * One POST, with bounds on how long it lasts and on how much of the answer is read. Nothing is
 * followed and nothing is tried again.
 */
export async function httpPost(wish: {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly longestMillis: number;
  /** The rest of a longer answer is left unread. */
  readonly mostBytes: number;
  readonly lookup?: LookupFunction;
}): Promise<HttpAnswer> {
  const { url, headers, body, longestMillis, mostBytes, lookup } = wish;
  // Each function loads only the one it needs.
  const { request } =
    url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const going = request(
    url,
    {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: false,
      ...(lookup ? { lookup } : {}),
    },
    (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      const done = () => {
        const text = Buffer.concat(parts).subarray(0, mostBytes).toString();
        resolve({ status: answer.statusCode ?? 0, body: text });
      };
      answer.on("data", (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size < mostBytes) return;
        done();
        going.destroy();
      });
      answer.on("end", done);
      answer.on("error", reject);
    },
  );
  const late = setTimeout(() => going.destroy(new TooSlow("no answer in time")), longestMillis);
  going.on("error", reject);
  going.end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
  }
}
