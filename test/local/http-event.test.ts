import { describe, expect, it } from "vitest";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";

const noon = Date.parse("2026-02-09T12:00:00Z");
const post = (headers: Record<string, string>, body: string | Uint8Array) =>
  httpEvent({ method: "POST", target: "/graphql", headers, body: Buffer.from(body) }, noon);

describe("an event made of a request", () => {
  it("carries JSON as text and what is no text as base64, as the HTTP API does", () => {
    expect(post({ "content-type": "application/json; charset=utf-8" }, "{}")).toMatchObject({
      body: "{}",
      isBase64Encoded: false,
    });
    expect(post({ "content-type": "image/png" }, new Uint8Array([137, 80]))).toMatchObject({
      body: "iVA=",
      isBase64Encoded: true,
    });
  });

  it("has no body when there was none", () => {
    expect(post({}, "")).not.toHaveProperty("body");
  });

  it("joins what was said twice with commas and takes cookies apart", () => {
    const target = "/graphql?a=1&a=2&b=x%20y";
    const headers = { cookie: "one=1; two=2", accept: "*/*" };
    expect(httpEvent({ method: "GET", target, headers }, noon)).toMatchObject({
      version: "2.0",
      rawPath: "/graphql",
      rawQueryString: "a=1&a=2&b=x%20y",
      queryStringParameters: { a: "1,2", b: "x y" },
      cookies: ["one=1", "two=2"],
      headers: { accept: "*/*" },
      requestContext: { http: { method: "GET", path: "/graphql" }, timeEpoch: noon },
    });
  });
});

describe("an answer made of a result", () => {
  it("says 200 unless told otherwise, names headers in lower case and undoes base64", () => {
    expect(httpAnswer({ headers: { ETag: "x" }, body: "aGk=", isBase64Encoded: true })).toEqual({
      status: 200,
      headers: { etag: "x" },
      body: Buffer.from("hi"),
    });
  });
});
