import { join } from "node:path";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { createLocalApi, type LocalBank } from "./bank.ts";
import { CannotStart } from "./cannot-start.ts";
import { startClock } from "./clock.ts";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { createDemo } from "./demo.ts";
import { digestFolder } from "./digest-folder.ts";
import { startEngine } from "./engine.ts";
import { createIssuer, type Persona } from "./issuer.ts";
import { createTable, dropTable, engineClient, tableIdentity } from "./local-table.ts";
import { type Community, defaultFolder, type Options, type StoryOptions } from "./options.ts";
import { type Progress, progressOn } from "./progress.ts";
import { startReacting } from "./reacting.ts";
import { localRoutes } from "./routes.ts";
import { startServer } from "./server.ts";
import type { Around } from "./stopping.ts";

/** The one table of a bank on this machine. */
export const tableName = "corehours-local";

/** Brings everything up, in the order in which the next thing needs the one before. */
export async function start(options: Options, { onStop, onLost }: Around): Promise<void> {
  const url = `http://localhost:${options.port}`;
  const folder = openDataFolder(options.data, options);
  onStop(folder.release);
  const server = await startServer(options.port);
  onStop(server.stop);
  const ground = await startTable(options, folder, { onStop, onLost });
  const { table } = ground;
  console.log(`Database engine: ${ground.endpoint}`);
  const issuer = await createIssuer(await folder.signingKey());
  const api = createLocalApi({
    table,
    issuer,
    cursorSecret: folder.cursorSecret(),
    log: sayFaults,
  });
  const stories = await storiesFor(options, folder.loaded(await ground.identity()));
  const tell = async (progress?: Progress) =>
    load(
      stories,
      api.bank,
      await notesOn(folder, ground),
      (title) => progress ?? progressOn(process.stdout, title),
    );
  await tell();
  let stopTurning = await startTurning({ folder, ground });
  onStop(() => stopTurning());
  const tellAnew = async (progress: Progress) => {
    await stopTurning();
    await ground.anew();
    folder.forgetDigests();
    await tell(progress);
    stopTurning = await startTurning({ folder, ground });
  };
  const isDemoAlone = stories.length === 1 && !options.empty && !process.env.DYNAMODB_ENDPOINT;
  const demo = isDemoAlone ? { demo: createDemo(url, tellAnew) } : {};
  const personas = stories.flatMap((story) => story.personas);
  server.open(localRoutes({ handler: api.handler, issuer, personas, url, ...demo }));
  console.log(ready(url, options.data));
}

/** Fills a folder with what a start would tell, and answers which stories are in it then. */
export async function seed(
  options: StoryOptions,
  { onStop, onLost }: Around,
  progress: (title: string) => Progress,
): Promise<readonly string[]> {
  const folder = openDataFolder(options.data, options);
  onStop(folder.release);
  const ground = await startTable(options, folder, { onStop, onLost });
  const api = createLocalApi({
    table: ground.table,
    issuer: await createIssuer(await folder.signingKey()),
    cursorSecret: folder.cursorSecret(),
    log: sayFaults,
  });
  const stories = await storiesFor(options, folder.loaded(await ground.identity()));
  await load(stories, api.bank, await notesOn(folder, ground), progress);
  return stories.map(({ name }) => name);
}

/** What goes on by itself: deadlines by the clock, and what follows a commit. Answers how to stop it. */
async function startTurning(on: { readonly folder: DataFolder; readonly ground: Ground }) {
  const { folder, ground } = on;
  const { table, client, endpoint } = ground;
  const keepDeadlines = createScheduleHandler({
    table,
    digests: digestFolder(folder.digests),
    log: sayFaults,
  });
  const clock = startClock(keepDeadlines);
  const reacting = await startReacting({
    ...{ client, endpoint, tableName, table, secret: folder.cursorSecret() },
    places: folder.streamPlaces(await ground.identity()),
    log: sayFaults,
  });
  return async () => {
    await reacting.stop();
    await clock.stop();
  };
}

/** What goes well goes without saying on a machine of one's own. */
function sayFaults(line: object & { readonly level?: string }): void {
  if (line.level === "ERROR") console.error(JSON.stringify(line));
}

async function startTable(options: StoryOptions, folder: DataFolder, { onStop, onLost }: Around) {
  const engine = await startEngine(folder.engineFile);
  onStop(engine.stop);
  void engine.ended.then(() => onLost(engineLost(options.data)));
  const client = engineClient(engine.endpoint);
  onStop(() => client.destroy());
  if (options.fresh) await dropTable(client, tableName);
  await createTable(client, tableName);
  return {
    client,
    endpoint: engine.endpoint,
    table: () => dynamodbTable({ client, tableName }),
    identity: () => tableIdentity(client, tableName),
    /** An empty table in the place of this one. */
    anew: async () => {
      await dropTable(client, tableName);
      await createTable(client, tableName);
    },
  };
}

type Ground = Awaited<ReturnType<typeof startTable>>;

async function notesOn(folder: DataFolder, ground: Ground) {
  const identity = await ground.identity();
  return {
    isLoaded: (name: string) => folder.loaded(identity).includes(name),
    mark: (name: string) => folder.markLoaded(identity, name),
  };
}

/** People and what they did, told through the public mutations. */
type Story = {
  readonly name: string;
  readonly title: string;
  readonly personas: readonly Persona[];
  readonly load: (bank: LocalBank, progress: Progress) => Promise<void>;
  /** Done at each start, once the story is there. */
  readonly goOn?: (bank: LocalBank, now: string) => Promise<void>;
};

/** Read only when wanted: they are large. Communities that were made up before are still there. */
async function storiesFor(
  options: StoryOptions,
  loaded: readonly string[],
): Promise<readonly Story[]> {
  const { communityNamed } = await import("./made-up.ts");
  const kept = loaded.flatMap((name) => communityNamed(name) ?? []);
  const wanted = options.community ? [...kept, options.community] : kept;
  const stories = new Map<string, Story>();
  if (!options.empty) stories.set("marlshire", await marlshireStory());
  for (const community of wanted) {
    const story = await madeUpStory(community);
    stories.set(story.name, story);
  }
  return [...stories.values()];
}

async function marlshireStory(): Promise<Story> {
  const { loadMarlshire, openFridays, personas } = await import("./marlshire/index.ts");
  const named = { name: "marlshire", title: "Marlshire's story" };
  return { ...named, personas, load: loadMarlshire, goOn: openFridays };
}

async function madeUpStory(wish: Community): Promise<Story> {
  const [{ makeUp }, { loadMadeUp }] = await Promise.all([
    import("./made-up.ts"),
    import("./generate.ts"),
  ]);
  const community = makeUp(wish);
  const brokers = community.hubs.map((hub) => ({ id: hub.broker, who: `Broker of ${hub.name}` }));
  return {
    name: community.name,
    title: "A made-up community",
    personas: brokers.slice(0, 20),
    load: (bank, progress) => loadMadeUp(bank, community, progress),
  };
}

/**
 * Loads what this table has not been told yet. A story that died half-way is told again from its
 * beginning: every call carries its idempotency key, so what was done is found and not repeated.
 * Then each story goes on to the present day.
 */
async function load(
  stories: readonly Story[],
  bank: LocalBank,
  notes: { readonly isLoaded: (name: string) => boolean; readonly mark: (name: string) => void },
  progress: (title: string) => Progress,
) {
  for (const story of stories.filter(({ name }) => !notes.isLoaded(name))) {
    await story.load(bank, progress(story.title));
    notes.mark(story.name);
  }
  for (const story of stories) await story.goOn?.(bank, new Date().toISOString());
}

const engineLost = (folder: string) =>
  new CannotStart(
    "The database engine has ended, though nobody asked it to, so Corehours ends too.",
    `All that was answered is kept. To go on: npm start${flagsFor(folder, " -- ")}`,
  );

const flagsFor = (folder: string, before: string) =>
  folder === defaultFolder ? "" : `${before}--data ${folder}`;

const ready = (url: string, folder: string) => `
Corehours is ready: ${url}/graphql
  Playground:   ${url}/
  From a shell: curl ${url}/welcome
  To stop:      Ctrl-C. The data stay in ${join(folder, "/")}
  To start over: npm start -- --fresh${flagsFor(folder, " ")}
`;
