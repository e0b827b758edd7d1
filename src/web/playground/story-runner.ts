import { useState } from "react";
import { kept, nameOf, refusalsIn, type Step, type Story } from "../stories/index.ts";
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

  /** Sends one step, and answers whether the story goes on as it tells. */
  async function take(on: Desk, place: number): Promise<boolean> {
    const step = story.steps[place];
    if (!step) return false;
    const variables = place === 0 ? beginningNow(story) : on.variables();
    const asker = askerOf(step);
    become(asker);
    on.pointAt(nameOf(step));
    const answer = await ask(asker, {
      ...{ query: on.document(), variables, operationName: nameOf(step) },
    });
    on.showAnswer(answer);
    on.showVariables({ ...variables, ...kept(step, answer.data) });
    const mark = markOf(step, answer);
    setMarks((before) => ({ ...(place === 0 ? {} : before), [place]: mark }));
    setSaid(`Step ${place + 1} of ${story.steps.length}: ${mark.words}`);
    return mark.kind !== "STOPPED";
  }

  async function run(places: readonly number[]) {
    if (!desk || isRunning) return;
    setRunning(true);
    desk.bring(story);
    try {
      for (const place of places) {
        if (!(await take(desk, place))) break;
      }
    } catch {
      setSaid("The service does not answer. Is it still running?");
    }
    setRunning(false);
  }

  return {
    ...{ marks, said, isRunning },
    runAll: () => void run(story.steps.map((_step, place) => place)),
    runOne: (place: number) => void run([place]),
  };
}

function markOf(step: Step, { data, errors }: Answer): Mark {
  const [refusal] = refusalsIn(data);
  const trouble = errors?.[0]?.message;
  if (trouble !== undefined) return { kind: "STOPPED", words: trouble };
  if (refusal && refusal.code === step.refused) {
    return { kind: "REFUSED", words: `Refused, as the story tells: ${refusal.message}` };
  }
  if (refusal) return { kind: "STOPPED", words: `${refusal.message} ${refusal.remedy}` };
  return step.refused === undefined
    ? { kind: "DONE", words: "Done." }
    : { kind: "STOPPED", words: "This was not refused, though the story tells so." };
}
