import { beginning, documentOf, type Story, stories, type Variables } from "../stories/index.ts";
import type { Persona } from "./session.ts";

export type Tab = { readonly query: string; readonly variables: string };

/** A persona's first name, as far as the demo knows them. */
export const firstName = (people: readonly Persona[], id: string): string =>
  people.find((one) => one.id === id)?.who.split(",")[0] ?? id;

/** What a story needs to begin, now. */
export function beginningNow(story: Story): Variables {
  return beginning(story, {
    now: new Date(),
    newKey: () => crypto.randomUUID(),
    daysBack: Math.floor(30 * Math.random()),
  });
}

export const storyTab = (story: Story, people: readonly Persona[]): Tab => ({
  query: documentOf(story, (id) => firstName(people, id)),
  variables: JSON.stringify(beginningNow(story), null, 2),
});

export const freshTabs = (people: readonly Persona[]): Tab[] =>
  stories.map((story) => storyTab(story, people));

/** Tabs that were kept win over fresh ones, so to begin again is to forget them. */
export function forgetTabs(): void {
  const kept = Object.keys(localStorage).filter((name) => name.startsWith("graphiql:"));
  for (const name of kept) localStorage.removeItem(name);
}

/** Is this the tab of that story? Its first line names it, however it was edited since. */
export const isTabOf = (story: Story, query: string | null): boolean =>
  query?.startsWith(`# ${story.title}.`) ?? false;
