import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Node gives Apollo the "main" of graphql, so our own files must get the same copy of it.
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve("graphql") } },
  test: {
    include: ["test/**/*.test.ts"],
    /** An embedded database engine for each test file that needs one. */
    setupFiles: "test/support/engine-setup.ts",
    /** Nothing of ours keeps state between requests, so files can share a thread and its modules. */
    pool: "threads",
    isolate: false,
    // The engine is a process of its own and waits for the disk, so a second worker has room.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default"],
  },
});
