/**
 * Something outside the program stands in the way of starting, or of going on. Said as a plain
 * sentence and a way on, without a stack trace, because nobody has to mend code to get past it.
 */
export class CannotStart extends Error {
  override readonly name: string = "CannotStart";
  /** What a command ends with because of it. */
  readonly exitCode: number = 1;
  readonly wayOn: string;

  constructor(message: string, wayOn: string) {
    super(message);
    this.wayOn = wayOn;
  }
}

/** What was asked for cannot be read, or cannot be meant. Nothing was begun. */
export class WrongUse extends CannotStart {
  override readonly name = "WrongUse";
  override readonly exitCode = 2;
}
