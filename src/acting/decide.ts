import {
  callerOf,
  forbidden,
  type Power,
  type Refusal,
  refuse,
  type Spoken,
  supportsIn,
  type Viewer,
  wrongState,
} from "../kernel/index.ts";
import type { Recorded, Tie } from "./model.ts";

/** What a supporter needs to object: what they would need to do such a thing themselves. */
const needed: { readonly [kind in Recorded["kind"]]: Power | undefined } = {
  LISTING: "ARRANGE_HELP",
  AGREEMENT: "ARRANGE_HELP",
  SERIES: "ARRANGE_HELP",
  CONFIRMATION: "CONFIRM",
  GROUP: "ARRANGE_HELP",
  POT_REQUEST: "ARRANGE_HELP",
  PROFILE: "MANAGE_PROFILE",
  PAUSE: "MANAGE_PROFILE",
  RETURN: "MANAGE_PROFILE",
  // No scope of a supporter has these in it.
  MOVE: undefined,
  JOINING: undefined,
  CODE_OF_CONDUCT: undefined,
  LEAVING: undefined,
  SEAT: undefined,
  POSITION: undefined,
};

/** May the viewer object for this member? Nobody does so about what they wrote down themselves. */
export function whyNotObject(
  record: Recorded,
  {
    tie,
    viewer,
    spoken,
  }: { readonly tie: Tie; readonly viewer: Viewer; readonly spoken: Spoken | undefined },
): Refusal<"FORBIDDEN"> | undefined {
  if (tie === "SELF" || tie === "GUARDIAN") return spoken ? onlyBrokersHear() : undefined;
  if (record.byPersonId === callerOf(viewer)) {
    return forbidden(
      "You made this record yourself, so somebody else has to hear the objection.",
      "Ask another broker of the hub to write it down.",
    );
  }
  if (tie === "BROKER") return spoken ? undefined : sayHowYouHeard();
  if (spoken) return onlyBrokersHear();
  const power = needed[record.kind];
  return power !== undefined && supportsIn(viewer, record.memberId, power)
    ? undefined
    : forbidden(
        "You support this person, but not in this.",
        "Ask the person themselves, or their broker.",
      );
}

const sayHowYouHeard = () =>
  forbidden(
    "You can only write down an objection that you heard.",
    "Say how you heard it in spoken.",
    "spoken",
  );

const onlyBrokersHear = () =>
  forbidden("Only a broker writes down what someone else has said.", "Leave spoken out.", "spoken");

/** Can it still be objected to, at this moment? */
export function whyNotNow(
  record: Recorded,
  now: string,
): Refusal<"OBJECTION_TIME_OVER" | "STATE_TRANSITION_INVALID"> | undefined {
  if (record.objection) {
    return wrongState("This was objected to before.", "Open it to see what became of that.");
  }
  if (now <= record.objectUntil) return undefined;
  return refuse(
    "OBJECTION_TIME_OVER",
    `The time to object to this was over on ${record.objectUntil.slice(0, 10)}.`,
    "If something is wrong with it, talk to your broker: much can still be put right.",
  );
}

/** Could the member still object? */
export const isOpen = (record: Recorded, now: string): boolean =>
  whyNotNow(record, now) === undefined;

/** What the other side of an exchange reads; why the member objects is their own affair. */
export const wordsForOthers = "They objected to what was done in their name.";

/** How to go about it, for people who use no computer too. */
export const howToObject = (record: Recorded): string =>
  `Use objectToRecord, or tell a broker of your hub by phone, on paper or in person. It has to be somebody else than who made this record. You can do so until ${record.objectUntil.slice(0, 10)}.`;
