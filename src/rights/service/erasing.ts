import {
  type Done,
  derivedId,
  idFor,
  isBroker,
  isRefusal,
  isReplay,
  newId,
  notFound,
  type Refusal,
  type Request,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { findLeaver, type Leaver, sweepIdentity } from "../../membership/index.ts";
import { attempt, type Context, type Step, type Write } from "../../table/index.ts";
import { hubsOf, whyNotAsk, whyNotErase } from "../decide/index.ts";
import type { ErasePerson, Erasure, RunningErasure } from "../model/index.ts";
import { createErasure, findErasure } from "../repository/index.ts";
import { advance } from "./running.ts";
import { stepCount } from "./steps.ts";

/** Sweeps looked at while the caller waits; whoever did a few hundred things is finished by then. */
const mostLookedInRequest = 200;

type Code =
  | "BUSY_TRY_AGAIN"
  | "FORBIDDEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "LAST_GUARDIAN"
  | "NOT_FOUND"
  | "SIGN_IN_REQUIRED"
  | "STILL_A_MEMBER";

/**
 * Erases a person: who they are in one commit, and what they did as far as it goes while the
 * caller waits. Keys are kept under the login, because the person is gone when it is asked again.
 */
export async function erasePerson(
  context: Context,
  input: ErasePerson,
): Promise<Done<Erasure> | Refusal<Code>> {
  const { login } = context.viewer;
  if (login === undefined) return signInFirst();
  const request = requestOf(login, "erasePerson", input);
  const begun = await attempt(context.table, () => decided(context, { input, request, login }));
  if (isRefusal(begun)) return begun;
  const thing = await advance(context, begun.thing.id, mostLookedInRequest);
  return { ...begun, thing };
}

type Asked = { readonly input: ErasePerson; readonly request: Request; readonly login: string };

async function decided(
  context: Context,
  { input, request, login }: Asked,
): Promise<Step<Done<Erasure>> | Refusal<Code>> {
  const { table } = context;
  const id = idFor("ers", request);
  const found = await findErasure(table, id);
  const replay = isReplay(found?.receipts ?? [], request);
  if (found && replay === true) return { answer: { thing: found, replayed: true } };
  const leaver = await findLeaver(context, input.memberId);
  if (!leaver) return (await doneMeanwhile(context, id, request)) ?? notFound("memberId");
  const denied = whyNotAsk(leaver, input.spokenOver);
  if (denied) return denied;
  if (isRefusal(replay)) return replay;
  return whyNotErase(leaver) ?? begin(context, leaver, { input, request, login });
}

/** Before saying that there is nobody: a twin of this very request may just have erased them. */
async function doneMeanwhile({ table }: Context, id: string, request: Request) {
  const found = await findErasure(table, id);
  const isTwin = found && isReplay(found.receipts, request) === true;
  return isTwin ? { answer: { thing: found, replayed: true } } : undefined;
}

async function begin(
  { table, now }: Context,
  { person, tie }: Leaver,
  { input, request, login }: Asked,
): Promise<Step<Done<Erasure>>> {
  const id = idFor("ers", request);
  const { thing, writes } = await beginning({ table, now }, person, {
    id,
    askedBy: tie,
    spokenOver: tie === "BROKER" ? input.spokenOver : undefined,
    asker: sealOf(login, id),
    receipts: withReceipt([], request),
  });
  return { writes, answer: { thing, replayed: false } };
}

type Begun = Pick<RunningErasure, "id" | "askedBy" | "spokenOver" | "asker" | "receipts">;

/** The first commit of an erasure: who they are goes with it. */
async function beginning(
  { table, now }: Pick<Context, "table" | "now">,
  person: Leaver["person"],
  begun: Begun,
): Promise<{ readonly thing: Erasure; readonly writes: readonly Write[] }> {
  const standIn = derivedId("per", "stands in", begun.id);
  const whose = { personId: person.id, login: person.login, standIn };
  const { writes, counts, members, after } = await sweepIdentity(table, { ...whose, now });
  const thing: RunningErasure = {
    status: "RUNNING",
    ...begun,
    hubIds: hubsOf([], members),
    startedAt: now,
    counts,
    work: { ...whose, members, at: after === undefined ? 1 : 0, isClean: false, steps: stepCount },
    version: 1,
  };
  return { thing, writes: [createErasure(thing), ...writes] };
}

/** The same for somebody whose time is over: nobody asked, so nobody but their hubs can look. */
export const beginByItself = async (
  clock: Pick<Context, "table" | "now">,
  person: Leaver["person"],
): Promise<readonly Write[]> => {
  const its = { id: newId("ers"), askedBy: "SCHEDULE" as const, asker: "", receipts: [] };
  return (await beginning(clock, person, its)).writes;
};

const sealOf = (login: string, erasureId: string): string =>
  derivedId("ers", "asked by", login, erasureId);

/** An erasure, for whoever asked for it and for the brokers of the hubs the person had been in. */
export async function readErasure(
  { table, viewer }: Context,
  id: string,
): Promise<Erasure | undefined> {
  const found = await findErasure(table, id);
  if (!found) return undefined;
  const isAsker = viewer.login !== undefined && sealOf(viewer.login, id) === found.asker;
  return isAsker || found.hubIds.some((hubId) => isBroker(viewer, hubId)) ? found : undefined;
}
