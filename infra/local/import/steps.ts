import type { HoursRow, ListingRow, MemberRow } from "./tables.ts";

/** One mutation of a row. It may need what the first one made, and speaks of columns of the row. */
export type Step = {
  readonly mutation: string;
  /** Tells apart steps of a row with the same mutation. */
  readonly of?: string;
  readonly thing: "member" | "listing" | "exchange";
  readonly input: (madeId: string) => { readonly [field: string]: unknown };
  /** Which column a field of the input comes from, where the names differ. */
  readonly columns?: Readonly<Record<string, string>>;
};

/** The column that a part of a step's input comes from. */
export function columnOf({ columns = {} }: Step, path: readonly string[]): string | undefined {
  const names = path.filter((one) => one !== "input" && !/^\d+$/.test(one));
  return names.map((name) => columns[name]).findLast((one) => one !== undefined) ?? names.at(-1);
}

/** Ids that the files do not hold themselves. */
export type Ids = {
  readonly hubId: string;
  readonly memberId: (name: string) => string;
  readonly categoryId: (slug: string | undefined) => string | undefined;
};

/** In, met, spared what is spared, and let in: the steps that everybody takes who joins. */
export function memberSteps(row: MemberRow, { hubId }: Ids): readonly Step[] {
  const { firstName, lastName, bornOn, channel, consentNote, phone, email } = row;
  const register: Step = {
    mutation: "registerAssisted",
    thing: "member",
    input: () => ({
      ...{ hubId, firstName, lastName, bornOn, channel, consentNote, phone, email },
      ...{ offersInWords: row.offers, requestsInWords: row.requests },
    }),
    columns: { offersInWords: "offers", requestsInWords: "requests" },
  };
  const waivers = [
    { step: "REFERENCES", reason: row.referencesWaived, column: "referencesWaived" },
    { step: "OFFER", reason: row.offerWaived, column: "offerWaived" },
    { step: "REQUEST", reason: row.requestWaived, column: "requestWaived" },
  ];
  const onMember = (
    mutation: string,
    fields: object,
    columns: Readonly<Record<string, string>>,
  ) => ({
    ...{ mutation, columns, thing: "member" as const },
    input: (memberId: string) => ({ memberId, ...fields }),
  });
  return [
    register,
    ...(row.interviewedOn === undefined
      ? []
      : [
          onMember(
            "recordInterview",
            { heldOn: row.interviewedOn, note: row.interviewNote },
            { heldOn: "interviewedOn", note: "interviewNote" },
          ),
        ]),
    ...waivers.flatMap(({ step, reason, column }) =>
      reason === undefined
        ? []
        : [
            {
              ...onMember("waiveRequirement", { step, reason }, { step: column, reason: column }),
              of: step,
            },
          ],
    ),
    ...(row.codeOfConductNote === undefined
      ? []
      : [
          onMember(
            "acceptCodeOfConduct",
            { note: row.codeOfConductNote },
            { note: "codeOfConductNote" },
          ),
        ]),
    ...(row.letIn ? [onMember("activateMember", {}, { memberId: "letIn" })] : []),
  ];
}

/** What is new has version 1, and so it is sent again when it is found by its key. */
const firstVersion = 1;

/** What a broker writes is a draft until its author has said yes. */
export function listingSteps(row: ListingRow, ids: Ids): readonly Step[] {
  const { direction, title, description, usualMinutes, around } = row;
  const create: Step = {
    mutation: "createListing",
    thing: "listing",
    input: () => ({
      ...{ partyId: ids.memberId(row.member), direction, title, description, usualMinutes, around },
      categoryId: ids.categoryId(row.category),
      channels: [row.meeting ?? "IN_PERSON"],
    }),
    columns: { partyId: "member", categoryId: "category", channels: "meeting" },
  };
  if (row.heard === undefined) return [create];
  const consent: Step = {
    mutation: "consentToListing",
    thing: "listing",
    input: (listingId) => ({
      ...{ listingId, version: firstVersion, spokenBy: "AUTHOR" },
      spoken: { channel: row.heardBy, note: row.heard },
    }),
    columns: { spoken: "heard", note: "heard", channel: "heardBy" },
  };
  return [create, consent];
}

/**
 * Hours between two members go the way of all hours: proposed, agreed by both, delivered, confirmed.
 * The broker writes down what each side said; the one who was helped pays, so nothing comes from
 * nothing, and the hub still adds up to zero.
 */
export function hoursSteps(row: HoursRow, ids: Ids): readonly Step[] {
  const { minutes, what, happenedOn, valueNote } = row;
  const [providerId, recipientId] = [ids.memberId(row.provider), ids.memberId(row.recipient)];
  const said = (note: string) => ({ channel: row.heardBy, note });
  const agree = (
    { onBehalfOfId, version }: { readonly onBehalfOfId: string; readonly version: number },
    note: string,
    column: string,
  ): Step => ({
    mutation: "agreeExchange",
    of: column,
    thing: "exchange",
    input: (exchangeId) => ({
      ...{ exchangeId, version, onBehalfOfId, spoken: said(note) },
    }),
    columns: { note: column, spoken: column, onBehalfOfId: column, channel: "heardBy" },
  });
  return [
    {
      mutation: "proposeExchange",
      thing: "exchange",
      input: () => ({
        ...{ providerId, recipientIds: [recipientId], minutes, what },
        categoryId: ids.categoryId(row.category),
      }),
      columns: { providerId: "provider", recipientIds: "recipient", categoryId: "category" },
    },
    agree({ onBehalfOfId: recipientId, version: firstVersion }, row.recipientSaid, "recipientSaid"),
    // The first yes is a change of its own.
    agree(
      { onBehalfOfId: providerId, version: firstVersion + 1 },
      row.providerSaid,
      "providerSaid",
    ),
    {
      mutation: "markDelivered",
      thing: "exchange",
      input: (exchangeId) => ({ exchangeId, minutes, happenedOn }),
    },
    {
      mutation: "confirmExchange",
      thing: "exchange",
      input: (exchangeId) => ({
        ...{ exchangeId, minutes, valueNote, onBehalfOfId: recipientId },
        spoken: said(row.recipientSaid),
      }),
      columns: { note: "recipientSaid", spoken: "recipientSaid", channel: "heardBy" },
    },
  ];
}
