// Makes sure the commands of this project can run here, or says in plain words why not and how
// to go on. Plain JavaScript, because it must also explain itself on a Node too old for the rest.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const needed = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...names) => join(root, ...names);

if (!existsSync(at("node_modules", "graphql"))) {
  stop("The packages are not here yet. Run `npm ci` first, then this command again.");
}
if (Number(process.versions.node.split(".")[0]) < needed) {
  stop(
    `Corehours runs on Node ${needed} or newer, and this is Node ${process.versions.node}.`,
    "On Linux x64, `npm ci` (with optional packages) brings a Node of its own, and the npm scripts use it.",
    `Anywhere else, install Node ${needed} from https://nodejs.org, or with your version manager: nvm install ${needed}.`,
  );
}
if (process.argv.includes("--codegen") || isStale()) codegen();
const wantsPages = process.argv.includes("--web") || process.argv[2] === "start";
if (wantsPages && arePagesStale()) buildPages();

/** Was the schema edited after the types were made from it, or were they never made? */
function isStale() {
  const made = [
    ...["types.ts", "schema.ts", "descriptions.ts"].map((name) =>
      at("src", "graphql", "generated", name),
    ),
    at("test", "frontend", "generated", "operations.ts"),
  ];
  if (!made.every(existsSync)) return true;
  const schema = readdirSync(at("schema")).map((name) => at("schema", name));
  const changedAt = Math.max(...[...schema, at("schema"), at("codegen.yml")].map(editedAt));
  return changedAt > Math.min(...made.map(editedAt));
}

/** Was anything that the pages are made of edited after they were made, or were they never made? */
function arePagesStale() {
  const made = at("dist", "web", "index.html");
  if (!existsSync(made)) return true;
  const own = readdirSync(at("src", "web"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const schema = readdirSync(at("schema")).map((name) => at("schema", name));
  return Math.max(...[...own, ...schema, at("package-lock.json")].map(editedAt)) > editedAt(made);
}

function buildPages() {
  console.log("Making the playground and the manual, which takes some seconds the first time …");
  const run = spawnSync(process.execPath, [at("src", "web", "build.ts")], { stdio: "inherit" });
  if (run.status !== 0) stop("The pages could not be made; see above why.");
}

function editedAt(file) {
  return statSync(file).mtimeMs;
}

function codegen() {
  const program = fileURLToPath(new URL("./bin.js", import.meta.resolve("@graphql-codegen/cli")));
  const run = spawnSync(process.execPath, [program, "--config", "codegen.yml", "--errors-only"], {
    cwd: root,
    encoding: "utf8",
  });
  if (run.status === 0) return;
  stop(run.stdout, run.stderr, "The types could not be made from schema/*.graphql; see above why.");
}

function stop(...sentences) {
  console.error(sentences.join("\n"));
  process.exit(1);
}
