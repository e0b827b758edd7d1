import {
  callerOf,
  changedSince,
  type Done,
  isRefusal,
  isReplay,
  notFound,
  type Power,
  type Refusal,
  requestOf,
  type Spoken,
  signInFirst,
  supportsIn,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Step, type Table, type Write } from "../../table/index.ts";
import { type AnyTie, anyTieTo, outOfScope, type ProfileEdit } from "../decide/index.ts";
import type { Member, RecordKind } from "../model/index.ts";
import { findMember, memberStands, partyOfMember, saveMember } from "../repository/index.ts";
import { planRecord } from "./records.ts";

/** A membership as it is to be, with what else changes in the same commit. */
type Change = {
  readonly member: Member;
  readonly writes?: readonly Write[];
  /** What of a profile was another before. */
  readonly profile?: ProfileEdit;
};

type Wish<Code extends string, Loaded> = {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string; readonly version?: number };
  readonly memberId: string;
  /** The input's field that names the member. */
  readonly at?: string;
  /** Who the viewer is to the member here; as everywhere when left out. */
  readonly standing?: typeof anyTieTo;
  /** What else has to be there, read anew on each try. Runs once the viewer may see the member. */
  readonly load?: (member: Member) => Promise<Loaded | Refusal<"NOT_FOUND">>;
  /** What a supporter needs in their scope to do it; left out where none of them may. */
  readonly power?: Power;
  /** What a broker or supporter who does it leaves to object to; see the table of assisted acts. */
  readonly records?: RecordKind;
  /** How a broker heard it, for that record. */
  readonly spoken?: Spoken | undefined;
  /** May this viewer do it? Everyone tied to the member may when left out. */
  readonly may?: (
    member: Member,
    by: { readonly tie: AnyTie; readonly viewer: Viewer; readonly loaded: Loaded },
  ) => Refusal<"FORBIDDEN" | "NOT_FOUND"> | undefined;
  readonly change: (
    member: Member,
    by: { readonly tie: AnyTie; readonly personId: string; readonly loaded: Loaded },
  ) => Change | Refusal<Code> | Promise<Change | Refusal<Code>>;
};

type Common =
  | "SIGN_IN_REQUIRED"
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "CONFLICT_VERSION"
  | "BUSY_TRY_AGAIN";

/**
 * Every change of a membership goes through here, so that the checks come in the same order
 * everywhere: signed in, may see, may do, done before, version, then the rule itself.
 */
export async function changeMember<Code extends string, Loaded = undefined>(
  context: Context,
  wish: Wish<Code, Loaded>,
): Promise<Done<Member> | Refusal<Code | Common>> {
  const { viewer, table } = context;
  const { login } = viewer;
  if (login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), wish.operation, wish.input);
  const personId = viewer.personId ?? login;
  return attempt<Done<Member>, Code | Common>(table, async () => {
    const found = await lookUp(context, wish);
    if (isRefusal(found)) return found;
    const { member, tie, loaded } = found;
    const replayed = isReplay(member.receipts, request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: member, replayed } };
    if (wish.input.version !== undefined && wish.input.version !== member.version)
      return changedSince();
    const next = await wish.change(member, { tie, personId, loaded });
    if (isRefusal(next)) return refusedOrLost(table, member, next);
    const thing: Member = {
      ...next.member,
      version: member.version + 1,
      receipts: withReceipt(member.receipts, request),
    };
    return {
      writes: [
        saveMember(thing),
        ...(next.writes ?? []),
        ...(await recordOf(context, wish, { tie, before: member, next })),
      ],
      answer: { thing, replayed: false },
    };
  });
}

/** What tells the member that somebody else did it in their name. */
async function recordOf(
  context: Context,
  {
    records: kind,
    spoken,
  }: { readonly records?: RecordKind; readonly spoken?: Spoken | undefined },
  done: { readonly tie: AnyTie; readonly before: Member; readonly next: Change },
): Promise<readonly Write[]> {
  const { tie, before, next } = done;
  if (kind === undefined || (tie !== "BROKER" && tie !== "SUPPORTER")) return [];
  const { id, version } = before;
  return planRecord(context, {
    ...{ kind, thingId: id, thingVersion: version + 1, party: partyOfMember(before), spoken },
    ...(next.profile === undefined ? {} : { profile: next.profile }),
  });
}

/**
 * A change reads the membership first and other things, such as the account, a moment later. Where
 * somebody was faster in between, what it found does not fit together: a lost race, and no refusal.
 */
async function refusedOrLost<Code extends string>(
  table: Table,
  member: Member,
  refusal: Refusal<Code>,
): Promise<Step<Done<Member>> | Refusal<Code>> {
  const now = await findMember(table, member.id);
  if (now?.version === member.version) return refusal;
  return { writes: [memberStands(member)], answer: { thing: member, replayed: false } };
}

/** The member and what else is needed, for a viewer who may see it and may do this to it. */
async function lookUp<Code extends string, Loaded>(
  { table, viewer, now }: Context,
  wish: Wish<Code, Loaded>,
): Promise<
  | { readonly member: Member; readonly tie: AnyTie; readonly loaded: Loaded }
  | Refusal<"NOT_FOUND" | "FORBIDDEN">
> {
  const member = await findMember(table, wish.memberId);
  const tie = member && (wish.standing ?? anyTieTo)(viewer, member, now);
  if (!member || !tie) return notFound(wish.at ?? "memberId");
  if (tie === "SUPPORTER" && !isInScope(viewer, member, wish.power)) return outOfScope();
  const loaded = await loadFor(wish, member);
  if (isRefusal(loaded)) return loaded;
  return wish.may?.(member, { tie, viewer, loaded }) ?? { member, tie, loaded };
}

const isInScope = (viewer: Viewer, member: Member, power: Power | undefined): boolean =>
  power !== undefined && supportsIn(viewer, member.id, power);

// `Loaded` is undefined exactly when there is no `load`, which the types cannot say.
const loadFor = async <Code extends string, Loaded>(
  wish: Wish<Code, Loaded>,
  member: Member,
): Promise<Loaded | Refusal<"NOT_FOUND">> =>
  wish.load ? wish.load(member) : (undefined as Loaded);
