import { createElement, useState } from "react";
import {
  type Asker,
  noAnswer,
  type Persona,
  resetDemo,
  type Settings,
  type Spent,
} from "./session.ts";

type Given = {
  readonly settings: Settings;
  readonly people: readonly Persona[];
  readonly asker: Asker;
  readonly become: (asker: Asker) => void;
  readonly spent: Spent | undefined;
  readonly startOver: () => void;
};

/** The head of the page: where else to go, who one is, what it costs, how to begin again. */
export function Bar({ settings, people, asker, become, spent, startOver }: Given) {
  return (
    <header className="bar">
      <a className="skip" href="#main">
        To the stories
      </a>
      <div className="name">
        <h1>Corehours</h1>
        <nav aria-label="Pages">
          <a href="/" aria-current="page">
            Playground
          </a>
          <a href="/look/">Pictures</a>
          <a href="/manual/">Manual</a>
        </nav>
      </div>
      {createElement("theme-switch")}
      <div className="controls">
        {settings.isDemo ? (
          <PersonaSwitch {...{ people, asker, become }} />
        ) : (
          <OwnToken {...{ become }} />
        )}
        <CostMeter spent={spent} />
        <Resets canReset={settings.canReset} startOver={startOver} />
      </div>
    </header>
  );
}

function PersonaSwitch({ people, asker, become }: Pick<Given, "people" | "asker" | "become">) {
  return (
    <label className="field">
      <span>You are</span>
      <select
        value={asker.kind === "PERSONA" ? asker.id : ""}
        onChange={({ target }) =>
          become(target.value ? { kind: "PERSONA", id: target.value } : { kind: "NOBODY" })
        }
      >
        <option value="">Nobody: not signed in</option>
        {groupsOf(people).map(([where, group]) => (
          <optgroup key={where} label={where}>
            {group.map(({ id, who }) => (
              <option key={id} value={id}>
                {who}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** Members by hub, then those who work for all. */
const groupsOf = (people: readonly Persona[]) => {
  const groups = Map.groupBy(people, ({ hub }) => hub ?? "Who works with them");
  return [...groups].sort(([, [one]], [, [other]]) => Number(!one?.hub) - Number(!other?.hub));
};

/** Where there are no personas, people bring a token; it is kept in this page's memory alone. */
function OwnToken({ become }: Pick<Given, "become">) {
  return (
    <label className="field">
      <span>Your token</span>
      <input
        type="password"
        autoComplete="off"
        placeholder="not signed in"
        onChange={({ target }) =>
          become(target.value ? { kind: "TOKEN", token: target.value } : { kind: "NOBODY" })
        }
      />
    </label>
  );
}

const inWords = (points: number) => points.toLocaleString("en-GB");

function CostMeter({ spent }: { readonly spent: Spent | undefined }) {
  if (!spent) {
    return <p className="cost">What a request costs will be shown here.</p>;
  }
  const { cost, budget } = spent;
  return (
    <p className="cost">
      <label>
        Last cost: {inWords(cost.requested)} of {inWords(cost.limit)} points{" "}
        <meter min={0} max={cost.limit} value={cost.requested} />
      </label>
      {budget === undefined ? null : <span>{inWords(budget)} left this minute</span>}
    </p>
  );
}

function Resets({
  canReset,
  startOver,
}: {
  readonly canReset: boolean;
  readonly startOver: () => void;
}) {
  const [said, setSaid] = useState("");
  const [isBusy, setBusy] = useState(false);
  async function tellAnew() {
    if (!window.confirm("Throw away everything you tried, and start the demo again?")) return;
    setBusy(true);
    try {
      await resetDemo(setSaid);
      startOver();
      setSaid("The demo is as it was at the beginning.");
    } catch (error) {
      setSaid(error instanceof TypeError ? noAnswer : String(Object(error).message));
    }
    setBusy(false);
  }
  return (
    <div className="resets">
      <button
        type="button"
        onClick={() => {
          startOver();
          setSaid("The examples are as they were.");
        }}
      >
        Reset examples
      </button>
      {canReset ? (
        <button type="button" disabled={isBusy} onClick={() => void tellAnew()}>
          Reset demo data
        </button>
      ) : null}
      <span role="status">{said}</span>
    </div>
  );
}
