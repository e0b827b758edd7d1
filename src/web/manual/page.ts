import { marked } from "marked";

export type Page = {
  /** Where it stands in the folder, without its ending. */
  readonly path: string;
  readonly title: string;
  /** What a search shows of it, in one sentence. */
  readonly about: string;
  readonly html: string;
};

export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Descriptions and guides are written in Markdown. */
export const prose = (text: string): string =>
  // What is wider than a phone is scrolled by the keyboard, too.
  marked.parse(text, { async: false }).replaceAll("<pre>", '<pre tabindex="0">');
export const phrase = (text: string): string => marked.parseInline(text, { async: false });

export const firstSentence = (text: string): string =>
  /^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0] ?? text;

/** Names are long words, and a phone is narrow: they may go on in the next line, at a seam. */
const breakable = (title: string): string =>
  escaped(title).replaceAll(/_|[a-z](?=[A-Z])/g, "$&<wbr />");

/** The whole page around its content. Everything it needs lies in the same folder. */
export function htmlOf(page: Page): string {
  return `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escaped(page.title)} – Corehours manual</title>
    <script src="/theme.js"></script>
    <link rel="icon" href="/manual/icon.svg" />
    <link rel="stylesheet" href="/manual/page.css" />
    <link rel="stylesheet" href="/manual/manual.css" />
    <script type="module" src="/manual/search.js"></script>
  </head>
  <body>
    <header class="bar">
      <a class="skip" href="#main">To the page</a>
      <div class="name">
        <p class="brand">Corehours</p>
        <nav aria-label="Pages">
          <a href="/">Playground</a>
          <a href="/look/">Pictures</a>
          <a href="/manual/" aria-current="page">Manual</a>
        </nav>
      </div>
      <theme-switch></theme-switch>
      <form role="search" id="search">
        <label>Search the manual <input type="search" name="words" autocomplete="off" /></label>
      </form>
    </header>
    <main id="main">
      <div id="found" role="status"></div>
      <article>
        <h1>${breakable(page.title)}</h1>
        ${page.html}
      </article>
    </main>
  </body>
</html>
`;
}
