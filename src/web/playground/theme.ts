import { useSyncExternalStore } from "react";

/** What the theme switch made of the page, for what brings colours of its own. */
export const useTheme = (): "light" | "dark" => useSyncExternalStore(whenItChanges, themeNow);

const themeNow = () => (document.documentElement.dataset["theme"] === "dark" ? "dark" : "light");

function whenItChanges(tell: () => void): () => void {
  const watch = new MutationObserver(tell);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => watch.disconnect();
}
