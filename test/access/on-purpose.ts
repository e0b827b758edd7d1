import type { Difference } from "./identical.ts";

/**
 * Where the answer differs on purpose although the caller cannot look the thing up. Ids cannot be
 * guessed, so whoever has one was given it. Nobody is given that of someone who waits to join.
 */
export const onPurpose: { readonly [place: string]: string } = {
  memberLimits: "An auditor reads what limits a member has, and not the member.",
  canDo: "A safeguarding lead reads what a member still needs, and not the member.",
  atRiskNotes: "A safeguarding lead reads of whom more care is taken, and not the member.",
  "noteAtRisk.memberId": "A safeguarding lead notes of whom more care is taken.",
  clearances: "A safeguarding lead reads what was checked of a member, and not the member.",
  visit: "A safeguarding lead reads a visit that is looked into, and not the exchange.",
  "grantClearance.memberId": "A safeguarding lead notes what was checked of a member.",
  "appointSupporter.personId": "A broker is told whether the supporter is there.",
  "addOrganisationAdmin.personId": "Who may name an admin is told whether that person is there.",
  "removeOrganisationAdmin.personId": "The admins are shown to who may end one.",
  "createOrganisation.adminPersonId": "A broker who names an admin is told whether they are there.",
  "grantRole.personId": "A steward who gives a role is told whether the person is there.",
  "linkGuardian.guardianPersonId": "A broker is told whether the guardian is there.",
  "endGuardian.guardianPersonId": "A broker is shown the guardians of a child.",
  "agreeExchange.onBehalfOfId": "Who takes part is shown to the other side.",
  "agreeSeries.onBehalfOfId": "Who takes part is shown to the other side.",
  "proposeExchange.providerId": "People ask for help from whoever gave them their id.",
  "proposeExchange.recipientIds": "People offer help to whoever gave them their id.",
  "proposeExchange.payerId": "People offer help to whoever gave them their id.",
  "startSeries.providerId": "As proposeExchange.",
  "startSeries.recipientId": "As proposeExchange.",
  "startSeries.payerId": "As proposeExchange.",
  "giveCredits.memberId":
    "People give to whoever gave them their id, if it is no child they have no business with.",
  "leaveHub.giveToMemberId": "As giveCredits.",
  "recordLearning.learnerId": "An organisation writes down what its learners learned.",
  "inviteSeat.memberId": "People are invited to a circle by whoever was given their id.",
  "recordVoice.memberId": "Who sits in a circle is known to those who sit there and run it.",
  "recordSeatMandate.voiceRecordId":
    "Whoever runs a circle names the record that its recorder gave them, and reads nothing of it.",
  "planGroupActivity.partyId": "An organisation invites whoever gave it their id.",
};

const waits = /: (?:zoe|ivy)$/;

export const isOnPurpose = ({ place, question }: Difference) =>
  place in onPurpose && !waits.test(question);
