import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../infra/local/corehours.ts", import.meta.url));

/** A command of ours as a process of its own: what it said in all, and its answer alone. */
export function command(name: string, words: readonly string[], environment: object = {}) {
  const child = spawn(process.execPath, [entry, name, ...words].filter(Boolean), {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DYNAMODB_ENDPOINT: "", COREHOURS_TOKEN: "", ...environment },
  });
  let said = "";
  let answer = "";
  child.stdout.on("data", (part: Buffer) => {
    said += part.toString();
    answer += part.toString();
  });
  child.stderr.on("data", (part: Buffer) => {
    said += part.toString();
  });
  const ended = once(child, "close").then(([code]) => ({ code, said, answer }));
  return { child, ended };
}
