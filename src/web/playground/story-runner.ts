import { useEffect, useRef, useState } from "react";
import {
  kept,
  nameOf,
  refusalsIn,
  type Step,
  type Story,
  told,
  type Variables,
} from "../stories/index.ts";
import type { Desk } from "./desk.ts";
import { beginningNow } from "./examples.ts";
import type { Answer, Ask, Asker } from "./session.ts";

/** How a step went: as the story tells, or not. */
export type Mark = { readonly kind: "DONE" | "REFUSED" | "STOPPED"; readonly words: string };

type Tools = {
  readonly desk: Desk | undefined;
  readonly become: (asker: Asker) => void;
  readonly ask: Ask;
};

export const askerOf = ({ as }: Step): Asker =>
  as === undefined ? { kind: "NOBODY" } : { kind: "PERSONA", id: as };

export function useStoryRunner(story: Story, { desk, become, ask }: Tools) {
  const [marks, setMarks] = useState<{ readonly [place: number]: Mark }>({});
  const [said, setSaid] = useState("");
  const [isRunning, setRunning] = useState(false);
  const isOpen = useIsOpen();

  /** Sends one step, and answers whether the story goes on as it tells. */
  async function take(on: Desk, place: number): Promise<boolean> {
    const step = story.steps[place];
    if (!step) return false;
    const variables = place === 0 ? beginningNow(story) : on.variables();
    const asker = askerOf(step);
    become(asker);
    on.pointAt(nameOf(step));
    const request = { query: on.document(), variables, operationName: nameOf(step) };
    if (missing(step, variables)) return note(place, tooSoon);
    const answer = await ask(asker, request);
    if (!isOpen()) return false;
    on.showAnswer(answer);
    on.showVariables({ ...variables, ...kept(step, answer.data) });
    return note(place, markOf(step, answer));
  }

  function note(place: number, mark: Mark): boolean {
    setMarks((before) => ({ ...before, [place]: mark }));
    setSaid(`Step ${place + 1} of ${story.steps.length}: ${mark.words}`);
    return mark.kind !== "STOPPED";
  }

  async function run(places: readonly number[]) {
    if (!desk || isRunning) return;
    setRunning(true);
    if (places[0] === 0) setMarks({});
    desk.bring(story);
    for (const place of places) {
      if (!(await take(desk, place))) break;
    }
    setRunning(false);
  }

  return {
    ...{ marks, said, isRunning },
    runAll: () => void run(story.steps.map((_step, place) => place)),
    runOne: (place: number) => void run([place]),
  };
}

/** Is the story still in front? Whoever goes to another one has stopped it. */
function useIsOpen(): () => boolean {
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  return () => isOpen.current;
}

const tooSoon: Mark = {
  kind: "STOPPED",
  words: "This step needs what the steps above it find. Run those first, or the whole story.",
};

/** Does a step lack something that an earlier one finds? */
const missing = ({ does }: Step, variables: Variables): boolean =>
  [...does.matchAll(/\$(\w+): [\w[\]!]*!/g)].some(([, name = ""]) => variables[name] === undefined);

function markOf(step: Step, { data, errors }: Answer): Mark {
  const [refusal] = refusalsIn(data);
  const trouble = errors?.[0]?.message;
  if (trouble !== undefined) return { kind: "STOPPED", words: trouble };
  if (refusal && refusal.code === step.refused) {
    return { kind: "REFUSED", words: `Refused: ${refusal.message} ${refusal.remedy}` };
  }
  if (refusal) return { kind: "STOPPED", words: `${refusal.message} ${refusal.remedy}` };
  return step.refused === undefined
    ? { kind: "DONE", words: told(step, data) }
    : { kind: "STOPPED", words: "The story says this is refused, but it was not." };
}
