import type * as z from "zod";
import { isRefusal, wrongState } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { changedBy, checkReach, editOf, profileOf, whyNotHeard } from "../decide/index.ts";
import type { SetCommunicationProfile } from "../model/index.ts";
import { changeMember } from "./change-member.ts";

/** Says anew, as a whole, how somebody likes to be reached, to talk and to read. */
export const setCommunicationProfile = (
  context: Context,
  input: z.output<typeof SetCommunicationProfile>,
) =>
  changeMember(context, {
    operation: "setCommunicationProfile",
    records: "PROFILE",
    input,
    memberId: input.memberId,
    power: "MANAGE_PROFILE",
    spoken: input.spoken,
    may: (_member, { tie }) => whyNotHeard({ tie, spoken: input.spoken }),
    change: (member, { tie, personId }) => {
      if (member.status === "LEFT") {
        return wrongState("This person has left the hub.", "They can apply again.");
      }
      const { phone, email } = member;
      const communication = profileOf(input, { phone, email });
      const unreachable = checkReach({ phone, email, ...communication });
      if (isRefusal(unreachable)) return unreachable;
      const next = { ...member, communication };
      const by = { at: context.now, by: personId, byBroker: tie === "BROKER" };
      return { member: changedBy(next, by), profile: editOf(member, next) };
    },
  });
