import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";
import type { Story, Variables } from "../stories/index.ts";
import { isTabOf, storyTab, type Tab } from "./examples.ts";
import type { Answer, Persona } from "./session.ts";

/** What a story reads from and writes to GraphiQL's editors: the reader sees all of it. */
export type Desk = {
  /** Brings the story's tab to the front, and opens it anew where it was closed. */
  readonly bring: (story: Story) => void;
  readonly document: () => string;
  readonly variables: () => Variables;
  readonly showVariables: (variables: Variables) => void;
  readonly showAnswer: (answer: Answer) => void;
  /** Puts the cursor on an operation, so that GraphiQL's own button runs it too. */
  readonly pointAt: (operation: string) => void;
};

/** The editors of GraphiQL as a desk; undefined until they are there. */
export function useDesk(people: readonly Persona[]): Desk | undefined {
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const active = useGraphiQL((state) => state.activeTabIndex);
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const response = useGraphiQL((state) => state.responseEditor);
  // Long lines are wrapped, so that a sentence can be read whole on a phone too.
  useEffect(() => query?.updateOptions({ wordWrap: "on" }), [query]);
  if (!(query && variables && response)) return undefined;
  const open = (tab: Tab) => {
    addTab();
    query.setValue(tab.query);
    variables.setValue(tab.variables);
  };
  return {
    bring: (story) => {
      const place = tabs.findIndex((tab) => isTabOf(story, tab.query));
      if (place === active) return;
      if (place >= 0) changeTab(place);
      else open(storyTab(story, people));
    },
    document: () => query.getValue(),
    variables: () => parsed(variables.getValue()),
    showVariables: (next) => variables.setValue(JSON.stringify(next, null, 2)),
    showAnswer: (answer) => {
      const text = JSON.stringify(answer, null, 2);
      response.setValue(text);
      updateActiveTabValues({ response: text });
    },
    pointAt: (operation) => {
      const lines = query.getValue().split("\n");
      const place = lines.findIndex((line) => new RegExp(`^\\w+ ${operation}\\b`).test(line));
      query.setPosition({ lineNumber: place + 1, column: 1 });
      query.revealLineNearTop(Math.max(1, place));
    },
  };
}

/** Variables that somebody broke while editing count as none. */
function parsed(text: string): Variables {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
