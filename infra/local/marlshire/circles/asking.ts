import type { Step } from "../step.ts";

/*
 * What the council cannot give. Ten members stand behind it, the council says that it is for the
 * ministry, and the ministry says nothing: for everyone to read.
 */

const issue = "issue-aac-money";
const behind = [
  ...["grace", "tom", "walter", "sandra", "jack", "kofi", "maria", "helen", "sam", "olu"],
] as const;

export const asking = (): readonly Step[] => [
  {
    ...{ at: "2026-01-14T09:00:00Z", as: "amina", does: "raiseIssue", about: issue, makes: issue },
    input: (idOf) => ({
      ...{ memberId: idOf("amina"), title: "Money for help near home" },
      text: "Help for children with AAC is paid for out of the county and not in it.",
      body: "Marlshire council",
    }),
  },
  ...behind.map(
    (id): Step => ({
      ...{ at: "2026-01-14T10:00:00Z", as: id, does: "supportIssue", about: `${issue}-${id}` },
      input: (idOf) => ({ issueId: idOf(issue), memberId: idOf(id) }),
    }),
  ),
  {
    ...{ at: "2026-01-15T09:00:00Z", as: "david", does: "respondToIssue", about: issue },
    input: (idOf) => ({
      ...{ issueId: idOf(issue), version: 2 },
      answer: "The rules for this money are made by the Department for Education.",
    }),
  },
  {
    ...{ at: "2026-01-16T09:00:00Z", as: "amina", does: "escalateIssue", about: issue },
    input: (idOf) => ({
      ...{ issueId: idOf(issue), version: 3, body: "Department for Education" },
    }),
  },
];
