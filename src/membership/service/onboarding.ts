import type * as z from "zod";
import { invalid, isRefusal, type Refusal, type Viewer } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  type AnyTie,
  acceptCode,
  activate,
  asBroker,
  interview,
  waive,
  addReference as withReference,
} from "../decide/index.ts";
import type {
  AcceptCodeOfConduct,
  ActivateMember,
  AddReference,
  Member,
  RecordInterview,
  WaiveRequirement,
} from "../model/index.ts";
import { changeMember } from "./change-member.ts";
import { standingWrites } from "./standing.ts";

const may = (member: Member, by: { readonly tie: AnyTie; readonly viewer: Viewer }) =>
  asBroker(by.viewer, member, by.tie);

const asChange = <Code extends string>(next: Member | Refusal<Code>) =>
  isRefusal(next) ? next : { member: next };

export const recordInterview = (context: Context, input: z.output<typeof RecordInterview>) =>
  changeMember(context, {
    operation: "recordInterview",
    input,
    memberId: input.memberId,
    may,
    change: (member, { personId }) =>
      asChange(
        interview(
          member,
          { heldOn: input.heldOn, note: input.note, byPersonId: personId },
          context.now,
        ),
      ),
  });

export const addReference = (context: Context, input: z.output<typeof AddReference>) =>
  changeMember(context, {
    operation: "addReference",
    input,
    memberId: input.memberId,
    may,
    change: (member, { personId }) => {
      const { refereeName, relation, takenOn, note } = input;
      const reference = { refereeName, relation, takenOn, note, byPersonId: personId };
      return asChange(withReference(member, reference, context.now));
    },
  });

export const waiveRequirement = (context: Context, input: z.output<typeof WaiveRequirement>) =>
  changeMember(context, {
    operation: "waiveRequirement",
    input,
    memberId: input.memberId,
    may,
    change: (member, { personId }) => {
      const { step, reason } = input;
      return asChange(waive(member, { step, reason, byPersonId: personId, at: context.now }));
    },
  });

export const acceptCodeOfConduct = (
  context: Context,
  input: z.output<typeof AcceptCodeOfConduct>,
) =>
  changeMember(context, {
    operation: "acceptCodeOfConduct",
    records: "CODE_OF_CONDUCT",
    input,
    memberId: input.memberId,
    change: (member, { tie, personId }) => {
      const { note } = input;
      const next = acceptCode(member, { acceptedAt: context.now, byPersonId: personId, note });
      if (isRefusal(next)) return next;
      if (tie !== "BROKER" || note !== undefined) return { member: next };
      return invalid(
        "A broker who says yes for someone notes how they said it.",
        "Fill in the note.",
        "note",
      );
    },
  });

/** From here on the member, and a child's guardians, have a voice in the hub. */
export const activateMember = (context: Context, input: z.output<typeof ActivateMember>) =>
  changeMember(context, {
    operation: "activateMember",
    input,
    memberId: input.memberId,
    may,
    change: async (member) => {
      const next = activate(member, context.now);
      if (isRefusal(next)) return next;
      return { member: next, writes: await standingWrites(context.table, next) };
    },
  });
