/*
 * One switch for all pages: light, dark, or as the device is. Each page waits for this script before it
 * is drawn, so that nobody sees it flash in colours they did not choose.
 */
const keptAs = "corehours:theme";
const choices = { device: "Auto", light: "Light", dark: "Dark" };
const deviceIsDark = matchMedia("(prefers-color-scheme: dark)");

let chosen = kept() ?? "device";

/** Undefined too where a browser keeps nothing for pages; the switch then works for one page. */
function kept(): string | undefined {
  try {
    return localStorage.getItem(keptAs) ?? undefined;
  } catch {
    return undefined;
  }
}

function choose(choice: string): void {
  chosen = choice;
  try {
    localStorage.setItem(keptAs, choice);
  } catch {}
  apply();
}

function apply(): void {
  const ofDevice = deviceIsDark.matches ? "dark" : "light";
  document.documentElement.dataset["theme"] = chosen === "device" ? ofDevice : chosen;
  for (const select of document.querySelectorAll<HTMLSelectElement>("theme-switch select")) {
    select.value = chosen;
  }
}

class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const [value, words] of Object.entries(choices)) select.add(new Option(words, value));
    select.addEventListener("change", () => choose(select.value));
    label.append("Colours ", select);
    this.replaceChildren(label);
    select.value = chosen;
  }
}

apply();
customElements.define("theme-switch", ThemeSwitch);
deviceIsDark.addEventListener("change", apply);
// Other pages that are open follow.
addEventListener("storage", ({ key }) => {
  if (key !== keptAs) return;
  chosen = kept() ?? "device";
  apply();
});
