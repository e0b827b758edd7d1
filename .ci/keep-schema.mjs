// Keeps the schema of a release, for every later one to be compared with. Run once the changelog
// has the release's heading; the version is the one in package.json.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { buildSchema, lexicographicSortSchema, printSchema } from "graphql";

const kept = "test/conformance/released.graphql";
const text = (file) => readFileSync(file, "utf8");
const { version } = JSON.parse(text("package.json"));

const [latest] = /^## \d\S*/m.exec(text("CHANGELOG.md")) ?? ["no release"];
if (latest !== `## ${version}`) {
  stop(
    `package.json says ${version}, but the newest release in CHANGELOG.md is: ${latest}.`,
    `Give the section Unreleased the heading "## ${version}", begin a new one above it, and run this again.`,
  );
}
if (existsSync(kept) && text(kept).startsWith(`# Corehours ${version}\n`)) {
  stop(`The schema of ${version} is kept already. What was released does not change any more.`);
}

const files = readdirSync("schema").filter((name) => name.endsWith(".graphql"));
const schema = buildSchema(files.map((name) => text(`schema/${name}`)).join("\n"));
mkdirSync(dirname(kept), { recursive: true });
writeFileSync(kept, `# Corehours ${version}\n\n${printSchema(lexicographicSortSchema(schema))}\n`);
console.log(`${kept} is now the schema of ${version}. Commit it with the release.`);

function stop(...sentences) {
  console.error(sentences.join("\n"));
  process.exit(1);
}
