import type * as z from "zod";
import { planCareCounted } from "../../hours/index.ts";
import {
  callerOf,
  done,
  firstOf,
  idFor,
  invariant,
  isRefusal,
  type MandatePurpose,
  notFound,
  quarterOf,
  type Refusal,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import {
  accountRefOf,
  findParty,
  type HubPolicy,
  type Party,
  policyOf,
} from "../../membership/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import {
  alreadyRecognised,
  checkActive,
  checkCareWeeks,
  checkHappenedOn,
  creditCare,
  creditedMinutesOf,
  noMandate,
} from "../decide/index.ts";
import type {
  ActivityRecognition,
  CareRecognition,
  CareWeek,
  RecogniseActivity,
  RecogniseCare,
} from "../model/index.ts";
import {
  createActivityRecognition,
  createCareRecognition,
  findActivityRecognition,
  findCareRecognition,
  findMandate,
  type UsedWeek,
  usedWeeks,
} from "../repository/index.ts";
import { planIssue } from "./issuing.ts";
import { type Asked, checkHandsOut, memberFor } from "./shared.ts";

/** Weeks of care are credited to the carer, in one entry, up to the hub's weekly limit. */
export async function recogniseCare(context: Context, input: z.output<typeof RecogniseCare>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "recogniseCare", input);
  const asked = { input, request, id: idFor("car", request) };
  return attempt(context.table, () => recognisingCare(context, asked));
}

async function recognisingCare(context: Context, asked: Asked<z.output<typeof RecogniseCare>>) {
  const { table, now } = context;
  const { input, request, id } = asked;
  const carer = await creditedMember(context, input.memberId, caredForOf(input));
  if (isRefusal(carer)) return carer;
  const replay = replayOf(await findCareRecognition(table, id), request);
  if (replay) return replay;
  const unfit = checkCareWeeks(input.weeks, now) ?? checkActive(carer, "memberId");
  if (unfit) return unfit;
  const policy = await policyOf(table, carer.hubId, now);
  const { personId } = carer;
  invariant(personId, "a member is a person");
  const its = await creditable(context, { input, personId, policy });
  return isRefusal(its) ? its : planCare(context, asked, { carer, personId, policy, ...its });
}

type Care = {
  readonly carer: Party;
  readonly personId: string;
  readonly policy: HubPolicy;
  readonly weeks: readonly CareWeek[];
  readonly used: ReadonlyMap<string, UsedWeek>;
};

async function planCare(
  context: Context,
  { input, request, id }: Asked<z.output<typeof RecogniseCare>>,
  { carer, personId, policy, weeks, used }: Care,
) {
  const { caredForMemberId } = input;
  const recognition: CareRecognition = {
    ...{ id, memberId: carer.id, hubId: carer.hubId, caredForMemberId, weeks },
    createdAt: context.now,
    recognisedBy: callerOf(context.viewer),
    ...firstOf(request),
  };
  const plan = await planCredit(context, {
    ...{ party: carer, policy, actId: id, purpose: "CARE" },
    ...{ quarter: quarterOf(weeks[0]?.weekStarting ?? ""), minutes: creditedMinutesOf(weeks) },
  });
  if (isRefusal(plan)) return plan;
  const { journal } = plan;
  const counts = await planCareCounted(
    context,
    { memberId: carer.id, hubId: carer.hubId },
    {
      recognisedMinutes: weeks.reduce((sum, { reportedMinutes }) => sum + reportedMinutes, 0),
      creditedMinutes: creditedMinutesOf(weeks),
    },
  );
  const kept = createCareRecognition(recognition, { personId, journal, used });
  const writes = [...plan.writes, ...kept, ...counts];
  return { writes, answer: done(recognition) };
}

const caredForOf = ({ caredForMemberId }: { readonly caredForMemberId?: string | undefined }) =>
  caredForMemberId === undefined ? {} : { caredForMemberId: [caredForMemberId] };

/** The weeks with what each is credited, unless one of them was credited and not taken back. */
async function creditable(
  { table }: Context,
  {
    input,
    personId,
    policy,
  }: { input: z.output<typeof RecogniseCare>; personId: string; policy: HubPolicy },
) {
  const weeks = creditCare(input.weeks, policy.weeklyCareMinutes);
  if (isRefusal(weeks)) return weeks;
  const asked = input.weeks.map((week) => week.weekStarting);
  const used = await usedWeeks(table, personId, asked);
  const twice = asked.findIndex((week) => used.get(week)?.isFree === false);
  return twice < 0 ? { weeks, used } : alreadyRecognised(asked[twice] ?? "", twice);
}

/** Training given or taken, or taking part, is credited to one member. */
export async function recogniseActivity(
  context: Context,
  input: z.output<typeof RecogniseActivity>,
) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "recogniseActivity", input);
  const asked = { input, request, id: idFor("rcg", request) };
  return attempt(context.table, () => recognisingActivity(context, asked));
}

async function recognisingActivity(
  context: Context,
  asked: Asked<z.output<typeof RecogniseActivity>>,
) {
  const { table, now } = context;
  const { request, id } = asked;
  const { memberId, happenedOn, minutes, purpose, what, withMemberIds } = asked.input;
  const member = await creditedMember(context, memberId, { withMemberIds });
  if (isRefusal(member)) return member;
  const replay = replayOf(await findActivityRecognition(table, id), request);
  if (replay) return replay;
  const policy = await policyOf(table, member.hubId, now);
  const unfit =
    checkHappenedOn(happenedOn, now, policy.latestEntryDays) ?? checkActive(member, "memberId");
  if (unfit) return unfit;
  const recognition: ActivityRecognition = {
    ...{ id, memberId, hubId: member.hubId, purpose, withMemberIds },
    ...{ what, happenedOn, minutes, createdAt: now },
    recognisedBy: callerOf(context.viewer),
    ...firstOf(request),
  };
  const plan = await planCredit(context, {
    ...{ party: member, policy, actId: id, purpose, minutes, happenedOn },
    quarter: quarterOf(happenedOn),
  });
  if (isRefusal(plan)) return plan;
  const writes = [...plan.writes, createActivityRecognition(recognition, plan.journal)];
  return { writes, answer: done(recognition) };
}

/** The member whom a broker wants to credit, with everyone named beside them in the same hub. */
async function creditedMember(
  context: Context,
  memberId: string,
  named: Named,
): Promise<Party | Refusal<"NOT_FOUND" | "FORBIDDEN">> {
  const member = await memberFor(context, memberId, "memberId");
  if (isRefusal(member)) return member;
  return (
    checkHandsOut(context.viewer, member) ??
    (await checkInHub(context.table, member.hubId, named)) ??
    member
  );
}

/** Members named beside the one who is credited, by the input field that names them. */
type Named = { readonly [field: string]: readonly string[] };

async function checkInHub(
  table: Table,
  hubId: string,
  named: Named,
): Promise<Refusal<"NOT_FOUND"> | undefined> {
  const ids = Object.values(named).flat();
  const parties = await Promise.all(ids.map((id) => findParty(table, id)));
  const isStranger = parties.some((party) => party?.kind !== "MEMBER" || party.hubId !== hubId);
  return isStranger ? notFound(Object.keys(named)[0]) : undefined;
}

type Credit = {
  readonly party: Party;
  readonly policy: HubPolicy;
  readonly actId: string;
  readonly purpose: MandatePurpose;
  readonly quarter: string;
  readonly minutes: number;
  readonly happenedOn?: string;
};

/** Credits of the mandate that the member's hub has for this purpose and quarter. */
export async function planCredit(
  context: Context,
  { party, policy, purpose, quarter, ...credit }: Credit,
) {
  const mandate = await findMandate(context.table, { hubId: party.hubId, purpose, quarter });
  if (!mandate) return noMandate(purpose, quarter);
  return planIssue(context, {
    ...credit,
    mandate,
    kind: "RECOGNITION",
    account: accountRefOf(party, policy, context.now),
  });
}
