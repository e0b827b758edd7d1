import {
  decidedIn,
  heldSession,
  type Meeting,
  meeting,
  must as mustDo,
  type Sitting,
} from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";

/** What became of those who were there, by the persona who sat in the seat. */
export type Rows = { readonly [persona: string]: Json };

export type TakingPart = {
  readonly its: Setting;
  readonly held: Meeting;
  readonly people: readonly Sitting[];
  readonly ask: (persona: string, from: object, more?: object) => Promise<Asked>;
};

type Asked = { readonly codes: readonly Json[]; readonly rows: Rows; readonly replayed: Json };

const document = `mutation ($input: CreditSessionInput!) { creditSession(input: $input) {
  credits { session { id minutes } rows { seatId outcome refusedWith journalEntryId } }
  replayed userErrors { code path }
} }`;

/** Amina, grace, tom and young jack of BRA, kofi of SAL, two of staff, cora of the sponsor. */
export async function takingPart(): Promise<TakingPart> {
  const its = await setting();
  const { bank, bra } = its;
  const citizen = (persona: string, memberId: string) =>
    ({ persona, side: "SERVICE_USER", memberId }) as const;
  const staff = (persona: string) => ({ persona, side: "PROFESSIONAL" }) as const;
  const people = [
    ...[citizen("amina", its.amina), citizen("grace", its.grace), citizen("tom", its.tom)],
    ...[citizen("jack", its.jack), citizen("kofi", its.kofi), staff("nora")],
    { ...staff("cora"), isVoting: false },
  ];
  const held = await meeting(bank, { runner: "priya", hubId: bra, people });
  return { its, held, people, ask: asking(its, held) };
}

/** Another session of the same people, and how long it took where that is known. */
export async function another(before: TakingPart, minutes?: number): Promise<TakingPart> {
  const { its, held, people } = before;
  const sessionId = await heldSession(its.bank, { ...held, runner: "priya", people });
  const place = {
    ...before,
    held: { ...held, sessionId },
    ask: asking(its, { ...held, sessionId }),
  };
  if (minutes !== undefined) await written(place, { seats: [row(place, "nora")], minutes });
  return place;
}

export const row = ({ held }: Pick<TakingPart, "held">, persona: string, more: object = {}) => ({
  ...{ seatId: held.seats[persona], way: "IN_PERSON", ...more },
});

/** The version of the session at this moment. */
export const versionOf = async ({ its, held }: TakingPart): Promise<Json> =>
  at(
    await its.bank
      .as("priya")
      .must("query ($id: ID!) { circleSession(id: $id) { version } }", { id: held.sessionId }),
    "circleSession.version",
  );

/** Writes down who was there, as the broker does. */
export const written = async (place: TakingPart, more: object): Promise<Json> =>
  mustDo(place.its.bank, "priya", [
    "recordAttendance",
    { sessionId: place.held.sessionId, version: await versionOf(place), ...more },
  ]);

const asking =
  ({ bank }: Setting, { sessionId, seats }: Meeting) =>
  async (persona: string, from: object, more: object = {}): Promise<Asked> => {
    const caller = persona === "anonymous" ? bank.anonymous : bank.as(persona);
    const answer = await caller.ask(document, {
      input: { idempotencyKey: newRequestKey(), sessionId, from, ...more },
    });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
    const done = at(answer.data, "creditSession");
    const list = (path: string): readonly Json[] => {
      const found = at(done, path);
      return Array.isArray(found) ? found : [];
    };
    const names = Object.fromEntries(Object.entries(seats).map(([name, id]) => [id, name]));
    const rows = list("credits.rows").map((one) => [names[textAt(one, "seatId")] ?? "?", one]);
    const codes = list("userErrors").map((error) => at(error, "code"));
    return { codes, rows: Object.fromEntries(rows), replayed: at(done, "replayed") };
  };

/** A mandate of BRA for taking part in the quarter of the session. */
export async function granted({ its }: TakingPart, minutes: number): Promise<string> {
  const { bank, bra } = its;
  const day = bank.now();
  const quarter = `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  const data = await bank.as("priya").must(
    `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) {
      mandate { id version } userErrors { code message }
    } }`,
    {
      input: {
        ...{ idempotencyKey: newRequestKey(), hubId: bra, purpose: "PARTICIPATION", quarter },
        ...{ minutes, decisionId: await decidedIn(bank, bra) },
      },
    },
  );
  return textAt(data, "grantMandate.mandate.id");
}

/** What became of each, in a word. */
export const outcomes = (rows: Rows): { readonly [persona: string]: Json } =>
  Object.fromEntries(
    Object.entries(rows).map(([name, one]) => [
      name,
      at(one, "refusedWith") === null ? at(one, "outcome") : at(one, "refusedWith"),
    ]),
  );

export const balance = async ({ its }: TakingPart, memberId: string): Promise<number> =>
  Number(
    at(
      await its.bank.as("priya").must("query ($id: ID!) { account(id: $id) { balanceMinutes } }", {
        id: memberId.replace(/^.../, "acc"),
      }),
      "account.balanceMinutes",
    ) ?? 0,
  );
