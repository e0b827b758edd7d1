import { join } from "node:path";
import { build } from "vite";

/*
 * `npm run build`: all static pages, into `dist/web`. The folder holds everything they need and
 * can be served by anything that serves files.
 */
await build({ configFile: join(import.meta.dirname, "vite.config.ts") });
