const minute = 60_000;

/**
 * Calls the schedule function at once and then every minute, as the deployed schedule does. A turn
 * that takes longer than a minute is not overtaken by the next.
 */
export function startClock(turn: () => Promise<unknown>): { readonly stop: () => Promise<void> } {
  let underWay: Promise<unknown> | undefined;
  const go = () => {
    underWay ??= turn()
      .catch((fault) => console.error("The schedule failed and will run again.", String(fault)))
      .finally(() => {
        underWay = undefined;
      });
  };
  const timer = setInterval(go, minute);
  go();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
