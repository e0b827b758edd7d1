import { defineConfig } from "vite";

/** `npx vite test/frontend`, beside `npm start`: the page, with the demo behind it as on one site. */
const demo = "http://localhost:4000";

export default defineConfig({ server: { proxy: { "/graphql": demo, "/token": demo } } });
