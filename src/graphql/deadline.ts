/** When a request's time is up. */
export type Deadline = { readonly signal: AbortSignal; readonly clear: () => void };

/** A deadline so many milliseconds from now; cleared, it leaves nothing that waits. */
export function deadlineIn(millis: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), millis);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
