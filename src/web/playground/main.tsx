import "graphiql/setup-workers/vite";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { personas, settings } from "./session.ts";

const place = document.getElementById("app");
if (!place) throw new Error("The page has no place for the playground.");

const told = await settings();
const people = told.isDemo ? await personas() : [];
createRoot(place).render(<App settings={told} people={people} />);
