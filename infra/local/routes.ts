import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod";
import type { Demo } from "./demo.ts";
import {
  type HttpAnswer,
  type HttpHandler,
  type HttpRequest,
  httpAnswer,
  httpEvent,
} from "./http-event.ts";
import type { Issuer, Persona } from "./issuer.ts";
import { plain, type Route } from "./server.ts";
import { webFiles, webFolder } from "./web-files.ts";

/** Everything the local server answers: the API as deployed, the token issuer and the pages. */
export function localRoutes(options: {
  readonly handler: HttpHandler;
  readonly issuer: Issuer;
  readonly personas: readonly Persona[];
  readonly url: string;
  /** Only where there is a demo that can be told anew. */
  readonly demo?: Demo;
}): Route {
  const { handler, issuer, personas, url, demo } = options;
  const pages = webFiles(webFolder);
  const routes: Readonly<Record<string, Route>> = {
    "/graphql": async (request) =>
      demo?.isUnderWay()
        ? plain(503, "The demo is starting again. Try again in a few seconds.\n", {
            "retry-after": "2",
          })
        : httpAnswer(await handler(eventNow(request))),
    "GET /welcome": async () => plain(200, welcome(url)),
    "GET /config.json": async () =>
      json(200, { graphqlUrl: "/graphql", isDemo: true, canReset: demo !== undefined }),
    ...(demo ? { "POST /demo/reset": demo.begin, "GET /demo/reset": demo.state } : {}),
    "GET /.well-known/jwks.json": async () => json(200, issuer.publicKeys),
    "GET /personas": async () => json(200, { personas }),
    "POST /token": (request) => token(issuer, request),
  };
  return async (request) => {
    const path = new URL(request.target, url).pathname;
    const method = request.method === "HEAD" ? "GET" : request.method;
    const route = routes[path] ?? routes[`${method} ${path}`];
    if (route) return await route(request);
    const page = method === "GET" ? await pages(request) : undefined;
    if (page) return page;
    if (method === "GET" && path === "/") return plain(200, welcome(url));
    return plain(404, `There is nothing here. See ${url}/\n`);
  };
}

const eventNow = (request: HttpRequest): APIGatewayProxyEventV2 => httpEvent(request, Date.now());

const json = (status: number, content: object): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: `${JSON.stringify(content, null, 2)}\n`,
});

/** Anybody can be a persona, also one the story does not know: that is a newcomer. */
const name = z.string().regex(/^[\w.@-]{1,64}$/);
const TokenWish = z.union([
  z.object({ persona: name }),
  z.object({ client: name, scope: z.string().max(200).optional() }),
]);

async function token(issuer: Issuer, request: HttpRequest): Promise<HttpAnswer> {
  const wish = TokenWish.safeParse(parsed(request.body));
  if (!wish.success) {
    return json(400, {
      message: "This needs the name of a persona.",
      remedy:
        'Send {"persona": "amina"}, or {"client": "council-finance"} for a machine. See GET /personas for who there is.',
    });
  }
  const now = new Date().toISOString();
  const { data } = wish;
  const token =
    "persona" in data
      ? await issuer.sign(data.persona, now)
      : await issuer.signClient(data.client, now, data.scope);
  return json(200, { token });
}

function parsed(body: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(body ?? []).toString());
  } catch {
    return undefined;
  }
}

const welcome = (url: string) => `Corehours: a time bank where an hour is an hour.

Ask:            curl ${url}/graphql -H 'content-type: application/json' \\
                  -d '{"query":"{ areas { nodes { id name } } }"}'
Who there is:   curl ${url}/personas
Be somebody:    curl ${url}/token -d '{"persona":"amina"}'
                then send the token with each request: -H 'authorization: Bearer TOKEN'
Be new here:    ask for a token with any other name. Nobody knows that person yet; they can apply.
`;
