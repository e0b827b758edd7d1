import { isWhole, type ReadLine, readLine } from "../lines.ts";
import { entryOf } from "./file-entry.ts";
import { accountLineOf, digestLineOf, endOf, headerOf } from "./file-frame.ts";
import { journalOf } from "./file-journal.ts";
import { type FileCheck, isTold, report } from "./file-state.ts";

/** Looks at the next line of a file. The lines must come in the order of the file. */
export function checkLine(check: FileCheck, text: string): void {
  check.line += 1;
  if (check.isEnded) {
    // One line after the end is as bad as a thousand.
    if (!check.isPassed) report(check, { what: "This line stands after the end." });
    check.isPassed = true;
    return;
  }
  const read = readLine(text);
  if (read === undefined) {
    check.strays += 1;
    check.lastDigest = undefined;
    report(check, { what: "This line cannot be read." });
    return;
  }
  if (check.line === 1 && read.type !== "ledger") {
    report(check, { what: "The file does not begin with a line of the type ledger." });
  }
  if (read.type !== "entry" && !isWhole(text)) {
    report(check, { what: "Something in this line was changed." });
  }
  lookAt(check, read);
}

function lookAt(check: FileCheck, read: ReadLine): void {
  switch (read.type) {
    case "entry":
      entryOf(check, read);
      break;
    case "ledger":
      headerOf(check, read);
      break;
    case "digest":
      digestLineOf(check, read);
      break;
    case "journal":
      journalOf(check, read);
      break;
    case "account":
      accountLineOf(check, read);
      break;
    case "end":
      endOf(check, read);
      break;
  }
}

/** Must be told once the last line was looked at. */
export function endFile(check: FileCheck): void {
  if (check.isEnded || isTold(check)) return;
  report(check, { what: "The file stops here: the line that ends it is missing." });
}
