import "graphiql/setup-workers/vite";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { noAnswer, personas, settings } from "./session.ts";

const place = document.getElementById("app");
if (!place) throw new Error("The page has no place for the playground.");

async function begin(on: HTMLElement): Promise<void> {
  const told = await settings();
  const people = told.isDemo ? await personas() : [];
  createRoot(on).render(<App settings={told} people={people} />);
}

begin(place).catch(() => {
  const words = document.createElement("p");
  words.className = "waiting";
  words.setAttribute("role", "alert");
  words.textContent = noAnswer;
  place.replaceChildren(words);
});
