import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    /** One embedded database engine for the whole run; each test file makes its own table. */
    globalSetup: "test/support/engine-setup.ts",
    /** Nothing of ours keeps state between requests, so files can share a thread and its modules. */
    pool: "threads",
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ["default"],
  },
});
