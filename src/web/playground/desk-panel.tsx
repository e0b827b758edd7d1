import { useGraphiQL } from "@graphiql/react";
import { GraphiQL, GraphiQLInterface } from "graphiql";
import { useTheme } from "./theme.ts";

/** GraphiQL, in the colours of the page. Where no answer is yet, the page says how to get one. */
export function DeskPanel() {
  const theme = useTheme();
  const hasAnswer = useGraphiQL(({ tabs, activeTabIndex }) => !!tabs[activeTabIndex]?.response);
  return (
    <section
      className={hasAnswer ? "desk" : "desk unanswered"}
      aria-label="GraphiQL: write, run and read operations"
    >
      <GraphiQLInterface
        defaultEditorToolsVisibility="variables"
        forcedTheme={theme}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>{""}</GraphiQL.Logo>
      </GraphiQLInterface>
    </section>
  );
}
