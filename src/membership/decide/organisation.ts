import { type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { Organisation } from "../model/index.ts";

const adminsKept = 20;

export function addAdmin(
  organisation: Organisation,
  personId: string,
): Organisation | Refusal<"STATE_TRANSITION_INVALID" | "LIST_FULL"> {
  const { adminPersonIds } = organisation;
  if (adminPersonIds.includes(personId)) {
    return wrongState("This person speaks for it already.", "Nothing more needs to be done.");
  }
  if (adminPersonIds.length >= adminsKept) {
    return refuse("LIST_FULL", `${adminsKept} people speak for it.`, "Remove one of them first.");
  }
  return { ...organisation, adminPersonIds: [...adminPersonIds, personId] };
}

export function removeAdmin(
  organisation: Organisation,
  personId: string,
): Organisation | Refusal<"STATE_TRANSITION_INVALID"> {
  const left = organisation.adminPersonIds.filter((one) => one !== personId);
  if (left.length === organisation.adminPersonIds.length) {
    return wrongState("This person does not speak for it.", "Look at its admins.");
  }
  return { ...organisation, adminPersonIds: left };
}
