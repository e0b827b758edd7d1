/*
 * Who asks: the columns of the matrix, from nobody to the most trusted. All that is asked about
 * lies in the hub BRA, most of it about the member amina, her child ellie and the young person
 * jack. Who has the same role somewhere else has a column of their own, so what is BRA's is "in
 * another hub" to them.
 */

export type Column = {
  /** The heading. */
  readonly name: string;
  /** Who asks: a persona of the town. Absent for a caller without a token. */
  readonly persona?: string;
  readonly means: string;
};

const persona = (name: string, who: string, means: string): Column => ({
  ...{ name, persona: who, means },
});

export const columns: readonly Column[] = [
  { name: "anyone", means: "nobody signed in" },
  persona("stranger", "stranger", "a valid token, and no person behind it"),
  persona("applicant", "zoe", "has asked to join BRA and waits"),
  persona("self", "amina", "the member it is about, and guardian of ellie, who is under 13"),
  persona("partner", "grace", "a member of BRA who helps amina, and sent the referral"),
  persona("member", "may", "a member of BRA who has no part in any of it"),
  persona("guardian", "tom", "a member of BRA, guardian of jack"),
  persona("young", "jack", "15, a member of BRA with a login"),
  persona("member*", "kofi", "a member of another hub"),
  persona("org admin", "cora", "admin of the café, an organisation of BRA"),
  persona("org admin*", "sven", "admin of an organisation of another hub"),
  persona("broker", "priya", "broker of BRA"),
  persona("broker*", "rob", "broker of another hub"),
  persona("safeguarding", "leah", "safeguarding lead of BRA, who took the incident up"),
  persona("auditor", "audrey", "auditor of BRA"),
  persona("facilitator", "fay", "facilitator of BRA"),
  persona("insight", "ines", "insight reader of BRA"),
  persona(
    "officers*",
    "otto",
    "safeguarding lead, auditor, facilitator and insight reader of another hub",
  ),
  persona("commissioner", "david", "commissioner of the area BRA stands in"),
  persona("steward", "stella", "steward of the area BRA stands in"),
  persona("steward*", "sefton", "steward of another area"),
  persona("first steward", "steward", "named in the settings, over everything"),
  persona("BOOKS_READ", "machine:finance", "a machine registered for BRA with this scope"),
  persona("BOOKS_READ*", "machine:far-finance", "a machine with this scope for another hub"),
  persona("counts", "machine:counts", "a machine of BRA with SUMS_READ and RETENTION_READ"),
  persona("area sums", "machine:area-sums", "a machine of the area BRA stands in with SUMS_READ"),
  persona("area sums*", "machine:far-area-sums", "a machine of another area with SUMS_READ"),
  persona("machine", "machine:nothing", "a machine with a token that is not registered"),
];

/** Asks as each column, two at a time so that neither side waits for the other alone. */
export async function asEverybody<Answer>(
  ask: (column: Column) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let place = 0; place < columns.length; place += 2) {
    answers.push(...(await Promise.all(columns.slice(place, place + 2).map(ask))));
  }
  return answers;
}
