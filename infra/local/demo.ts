import type { Progress } from "./progress.ts";
import { plain, type Route } from "./server.ts";

/** The demo that can be told anew while the server runs. */
export type Demo = {
  /** Begins to tell anew, unless that is under way. */
  readonly begin: Route;
  /** How far it has come. */
  readonly state: Route;
  /** While it is told, there is nobody to ask. */
  readonly isUnderWay: () => boolean;
};

/**
 * Throws away what visitors did and tells the story again. Pages of other sites can send requests
 * to this machine too, so it is done only for a page of our own or for a program that is no page.
 */
export function createDemo(url: string, tellAnew: (progress: Progress) => Promise<void>): Demo {
  let state: State = { done: 0, all: 0 };
  let underWay: Promise<void> | undefined;
  const own = [url, url.replace("localhost", "127.0.0.1")];
  return {
    begin: async ({ headers }) => {
      if (headers["origin"] !== undefined && !own.includes(headers["origin"])) {
        return plain(403, "Only the demo's own pages can reset it.\n");
      }
      if (!underWay) {
        state = { done: 0, all: 1 };
        underWay = tellAnew((done, all) => {
          state = { done: Math.min(done, all - 1), all };
        })
          .then(() => {
            state = { done: state.all, all: state.all };
          })
          .catch((fault: unknown) => {
            console.error("The demo could not be told anew.", fault);
            state = {
              ...state,
              trouble: "The demo could not start again. Stop it and run npm start.",
            };
          })
          .finally(() => {
            underWay = undefined;
          });
      }
      return plain(202, "The demo is starting again.\n");
    },
    state: async () => ({
      status: 200,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
      body: JSON.stringify(state),
    }),
    isUnderWay: () => underWay !== undefined,
  };
}

type State = { readonly done: number; readonly all: number; readonly trouble?: string };
