/*
 * Runs in the reader's browser: looks words up in the titles and first sentences of all pages. The
 * index is one small file, asked for when somebody first searches.
 */
type Row = readonly [path: string, title: string, about: string];

const form = document.querySelector<HTMLFormElement>("#search");
const found = document.querySelector<HTMLElement>("#found");
let rows: Promise<readonly Row[]> | undefined;

const most = 20;

function matches(all: readonly Row[], text: string): readonly Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isIn = (row: Row) => words.every((word) => row.join(" ").toLowerCase().includes(word));
  const isNamed = ([, title]: Row) => words.every((word) => title.toLowerCase().includes(word));
  const hits = all.filter(isIn);
  return [...hits.filter(isNamed), ...hits.filter((row) => !isNamed(row))];
}

function show(text: string, hits: readonly Row[]): void {
  if (!found) return;
  const list = document.createElement("ul");
  for (const [path, title, about] of hits.slice(0, most)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `/manual/${path}.html`;
    link.textContent = title;
    item.append(link, ` ${about}`);
    list.append(item);
  }
  const said = document.createElement("p");
  said.textContent = `${hits.length} pages speak of “${text}”.`;
  found.replaceChildren(...(text ? [said, list] : []));
}

async function look(): Promise<void> {
  const text = form ? String(new FormData(form).get("words") ?? "").trim() : "";
  rows ??= fetch("/manual/search.json").then((answer) => answer.json());
  show(text, text ? matches(await rows, text) : []);
}

form?.addEventListener("input", () => void look());
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void look();
});
