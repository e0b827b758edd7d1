#!/usr/bin/env node
// `npx corehours`, and the npm scripts. Plain JavaScript, so that it starts on a Node too old for the
// rest and `ready.mjs` can say so.
await import("./ready.mjs");
await import("../infra/local/corehours.ts");
