import { forbidden, type Refusal, type Spoken } from "../../kernel/index.ts";
import type { AnyTie } from "./access.ts";

type Heard = { readonly tie: AnyTie; readonly spoken?: Spoken | undefined };

/** A broker says how they heard it from the member; everybody else speaks for themselves. */
export function whyNotHeard({ tie, spoken }: Heard): Refusal<"FORBIDDEN"> | undefined {
  if (tie === "BROKER" && !spoken) {
    return forbidden(
      "You can only write down what the member has said.",
      "Say how you heard it in spoken.",
      "spoken",
    );
  }
  if (tie === "BROKER" || !spoken) return undefined;
  return forbidden(
    "Only a broker writes down what someone else has said.",
    "Leave spoken out.",
    "spoken",
  );
}
