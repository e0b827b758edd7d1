/** Operations whose example shows a refusal, or nothing, and why that is the honest answer. */
export const whyNot: { readonly [operation: string]: string } = {
  clearVisitAlarm:
    "The example is refused: there is an alarm only when a visit has gone on for longer than was expected, and nobody can say so beforehand.",
  overdueVisits:
    "The example finds nothing: there is an overdue visit only when somebody stays for longer than was expected.",
  confirmOnBehalf:
    "The example is refused: whoever was helped first has some days of their own to confirm it, as the hub's policy says.",
  continuePayRun:
    "The example is refused: a pay-run of a few rows ends at once, and there is nothing to go on with. One of more than 480 rows is still under way.",
  replayDeadLetters:
    "The example is refused: a webhook has dead letters only after a day of trying in vain.",
  replayWebhookDelivery:
    "The example is refused while the first try is still under way. When it has been taken, or has come to nothing, it is sent once more.",
  thisClient:
    "The example finds nothing, because a person sends it. A machine with a token of its own finds its registration: the guide “Sign in” has a command for it.",
};
