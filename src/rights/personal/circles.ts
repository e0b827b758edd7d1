import type { Subject } from "../model/index.ts";
import type { PersonalTypes } from "./rule.ts";

type Spoken = {
  readonly memberId?: string | undefined;
  readonly personId?: string | undefined;
  readonly hubId: string;
};

/** Who sits or spoke there: a member, or somebody who was there for their work. */
const whose = ({ memberId, personId, hubId }: Spoken): readonly Subject[] => {
  const id = memberId ?? personId;
  return id === undefined ? [] : [{ id, hubId }];
};

/** What people say in circles, for whom they speak and how they vote. */
export const circles: PersonalTypes<"Contribution" | "Position" | "Seat" | "VoiceRecord"> = {
  Contribution: {
    about: whose,
    fields: {
      id: "OPEN",
      version: "OPEN",
      session: "OPEN",
      seatId: "OPEN",
      side: "VOICE",
      way: "VOICE",
      text: "VOICE",
      isVoiceRecorded: "VOICE",
      isWrittenByOther: "VOICE",
      isAdopted: "OPEN",
      createdAt: "OPEN",
    },
  },
  Position: {
    about: whose,
    fields: {
      seatId: "OPEN",
      name: "NAME",
      side: "VOICE",
      stance: "VOICE",
      reason: "VOICE",
      at: "OPEN",
      earlier: "VOICE",
      answer: "VOICE",
      isWrittenByBroker: "VOICE",
      takenBackAt: "VOICE",
    },
  },
  Seat: {
    about: whose,
    fields: {
      id: "OPEN",
      version: "OPEN",
      name: "NAME",
      kind: "VOICE",
      side: "VOICE",
      group: "VOICE",
      isVoting: "VOICE",
      mayVote: "VOICE",
      mandate: "VOICE",
      status: "VOICE",
      endedBecause: "VOICE",
    },
  },
  VoiceRecord: {
    about: whose,
    fields: {
      id: "OPEN",
      version: "OPEN",
      whose: "VOICE",
      method: "VOICE",
      expressed: "VOICE",
      reading: "VOICE",
      readBy: "VOICE",
      confidence: "VOICE",
      witness: "VOICE",
      answer: "VOICE",
      createdAt: "OPEN",
    },
  },
};
