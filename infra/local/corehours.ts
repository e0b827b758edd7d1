import { CannotStart, WrongUse } from "./cannot-start.ts";
import { sayFailure } from "./stopping.ts";

/*
 * The one way in from the command line, as `npx corehours COMMAND` or as an npm script of the same
 * name. A command is read only when it is wanted: most of them are large.
 */
type Command = {
  readonly does: string;
  readonly load: () => Promise<{ readonly run: (words: readonly string[]) => Promise<number> }>;
};

const commands: Readonly<Record<string, Command>> = {
  start: {
    does: "a working time bank on this machine, with the playground and the manual",
    load: () => import("./start-main.ts"),
  },
  seed: {
    does: "fills the folder of such a bank with the demo, or a made-up community",
    load: () => import("./seed-main.ts"),
  },
  import: {
    does: "brings members, listings and past hours in from CSV files, or only checks them",
    load: () => import("./import/import-main.ts"),
  },
  export: {
    does: "writes the books of a hub into a file",
    load: () => import("./export-main.ts"),
  },
  verify: {
    does: "checks such files, with no service at all",
    load: () => import("./verify-main.ts"),
  },
  recount: {
    does: "has all numbers about places made anew from the ledger",
    load: () => import("./recount-main.ts"),
  },
  upgrade: {
    does: "brings what is stored to the shape of this release",
    load: () => import("../upgrades/main.ts"),
  },
  cost: {
    does: "says what a month would cost on AWS",
    load: () => import("../cost/main.ts"),
  },
  soak: {
    does: "random people and every fault we know, at length",
    load: () => import("../../test/soak/main.ts"),
  },
};

const width = Math.max(...Object.keys(commands).map((name) => name.length));
const list = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`);

const help = `Usage: npx corehours COMMAND [flags]

${list.join("\n")}

Each says more with: npx corehours COMMAND --help
The npm scripts are the same commands: npm run COMMAND -- [flags]

--json says the outcome in JSON, of all but start. Progress goes to the error output, so that the rest can be piped.
A command ends with 0 when all is well, 1 when something was refused, and 2 when its words cannot be
read; nothing was done then. Broken off with Ctrl-C it ends with 130, all but start, which ends so, and soak.
For JSON alone: npx corehours, or npm run --silent.
`;

async function corehours([name, ...words]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "help") {
    console.log(help);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const message = name === undefined ? "Which command?" : `There is no command "${name}".`;
    throw new WrongUse(message, `\n${help}`);
  }
  const { run } = await command.load();
  return run(words);
}

try {
  process.exitCode = await corehours(process.argv.slice(2));
} catch (error) {
  sayFailure(error);
  process.exitCode = error instanceof CannotStart ? error.exitCode : 1;
}
