import { listings } from "./listings.ts";
import { personOf } from "./names.ts";
import { type StoryMember, voiceOf } from "./people.ts";
import { brokerOf } from "./places.ts";
import type { Step } from "./step.ts";

/** From asking to join to being let in; a child after its guardian. */
export function joining(member: StoryMember): readonly Step[] {
  const { id, hub, joins } = member;
  const broker = brokerOf(hub);
  const guardian = joins.how === "ASSISTED" ? undefined : joins.guardian;
  const about = (day: string, does: Step["does"], input: Step["input"], of = id): Step => ({
    ...{ at: `${day}T10:00:00Z`, as: broker, does, about: of, input },
  });
  const reference = (refereeName: string, relation: string) =>
    about(
      "2026-01-07",
      "addReference",
      (idOf) => ({ memberId: idOf(id), refereeName, relation, takenOn: "2026-01-07" }),
      `${id}-${relation}`,
    );
  return [
    ...asking(member),
    about("2026-01-07", "recordInterview", (idOf) => ({
      ...{ memberId: idOf(id), heldOn: "2026-01-07", note: "A good talk over tea." },
    })),
    reference("Rev. Ann Whitlock", "neighbour"),
    reference("Dr Joe Marsh", "friend"),
    ...(guardian === undefined
      ? []
      : [
          about("2026-01-07", "linkGuardian", (idOf) => ({
            childMemberId: idOf(id),
            guardianPersonId: idOf(personOf(guardian)),
            evidenceNote: "Birth certificate seen.",
          })),
        ]),
    conduct(member, broker),
    about("2026-01-08", "activateMember", (idOf) => ({ memberId: idOf(id) })),
  ];
}

function conduct(member: StoryMember, broker: string): Step {
  const { id, joins } = member;
  const heard = joins.how === "ASSISTED" ? { note: "Read out to them; they said yes." } : {};
  return {
    ...{ at: "2026-01-07T15:00:00Z", as: voiceOf(member, broker) },
    ...{ does: "acceptCodeOfConduct", about: id },
    input: (idOf) => ({ memberId: idOf(id), ...heard }),
  };
}

function asking(member: StoryMember): readonly Step[] {
  const { id, hub, joins, who, ...facts } = member;
  const wishes = listings[id];
  const input: Step["input"] = (idOf) => ({
    ...{ hubId: idOf(hub), ...facts },
    offersInWords: wishes ? [wishes.offer[0]] : [],
    requestsInWords: wishes ? [wishes.request[0]] : [],
  });
  const at = "2026-01-06T10:00:00Z";
  if (joins.how === "ALONE") return [{ at, as: id, does: "apply", about: id, makes: id, input }];
  if (joins.how === "CHILD") {
    const later = { at: "2026-01-06T12:00:00Z", as: joins.guardian };
    return [{ ...later, does: "applyForChild", about: id, makes: id, input }];
  }
  const { how, referral, ...assistance } = joins;
  const referred = `referral ${id}`;
  const entering: Step = {
    ...{ at: "2026-01-06T14:00:00Z", as: brokerOf(hub) },
    ...{ does: "registerAssisted", about: id, makes: id },
    input: (idOf) => ({
      ...input(idOf),
      ...assistance,
      ...(referral ? { referralId: idOf(referred) } : {}),
    }),
  };
  if (!referral) return [entering];
  const { by, ...words } = referral;
  const referring: Step = {
    ...{ at, as: by, does: "referPerson", about: id, makes: referred },
    input: (idOf) => ({
      ...{ hubId: idOf(hub), personName: `${member.firstName} ${member.lastName}`, ...words },
    }),
  };
  return [referring, entering];
}
