import type * as z from "zod";
import {
  callerOf,
  type Done,
  erasedName,
  forbidden,
  isBroker,
  isRefusal,
  isReplay,
  notFound,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
  wrongState,
} from "../../kernel/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import type { CloseReferral, ReferPerson, Referral } from "../model/index.ts";
import {
  addReferral,
  findHub,
  findMember,
  findReferral,
  saveReferral,
} from "../repository/index.ts";
import { createOnce } from "./creating.ts";

export const referPerson = (context: Context, input: z.output<typeof ReferPerson>) =>
  createOnce(context, {
    operation: "referPerson",
    input,
    prefix: "ref",
    find: (id) => findReferral(context.table, id),
    load: async () => (await findHub(context.table, input.hubId)) ?? notFound("hubId"),
    make: async (birth) => {
      const { hubId, personName, contact, consentNote, note, yourName } = input;
      const said = { hubId, personName, contact, consentNote, note };
      const byLogin = context.viewer.login ?? "";
      const by = senderIn(context.viewer, hubId, yourName);
      const referral: Referral = { ...birth, ...said, ...by, byLogin, status: "OPEN" };
      return { thing: referral, writes: [addReferral(referral)] };
    },
  });

/** A member of the hub is known there by the name that they told it; others say who they are. */
function senderIn(viewer: Viewer, hubId: string, byName: string) {
  const own = viewer.actsFor.find((one) => one.as === "SELF" && one.hubId === hubId);
  return own ? { byMemberId: own.id } : { byName };
}

/** Who sent it, by the name that is right today. */
export async function senderOf(
  { table }: Pick<Context, "table">,
  { byMemberId, byName }: Referral,
): Promise<string> {
  const member = byMemberId === undefined ? undefined : await findMember(table, byMemberId);
  return member ? `${member.firstName} ${member.lastName}` : (byName ?? erasedName);
}

type CloseCode = "NOT_FOUND" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "STATE_TRANSITION_INVALID";

/** What was written about someone who did not join is wiped: nobody needs it any more. */
export async function closeReferral(context: Context, input: z.output<typeof CloseReferral>) {
  const { viewer, table, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "closeReferral", input);
  return attempt<Done<Referral>, CloseCode>(table, async () => {
    const referral = await findVisibleReferral(context, input.referralId);
    if (!referral) return notFound("referralId");
    if (!isBroker(viewer, referral.hubId)) {
      return forbidden("Only a broker of this hub can do this.", "Ask your broker.");
    }
    const replayed = isReplay(referral.receipts, request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: referral, replayed } };
    if (referral.status !== "OPEN") {
      return wrongState("This referral was dealt with already.", "Nothing more needs to be done.");
    }
    const thing: Referral = {
      ...referral,
      personName: "",
      contact: "",
      consentNote: "",
      note: undefined,
      status: "CLOSED",
      closeReason: input.reason,
      closedAt: now,
      version: referral.version + 1,
      receipts: withReceipt(referral.receipts, request),
    };
    return { writes: [saveReferral(thing)], answer: { thing, replayed: false } };
  });
}

/** Referrals are seen by the hub's brokers and by who sent them. */
export async function findVisibleReferral(
  { table, viewer }: Context,
  referralId: string,
): Promise<Referral | undefined> {
  const referral = await findReferral(table, referralId);
  if (!referral) return undefined;
  const sent = viewer.login !== undefined && referral.byLogin === viewer.login;
  return sent || isBroker(viewer, referral.hubId) ? referral : undefined;
}
