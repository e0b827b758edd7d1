import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";

export type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** What a receiver does with a request: answers with a status, leads elsewhere, or keeps silent. */
export type Behaviour = number | "SILENT" | "RESET" | "REDIRECT" | "ENDLESS";

/** A machine that listens, and behaves one way after the other; the last way goes on. */
export async function receiver(behaviours: readonly Behaviour[]) {
  const heard: Heard[] = [];
  const left = [...behaviours];
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    heard.push({ headers: request.headers, body });
    const behaviour = left.length > 1 ? left.shift() : left[0];
    if (behaviour === "RESET") request.socket.destroy();
    else if (behaviour === "REDIRECT") response.writeHead(302, { location: "/elsewhere" }).end();
    else if (behaviour === "ENDLESS") {
      response.writeHead(200);
      const more = setInterval(() => response.write("x".repeat(10_000)), 1);
      response.on("close", () => clearInterval(more));
    } else if (behaviour !== "SILENT") response.writeHead(behaviour ?? 500).end("Thanks.");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://localhost:${port}/in`, heard };
}

/** Checks a request as the documentation of Standard Webhooks tells receivers to. */
export function isGenuine({ headers, body }: Heard, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const own = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(own);
}
