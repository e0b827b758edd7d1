/**
 * Something outside the program stands in the way of starting, or of going on. Said as a plain
 * sentence and a way on, without a stack trace, because nobody has to mend code to get past it.
 */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
  readonly wayOn: string;

  constructor(message: string, wayOn: string) {
    super(message);
    this.wayOn = wayOn;
  }
}
