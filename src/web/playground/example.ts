import type { Step, Story } from "../stories/index.ts";

/** A story that another page hands over in the address, behind the `#`; whatever else stands there is let be. */
export function storyInAddress(hash: string): Story | undefined {
  const words = new URLSearchParams(hash.slice(1)).get("story");
  try {
    const story: unknown = words === null ? undefined : JSON.parse(words);
    return isStory(story) ? story : undefined;
  } catch {
    return undefined;
  }
}

type Unknown<Thing> = { readonly [key in keyof Thing]?: unknown };

const areTexts = (all: readonly unknown[]) => all.every((one) => typeof one === "string");

function isStory(value: unknown): value is Story {
  const { id, title, about, steps }: Unknown<Story> = Object(value);
  return areTexts([id, title, about]) && Array.isArray(steps) && steps.every(isStep);
}

function isStep(value: unknown): value is Step {
  const {
    as = "",
    says,
    does,
    keeps = {},
    tells = "",
    refused = "",
  }: Unknown<Step> = Object(value);
  const texts = [as, says, does, tells, refused, ...Object.values(Object(keeps))];
  return areTexts(texts) && /(?:query|mutation)\s+\w+/.test(String(does));
}
