import { settings } from "../playground/session.ts";
import { plotOf, tableOf } from "./draw.ts";
import { type Drawn, look, type Picture, pictures } from "./pictures.ts";

/** Often enough to see an exchange settle, seldom enough to cost next to nothing. */
const everyMillis = 4_000;

function element(name: string, text = "", inner: readonly (Node | string)[] = []): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...inner);
  return made;
}

function table(drawn: Drawn): HTMLElement {
  const { head, rows } = tableOf(drawn);
  const headRow = element(
    "tr",
    "",
    head.map((name) => element("th", name)),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      "",
      row.map((cell) => element("td", cell)),
    ),
  );
  const whole = element("table", "", [element("thead", "", [headRow]), element("tbody", "", body)]);
  const scroll = element("div", "", [whole]);
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "The numbers");
  return scroll;
}

/** A picture, and one click away its table and its query. */
function frame(picture: Picture): (drawn: Drawn, variables: object) => void {
  const figure = element("div");
  const numbers = element("details", "", [element("summary", "The table")]);
  const words = element("pre", "", [element("code", picture.query)]);
  words.tabIndex = 0;
  const link = document.createElement("a");
  link.textContent = "Open it in the playground";
  const query = element("details", "", [element("summary", "The query"), words, link]);
  const section = element("section", "", [
    element("h2", picture.title),
    element("p", picture.about),
    ...[figure, numbers, query],
  ]);
  section.id = picture.id;
  document.querySelector("#pictures")?.append(section);
  return (drawn, variables) => {
    const plot = plotOf(drawn, Math.min(760, section.clientWidth || 360));
    // To a screen reader the picture is one image; its parts are told by the table.
    for (const part of plot.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", `${picture.title}. The table below says the same.`);
    figure.replaceChildren(plot);
    numbers.replaceChildren(element("summary", "The table"), table(drawn));
    const example = { as: picture.as[0] ?? "", query: picture.query };
    link.href = `/#${new URLSearchParams({ ...example, variables: JSON.stringify(variables, null, 2) })}`;
  };
}

async function begin(): Promise<void> {
  const { graphqlUrl, isDemo } = await settings();
  const said = document.querySelector("#said");
  if (!isDemo) {
    if (said) said.textContent = "The pictures are of the demo: run `npm start` to see them.";
    return;
  }
  const frames = pictures.map((picture) => ({ picture, show: frame(picture), last: "" }));
  const turn = async () => {
    for (const one of frames) {
      const { drawn, variables } = await look(one.picture, graphqlUrl);
      const now = JSON.stringify(drawn);
      if (now === one.last) continue;
      if (one.last && said) said.textContent = `Something happened: “${one.picture.title}” is new.`;
      one.last = now;
      one.show(drawn, variables);
    }
  };
  await turn();
  setInterval(() => {
    if (document.visibilityState === "visible") turn().catch(() => undefined);
  }, everyMillis);
}

await begin();
