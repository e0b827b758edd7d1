import { useGraphiQL } from "@graphiql/react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { stories as own, type Story } from "../stories/index.ts";
import { type Desk, useDesk } from "./desk.ts";
import { firstName, isTabOf } from "./examples.ts";
import type { Ask, Asker, Persona } from "./session.ts";
import { useStoryRunner } from "./story-runner.ts";

type Given = {
  readonly people: readonly Persona[];
  readonly become: (asker: Asker) => void;
  readonly ask: Ask;
  /** What another page handed over, which stands behind the stories. */
  readonly example: Story | undefined;
};

/** The stories as tabs; the one that is open tells its steps and runs them. */
export function StoryPanel(given: Given) {
  const stories = given.example ? [...own, given.example] : own;
  const query = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query ?? null);
  const open = stories.find((story) => isTabOf(story, query)) ?? stories[0];
  const desk = useDesk(given.people);
  useExample(given.example, desk);
  useTabInSight(open?.id);
  function onKeyDown(event: KeyboardEvent) {
    const place = open ? stories.indexOf(open) : 0;
    const next = placeAfter(event.key, place, stories.length - 1);
    const story = next === undefined ? undefined : stories[next];
    if (!story) return;
    event.preventDefault();
    desk?.bring(story);
    document.getElementById(`story-${story.id}`)?.focus();
  }
  if (!open) return null;
  return (
    <section className="stories" aria-labelledby="stories-title">
      <h2 id="stories-title">Stories to run</h2>
      <div className="tabs" role="tablist" aria-labelledby="stories-title" onKeyDown={onKeyDown}>
        {stories.map((story) => (
          <button
            key={story.id}
            id={`story-${story.id}`}
            type="button"
            role="tab"
            aria-selected={story === open}
            aria-controls="story"
            tabIndex={story === open ? 0 : -1}
            disabled={!desk}
            onClick={() => desk?.bring(story)}
          >
            {story.title}
          </button>
        ))}
      </div>
      <OpenStory key={open.id} story={open} desk={desk} {...given} />
    </section>
  );
}

/** What the visitor came with gets a tab, once. */
function useExample(example: Story | undefined, desk: Desk | undefined) {
  const isOpen = useRef(false);
  useEffect(() => {
    if (!(example && desk) || isOpen.current) return;
    isOpen.current = true;
    desk.bring(example);
  }, [example, desk]);
}

/** There are more tabs than room for them: the one of the open story is scrolled to, and nothing else is. */
function useTabInSight(storyId: string | undefined) {
  useEffect(() => {
    if (storyId === undefined) return;
    const tab = document.querySelector<HTMLElement>(".graphiql-tab-active");
    const strip = tab?.parentElement;
    if (!(tab && strip)) return;
    strip.scrollTo({ left: tab.offsetLeft + tab.offsetWidth / 2 - strip.offsetWidth / 2 });
  }, [storyId]);
}

function placeAfter(key: string, place: number, last: number): number | undefined {
  if (key === "ArrowRight" || key === "ArrowDown") return place === last ? 0 : place + 1;
  if (key === "ArrowLeft" || key === "ArrowUp") return place === 0 ? last : place - 1;
  if (key === "Home") return 0;
  return key === "End" ? last : undefined;
}

type Open = Given & { readonly story: Story; readonly desk: Desk | undefined };

function OpenStory({ story, desk, people, become, ask }: Open) {
  const { marks, said, isRunning, runAll, runOne } = useStoryRunner(story, { desk, become, ask });
  return (
    <div id="story" role="tabpanel" aria-labelledby={`story-${story.id}`} className="story">
      <p>{story.about}</p>
      <button type="button" className="main" disabled={isRunning || !desk} onClick={runAll}>
        Run the story
      </button>
      <ol>
        {story.steps.map((step, place) => (
          <li key={step.does} data-mark={marks[place]?.kind ?? "none"}>
            <span className="who">{step.as ? firstName(people, step.as) : "Anybody"}</span>
            <span className="says">{step.says}</span>
            <button
              type="button"
              disabled={isRunning || !desk}
              aria-label={`Run step ${place + 1}`}
              onClick={() => runOne(place)}
            >
              Run
            </button>
            {marks[place] ? <span className="mark">{marks[place].words}</span> : null}
          </li>
        ))}
      </ol>
      <p role="status" className="said">
        {said}
      </p>
    </div>
  );
}
