import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { createLocalApi } from "../../infra/local/bank.ts";
import { loadMadeUp } from "../../infra/local/generate.ts";
import type { HttpAnswer } from "../../infra/local/http-event.ts";
import { readImportOptions } from "../../infra/local/import/options.ts";
import { importFiles } from "../../infra/local/import/run.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { makeUp } from "../../infra/local/made-up.ts";
import { localRoutes } from "../../infra/local/routes.ts";
import { startServer } from "../../infra/local/server.ts";
import { freshTable } from "../support/engine.ts";
import { command } from "./command.ts";
import { freePort, newFolder } from "./local-run.ts";

const community = makeUp({ hubs: 1, members: 2, exchanges: 0, seed: 5 });

/** A small bank behind a port, and how to bring files into its hub. */
export type ImportBank = Awaited<ReturnType<typeof startImportBank>>;

/** Stands in front of the service for a test that wants it to put something off. */
type Gate = (answer: () => Promise<HttpAnswer>) => Promise<HttpAnswer>;
const open: Gate = (answer) => answer();

const everybody = `query ($hubId: ID!) {
  members(hubId: $hubId, first: 100) { nodes { firstName status account { balanceMinutes } } }
}`;

export async function startImportBank() {
  const broker = community.hubs[0]?.broker ?? "";
  const member = community.hubs[0]?.members[0]?.persona ?? "";
  const issuer = await createIssuer(await newKey());
  const { table } = await freshTable();
  const { handler, bank } = createLocalApi({ table, issuer, cursorSecret: "for tests only" });
  await loadMadeUp(bank, community, () => undefined);
  const asked = async (persona: string, document: string, variables?: object) => {
    const now = new Date().toISOString();
    const { data, errors } = await bank.call(persona, now, document, variables);
    expect(errors).toBeUndefined();
    return Object(data);
  };
  const me = await asked(member, "{ me { memberships { id hub { id } } } }");
  const [own] = Object(me["me"]).memberships;
  const [hubId, memberId] = [String(own.hub.id), String(own.id)];
  const kinds = await asked(broker, "{ categories { nodes { slug } } }");
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const server = await startServer(port);
  const route = localRoutes({ handler, issuer, personas: [], url });
  let gate = open;
  server.open((request) =>
    request.target === "/graphql" ? gate(() => route(request)) : route(request),
  );
  const flags = ["--hub", hubId, "--as", broker, "--url", url];
  return {
    ...{
      asked,
      broker,
      member,
      hubId,
      memberId,
      url,
      slug: String(kinds.categories.nodes[0].slug),
    },
    stop: server.stop,
    /** Until it is opened again, every request of the API goes through this. */
    guard: (next: Gate = open) => {
      gate = next;
    },
    importing: (words: readonly string[], ...more: readonly string[]) =>
      command("import", [...flags, ...words, ...more]).ended,
    /** The same without a process of its own, which is much quicker. */
    inJson: async (words: readonly string[], ...more: readonly string[]) => {
      const options = readImportOptions([...flags, ...words, ...more]);
      if (options === "HELP") throw new Error("Nobody asked for help.");
      const outcome = await importFiles(options, () => () => undefined);
      return { code: outcome.isWell ? 0 : 1, ...JSON.parse(JSON.stringify(outcome)) };
    },
    counted: async () => (await asked(broker, everybody, { hubId })).members.nodes,
  };
}

/** Files with these texts, and the words that name them. */
export function files(texts: Readonly<Record<string, string>>): readonly string[] {
  const folder = newFolder();
  return Object.entries(texts).flatMap(([kind, text]) => {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, text);
    return [`--${kind}`, path];
  });
}

export const today = new Date().toISOString().slice(0, 10);
export const header =
  "ref,First name,Last name,Born on,channel,consentNote,offers,requests,interviewedOn,interviewNote,codeOfConductNote,referencesWaived,letIn";
export const ready = `phone call,Mending | Lifts,"Company, on Sundays",${today},We talked.,Said yes.,Known for years.,yes`;
export const listingHeader = "ref;member;direction;title;heardBy;heard;category";
export const hoursHeader =
  "ref,provider,recipient,happenedOn,minutes,what,heardBy,providerSaid,recipientSaid";
