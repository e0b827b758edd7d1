import { noAnswer, settings } from "../playground/session.ts";
import { isEmpty, plotOf, tableOf } from "./draw.ts";
import { type Drawn, look, type Picture, pictures } from "./pictures.ts";

/** Often enough to see an exchange settle, seldom enough to cost next to nothing. */
const everyMillis = 4_000;
/** Wider than this a picture is no clearer. */
const widest = 900;

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
    figure.replaceChildren(
      isEmpty(drawn) ? element("p", nothingYet) : plot(picture, drawn, section),
    );
    numbers.replaceChildren(element("summary", "The table"), table(drawn));
    const example = { as: picture.as[0] ?? "", query: picture.query };
    link.href = `/#${new URLSearchParams({ ...example, variables: JSON.stringify(variables, null, 2) })}`;
  };
}

const nothingYet = "Nothing to draw yet. Run a story in the playground, and it will show here.";

/** To a screen reader the picture is one image; its parts are told by the table. */
function plot(picture: Picture, drawn: Drawn, section: HTMLElement): Element {
  const made = plotOf(drawn, Math.min(widest, section.clientWidth || 360));
  for (const part of made.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `${picture.title}. The table below says the same.`);
  return made;
}

async function begin(say: (words: string) => void): Promise<void> {
  const { graphqlUrl, isDemo } = await settings();
  if (!isDemo) return say("The pictures are of the demo. Run `npm start` to see them.");
  const frames = pictures.map((picture) => ({ picture, show: frame(picture), last: "" }));
  let isWaiting = true;
  const turn = async () => {
    let words = "";
    for (const one of frames) {
      const looked = await look(one.picture, graphqlUrl);
      if ("trouble" in looked) {
        isWaiting = true;
        return say(looked.trouble);
      }
      const now = JSON.stringify(looked.drawn);
      if (now === one.last) continue;
      if (one.last) words = `Something happened: “${one.picture.title}” has changed.`;
      one.last = now;
      one.show(looked.drawn, looked.variables);
    }
    if (words || isWaiting) say(words);
    isWaiting = false;
  };
  await turn();
  for (;;) {
    await new Promise((next) => setTimeout(next, everyMillis));
    if (document.visibilityState === "visible") await turn();
  }
}

const said = document.querySelector("#said");
const say = (words: string) => said?.replaceChildren(words);
begin(say).catch(() => say(noAnswer));
