import {
  callerOf,
  type Done,
  idFor,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  refuse,
  replayOf,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table, type Write } from "../../table/index.ts";
import { profileOf, tieTo, whyNotOpen } from "../decide/index.ts";
import type {
  Applicant,
  Guardian,
  GuardianConsent,
  Hub,
  Member,
  Person,
  Right,
} from "../model/index.ts";
import {
  addMember,
  addPerson,
  addRight,
  findHub,
  findMember,
  findMembershipRight,
  findPerson,
  keepPerson,
  partyOfMember,
  saveRight,
} from "../repository/index.ts";
import { doneMeanwhile } from "./creating.ts";
import { wardRight } from "./guardians.ts";
import { hubStands } from "./hub-closing.ts";
import { planRecord } from "./records.ts";

/** Who is to join, and how they asked: what differs between the ways of applying. */
type Joining = {
  readonly personId: string;
  /** The login that this person is, when it is their own. */
  readonly login?: string;
  readonly entry: Member["entry"];
  readonly guardians: readonly Guardian[];
  /** Asking for a child is saying yes to it. */
  readonly guardianConsent?: GuardianConsent;
  readonly referralId?: string | undefined;
  /** Changes that belong to it, such as a referral that has done its work. */
  readonly writes?: (memberId: string) => readonly Write[];
};

type Wish<Code extends string> = {
  readonly operation: string;
  readonly input: Applicant & { readonly idempotencyKey: string };
  readonly may?: (hub: Hub) => Promise<Refusal<"FORBIDDEN" | "NOT_FOUND"> | undefined>;
  readonly prepare: (request: Request) => Promise<Joining | Refusal<Code>>;
};

type Common =
  | "SIGN_IN_REQUIRED"
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "HUB_CLOSING"
  | "ALREADY_MEMBER"
  | "BUSY_TRY_AGAIN";

/** Every way of joining ends here: one new membership, its guard, and the person if new. */
export async function enterApplication<Code extends string>(
  context: Context,
  wish: Wish<Code>,
): Promise<Done<Member> | Refusal<Code | Common>> {
  const { viewer, table, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), wish.operation, wish.input);
  const memberId = idFor("mem", request);
  return attempt<Done<Member>, Code | Common>(table, async () => {
    const hub = await findHub(table, wish.input.hubId);
    if (!hub) return notFound("hubId");
    const denied = await wish.may?.(hub);
    if (denied) return denied;
    const found = await findMember(table, memberId);
    // A guardian who was one when they applied may be none by now.
    const again = replayOf(found, request);
    if (found && again) return tieTo(asPerson(viewer), found, now) ? again : notFound();
    const joining = await wish.prepare(request);
    const birth = { id: memberId, receipts: withReceipt([], request), now };
    const next = isRefusal(joining)
      ? joining
      : await joined(context, newMember(wish.input, joining, birth), { joining, hub });
    if (!isRefusal(next)) return next;
    return (await doneMeanwhile((id) => findMember(table, id), memberId, request)) ?? next;
  });
}

/** A login becomes the person of the same id with its first application. */
const asPerson = (viewer: Viewer): Viewer =>
  viewer.login === undefined ? viewer : { personId: viewer.login, ...viewer };

async function joined(
  context: Context,
  member: Member,
  { joining, hub }: { readonly joining: Joining; readonly hub: Hub },
) {
  const { table } = context;
  const rights = whyNotOpen(hub, "hubId") ?? (await rightWrites(table, member));
  if (isRefusal(rights)) return rights;
  const writes = [
    addMember(member),
    hubStands(hub),
    ...rights,
    ...(await personWrites(table, member, joining)),
    ...(joining.writes?.(member.id) ?? []),
    ...(await recordOf(context, member)),
  ];
  return { writes, answer: { thing: member, replayed: false } };
}

/** Who was entered by a broker is told of it, and can have it undone. */
async function recordOf(context: Context, member: Member): Promise<readonly Write[]> {
  const { channel, byPersonId, consentNote } = member.entry;
  if (byPersonId === undefined) return [];
  const heard = consentNote !== undefined && channel !== "ONLINE" && channel !== "PAPER";
  return planRecord(context, {
    ...{ kind: "JOINING", thingId: member.id, party: partyOfMember(member) },
    ...(heard ? { spoken: { channel, note: consentNote } } : {}),
  });
}

function newMember(
  input: Applicant,
  joining: Joining,
  stored: { readonly id: string; readonly receipts: readonly string[]; readonly now: string },
): Member {
  const { hubId, firstName, lastName, bornOn, phone, email } = input;
  const { id, receipts, now } = stored;
  return {
    status: "APPLIED",
    id,
    personId: joining.personId,
    hubId,
    firstName,
    lastName,
    bornOn,
    phone,
    email,
    communication: profileOf(input.communication ?? {}, { phone, email }),
    offersInWords: input.offersInWords ?? [],
    requestsInWords: input.requestsInWords ?? [],
    entry: joining.entry,
    referralId: joining.referralId,
    guardians: joining.guardians,
    guardianConsent: joining.guardianConsent,
    pastGuardians: [],
    references: [],
    waivers: [],
    createdAt: now,
    version: 1,
    receipts,
  };
}

/** The guard of one membership per person and hub, and the lines of a child's guardians. */
async function rightWrites(
  table: Table,
  member: Member,
): Promise<readonly Write[] | Refusal<"ALREADY_MEMBER">> {
  const { personId, hubId } = member;
  const before = await findMembershipRight(table, personId, hubId);
  if (before && before.standing !== "LEFT") {
    return refuse(
      "ALREADY_MEMBER",
      "This person belongs to this hub already, or has applied.",
      "Look at the membership that is there.",
      "hubId",
    );
  }
  const right: Right = {
    kind: "MEMBERSHIP",
    personId,
    hubId,
    memberId: member.id,
    standing: "WAITING",
    version: (before?.version ?? 0) + 1,
  };
  const wards = member.guardians.map((one) => addRight(wardRight(member, one.personId)));
  return [before ? saveRight(right) : addRight(right), ...wards];
}

async function personWrites(
  table: Table,
  member: Member,
  joining: Joining,
): Promise<readonly Write[]> {
  const { personId, firstName, lastName, bornOn, createdAt, receipts } = member;
  const known = await findPerson(table, personId);
  if (known) return [keepPerson(known)];
  const { login } = joining;
  const person: Person = {
    id: personId,
    firstName,
    lastName,
    bornOn,
    login,
    createdAt,
    version: 1,
    receipts,
  };
  return [addPerson(person)];
}
