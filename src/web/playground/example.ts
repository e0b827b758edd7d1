import type { Story } from "../stories/index.ts";

/** A story that another page hands over in the address, behind the `#`. */
export function storyInAddress(hash: string): Story | undefined {
  const words = new URLSearchParams(hash.slice(1)).get("story");
  try {
    return words === null ? undefined : JSON.parse(words);
  } catch {
    return undefined;
  }
}
