import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { cors } from "../cors.ts";
import { CannotStart } from "./cannot-start.ts";
import type { HttpAnswer, HttpRequest } from "./http-event.ts";

/** Answers a request whose body has been read whole. */
export type Route = (request: HttpRequest) => Promise<HttpAnswer>;

export type LocalServer = {
  /** From now on requests are answered by this; before, everyone is asked to wait. */
  readonly open: (route: Route) => void;
  /** Takes no more requests and waits a moment for those under way. */
  readonly stop: () => Promise<void>;
};

/** Above what any function reads, far below what would hurt: no more is taken in. */
const mostBodyBytes = 1_048_576;
const longestStopMillis = 2_000;

/**
 * Listens on this machine only. The port is taken at once, so that a taken one is known before
 * anything else is started.
 */
export async function startServer(port: number): Promise<LocalServer> {
  let route: Route = async () =>
    plain(503, "Corehours is starting. Try again in a moment.\n", { "retry-after": "2" });
  const server = createServer((incoming, response) => {
    serve(incoming, (request) => route(request)).then(
      (answer) => send(incoming, response, answer),
      () => send(incoming, response, plain(500, "Something went wrong on our side.\n")),
    );
  });
  await new Promise<void>((listening, fail) => {
    server.once("error", (error) => fail(whyNot(error, port)));
    server.listen(port, "127.0.0.1", listening);
  });
  return {
    open: (next) => {
      route = next;
    },
    stop: () =>
      new Promise((stopped) => {
        const late = setTimeout(() => server.closeAllConnections(), longestStopMillis);
        server.close(() => {
          clearTimeout(late);
          stopped();
        });
        server.closeIdleConnections();
      }),
  };
}

export const plain = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  body,
});

function whyNot(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new CannotStart(
      `Port ${port} is taken by another program.`,
      `Use another port: npm start -- --port ${port === 65_535 ? 4000 : port + 1}`,
    );
  }
  if (code === "EACCES") {
    return new CannotStart(
      `Port ${port} is not open to ordinary programs here.`,
      "Use a port above 1023: npm start -- --port 4000",
    );
  }
  return error;
}

async function serve(incoming: IncomingMessage, route: Route): Promise<HttpAnswer> {
  const request = {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: headersOf(incoming),
    ...(incoming.socket.remoteAddress ? { sourceIp: incoming.socket.remoteAddress } : {}),
  };
  if (isPreflight(request)) return preflight;
  const body = await bodyOf(incoming);
  if (body === "TOO_LARGE") {
    return plain(413, `A body can have at most ${mostBodyBytes} bytes.\n`);
  }
  return route({ ...request, body });
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return headers;
}

/** What says its size is turned away unread; what lies or does not say, as soon as it is over. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | "TOO_LARGE"> {
  if (Number(incoming.headers["content-length"] ?? 0) > mostBodyBytes) return "TOO_LARGE";
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > mostBodyBytes) return "TOO_LARGE";
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

const isPreflight = ({ method, headers }: HttpRequest) =>
  method === "OPTIONS" && "origin" in headers && "access-control-request-method" in headers;

const preflight: HttpAnswer = {
  status: 204,
  headers: {
    "access-control-allow-methods": cors.methods.join(","),
    "access-control-allow-headers": cors.headers.join(","),
    "access-control-max-age": String(cors.maxAgeSeconds),
  },
  body: "",
};

const forOtherSites = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": cors.exposed.join(","),
};

/** As on the HTTP API, only the gateway speaks about other sites; the function is not heard. */
function send(incoming: IncomingMessage, response: ServerResponse, answer: HttpAnswer) {
  const own = Object.entries(answer.headers).filter(
    ([name]) => answer === preflight || !name.startsWith("access-control-"),
  );
  const isHead = incoming.method === "HEAD";
  response.writeHead(answer.status, {
    ...Object.fromEntries(own),
    ...(answer.status === 204 ? {} : { "content-length": Buffer.byteLength(answer.body) }),
    ...("origin" in incoming.headers ? forOtherSites : {}),
  });
  response.end(isHead ? undefined : answer.body);
}
