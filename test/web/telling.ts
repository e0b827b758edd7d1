import {
  beginning,
  kept,
  nameOf,
  type Story,
  type Variables,
} from "../../src/web/stories/index.ts";
import { tokenOf } from "../local/local-run.ts";

/** Tells a story to a running demo as a program would, without a browser. */
export async function tell(url: string, story: Story): Promise<Variables> {
  const newKey = () => crypto.randomUUID();
  let variables = beginning(story, { now: new Date(), newKey, daysBack: 0 });
  for (const step of story.steps) {
    const token = step.as && (await tokenOf(url, step.as));
    const answer = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query: step.does, variables, operationName: nameOf(step) }),
    });
    variables = { ...variables, ...kept(step, Object(await answer.json()).data) };
  }
  return variables;
}
