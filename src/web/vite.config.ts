import { join } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;

/** The static pages: no server of theirs, nothing from elsewhere, the same files everywhere. */
export default defineConfig({
  root: here,
  base: "/",
  publicDir: false,
  build: {
    outDir: join(here, "../../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    license: { fileName: "licences.md" },
    chunkSizeWarningLimit: 5_000,
    rollupOptions: {
      input: { playground: join(here, "index.html"), look: join(here, "look/index.html") },
      // Words such as "use client" at the head of a library's file mean nothing in a browser.
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  worker: { format: "es" },
  logLevel: "warn",
});
