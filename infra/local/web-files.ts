import { readFile, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { isForEver, pageHeaders } from "../web-policy.ts";
import type { HttpAnswer, HttpRequest } from "./http-event.ts";

/** The folder into which `npm run build` puts the static pages. */
export const webFolder = join(import.meta.dirname, "../../dist/web");

const types: { readonly [ending: string]: string } = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  graphql: "text/plain; charset=utf-8",
  md: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  ttf: "font/ttf",
  woff2: "font/woff2",
};
const alreadySmall = ["png", "woff2"];

type Coding = "br" | "gzip" | "identity";

/** Serves the built pages as a content network would: compressed, with the policy, kept by hash. */
export function webFiles(folder: string) {
  const coded = new Map<string, Promise<Buffer>>();
  return async (request: HttpRequest): Promise<HttpAnswer | undefined> => {
    const path = fileFor(new URL(request.target, "http://localhost").pathname);
    const ending = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? "";
    const type = types[ending];
    const content = type && (await contentOf(join(folder, path)));
    if (!(content && type)) return undefined;
    const coding = alreadySmall.includes(ending)
      ? "identity"
      : codingFor(request.headers["accept-encoding"] ?? "");
    const name = `${coding} ${path} ${content.changedAt}`;
    const body = coded.get(name) ?? code(content.bytes, coding);
    coded.set(name, body);
    return {
      status: 200,
      headers: {
        ...pageHeaders(),
        "content-type": type,
        "cache-control": isForEver(path) ? "public, max-age=31536000, immutable" : "no-cache",
        vary: "accept-encoding",
        ...(coding === "identity" ? {} : { "content-encoding": coding }),
      },
      body: await body,
    };
  };
}

/** A folder is its index; nothing above the folder of pages can be named. */
function fileFor(pathname: string): string {
  const path = normalize(`/${pathname}`);
  return path.endsWith("/") ? `${path}index.html` : path;
}

async function contentOf(file: string) {
  try {
    const [bytes, { mtimeMs }] = await Promise.all([readFile(file), stat(file)]);
    return { bytes, changedAt: mtimeMs };
  } catch {
    return undefined;
  }
}

function codingFor(accepted: string): Coding {
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "identity";
}

/** Quick rather than smallest: this is done while somebody waits, once for each file. */
const quickBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

function code(bytes: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === "identity") return Promise.resolve(bytes);
  if (coding === "gzip") return promisify(gzip)(bytes);
  return promisify(brotliCompress)(bytes, quickBrotli);
}
