/** A day: no single act of help is longer. */
export const longestMinutes = 1440;

/** "2 h 30 min", as people say it; negative amounts get a minus sign. */
export function sayMinutes(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = Math.floor(size / 60);
  const rest = size % 60;
  const said = [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`]
    .filter(Boolean)
    .join(" ");
  return minutes < 0 ? `−${said}` : said;
}
