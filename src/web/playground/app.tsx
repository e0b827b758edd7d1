import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from "@graphiql/plugin-doc-explorer";
import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN, HistoryStore } from "@graphiql/plugin-history";
import { GraphiQLProvider } from "@graphiql/react";
import { useCallback, useRef, useState } from "react";
import type { Story } from "../stories/index.ts";
import { Bar } from "./bar.tsx";
import { DeskPanel } from "./desk-panel.tsx";
import { storyInAddress } from "./example.ts";
import { forgetTabs, freshTabs } from "./examples.ts";
import { useSchema } from "./schema.ts";
import {
  type Answer,
  type Ask,
  type Asker,
  type Persona,
  type Settings,
  type Spent,
  send,
} from "./session.ts";
import { StoryPanel } from "./story-panel.tsx";
import { askerOf } from "./story-runner.ts";

const firstAsker = (story: Story | undefined): Asker => {
  const [first] = story?.steps ?? [];
  return first ? askerOf(first) : { kind: "NOBODY" };
};

/** A deployed service knows no people of a story; whoever brought a token stays who they are. */
const noPersonas: Answer = {
  errors: [
    {
      message:
        "The people of the stories live in the demo. Start it on your own machine (npm start) to be one of them.",
    },
  ],
};
const nobodyElse = () => undefined;

const plugins = [DOC_EXPLORER_PLUGIN, explorerPlugin(), HISTORY_PLUGIN];

export function App(given: { readonly settings: Settings; readonly people: readonly Persona[] }) {
  const { settings, people } = given;
  const [example] = useState(() => storyInAddress(location.hash));
  const [asker, setAsker] = useState<Asker>(() =>
    settings.isDemo ? firstAsker(example) : { kind: "NOBODY" },
  );
  const [spent, setSpent] = useState<Spent>();
  const [round, setRound] = useState(0);
  const schema = useSchema();
  const current = useRef(asker);
  const become = useCallback((next: Asker) => {
    current.current = next;
    setAsker(next);
  }, []);
  const ask: Ask = useCallback(
    async (who, request) => {
      if (who.kind === "PERSONA" && !settings.isDemo) return noPersonas;
      const { answer, budget } = await send(settings.graphqlUrl, who, request);
      const cost = answer.extensions?.cost;
      if (cost) setSpent({ cost, ...(budget === undefined ? {} : { budget }) });
      return answer;
    },
    [settings],
  );
  const startOver = useCallback(() => {
    forgetTabs();
    setRound((before) => before + 1);
  }, []);
  return (
    <>
      <Bar {...{ settings, people, asker, become, spent, startOver }} />
      <main id="main">
        <GraphiQLProvider
          key={round}
          fetcher={async (request) => Object(await ask(current.current, request))}
          schema={schema}
          defaultTabs={freshTabs(people)}
          plugins={plugins}
          referencePlugin={DOC_EXPLORER_PLUGIN}
          shouldPersistHeaders={false}
        >
          <HistoryStore>
            <DocExplorerStore>
              <StoryPanel
                {...{ people, ask, example, become: settings.isDemo ? become : nobodyElse }}
              />
              <DeskPanel />
            </DocExplorerStore>
          </HistoryStore>
        </GraphiQLProvider>
      </main>
    </>
  );
}
