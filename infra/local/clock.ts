const minute = 60_000;

/**
 * Calls the schedule function every minute, as the deployed schedule does. A turn that takes
 * longer than a minute is not overtaken by the next.
 */
export function startClock(turn: () => Promise<unknown>): { readonly stop: () => Promise<void> } {
  let underWay: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    underWay ??= turn()
      .catch((fault) => console.error("The schedule failed and will run again.", fault))
      .finally(() => {
        underWay = undefined;
      });
  }, minute);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
