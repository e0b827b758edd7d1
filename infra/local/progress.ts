/** Told how far a long piece of work has come. */
export type Progress = (done: number, all: number, what: string) => void;

/**
 * Says how far something is: one line that changes on a terminal, a line each tenth elsewhere,
 * so that a log does not fill up.
 */
export function progressOn(out: NodeJS.WriteStream, title: string): Progress {
  let tenthSaid = -1;
  return (done, all, what) => {
    const line = `${title}: ${done} of ${all}`;
    if (out.isTTY) {
      const room = Math.max(0, out.columns - line.length - 3);
      out.write(`\r\u001b[2K${line}  ${what.slice(0, room)}${done >= all ? "\n" : ""}`);
      return;
    }
    const tenth = Math.floor((10 * done) / Math.max(1, all));
    if (tenth > tenthSaid) out.write(`${line}\n`);
    tenthSaid = Math.max(tenth, tenthSaid);
  };
}
