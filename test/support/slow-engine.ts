import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a call to the engine: it goes through, or hangs before or after it was done. */
export type Fate = "GOES" | "NEVER_ARRIVES" | "NEVER_ANSWERS";

export type SlowEngine = {
  readonly endpoint: string;
  /** The calls that came, such as `PutItem`. */
  readonly calls: readonly string[];
  readonly stop: () => Promise<void>;
};

/**
 * A line to the engine on which calls can hang: no answer ever comes, and whoever wants to is told
 * when one hangs.
 */
export async function slowEngine(
  engine: string,
  { fateOf, onHang }: { fateOf: (operation: string) => Fate; onHang: () => void },
): Promise<SlowEngine> {
  const calls: string[] = [];
  const server = createServer((incoming, response) => {
    const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1) ?? "";
    calls.push(operation);
    carry(incoming, response, { engine, fate: fateOf(operation), onHang }).catch(() =>
      response.destroy(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((stopped) => {
      server.close(() => stopped());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, calls, stop };
}

async function carry(
  incoming: IncomingMessage,
  response: ServerResponse,
  { engine, fate, onHang }: { engine: string; fate: Fate; onHang: () => void },
): Promise<void> {
  const body = await whole(incoming);
  if (fate === "NEVER_ARRIVES") return onHang();
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const answer = await new Promise<IncomingMessage>((came, failed) => {
    const sent = request(engine, { method: "POST", headers, agent: false }, came);
    sent.on("error", failed);
    sent.end(body);
  });
  const text = await whole(answer);
  if (fate === "NEVER_ANSWERS") return onHang();
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  response.end(text);
}

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
