import type { TestProject } from "vitest/node";
import { startEngine } from "../../infra/local/engine.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the one engine of this test run answers. */
    readonly engineEndpoint: string;
  }
}

/** Starts one embedded engine, in memory, for the whole run, and ends it after the last test. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine();
  project.provide("engineEndpoint", engine.endpoint);
  return engine.stop;
}
