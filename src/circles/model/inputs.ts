import * as z from "zod";
import {
  date,
  helpMinutes,
  id,
  idempotencyKey,
  line,
  moment,
  note,
  Spoken,
  version,
} from "../../kernel/index.ts";
import { leastRules, levels, models, mostGroups, mostSeats, ruleNames, sides } from "./circle.ts";
import { seatKinds } from "./seat.ts";
import { voiceMethods, ways } from "./session.ts";

const { minServiceUsers, minPresent, noticeDays } = leastRules;

const least = z
  .object({ part: z.int().min(1), whole: z.int().min(1).max(100) })
  .refine(({ part, whole }) => part <= whole, {
    message: "A part cannot be more than the whole.|Write a third as part 1, whole 3.",
  })
  .refine(({ part, whole }) => part * minServiceUsers.whole >= whole * minServiceUsers.part, {
    message: "A third is the least.|Use a third or more.",
  });

const Rules = z.object({
  rule: z.enum(ruleNames),
  minServiceUsers: least.default({ ...minServiceUsers }),
  minPresent: z
    .int()
    .min(minPresent, `Fewer than ${minPresent} cannot decide.|Use ${minPresent} or more.`)
    .max(mostSeats, `That is too many.|Use at most ${mostSeats}.`)
    .default(minPresent),
  noticeDays: z
    .int()
    .min(noticeDays, `People need time to read.|Use ${noticeDays} working days or more.`)
    .max(60, "That is too long.|Use at most 60 working days.")
    .default(noticeDays),
});

const percent = z
  .int()
  .min(0, "That cannot be below 0.|Use 0 to 100.")
  .max(100, "That is more than all of it.|Use 0 to 100.");

const Group = z.object({
  name: line(80),
  side: z.enum(sides),
  wasInvited: z.boolean().default(false),
  fundsPercent: percent.optional(),
});

const groups = z
  .array(Group)
  .min(1, "Nobody is named here.|Name those whom it touches.")
  .max(mostGroups, `That is too many groups.|Name at most ${mostGroups}.`)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    message: "A group is named twice.|Name each group once.",
  });

const Power = z
  .object({
    isBinding: z.boolean(),
    boundBy: line(200).optional(),
    holdsBudget: z.boolean().default(false),
    vetoes: z.array(line(200)).max(10, "That is too many.|Name at most 10.").default([]),
    changesMinds: z.boolean().default(false),
  })
  .refine(({ isBinding, boundBy }) => !isBinding || boundBy !== undefined, {
    path: ["boundBy"],
    message: "Nobody is named who is bound.|Say who has agreed to carry out what is decided.",
  });

const Model = z.object({ label: z.enum(models), evidence: note(), exchangeId: id.optional() });

export const CreateCircle = z.object({
  idempotencyKey,
  hubId: id,
  name: line(),
  purpose: note(),
  level: z.enum(levels),
  model: Model,
  rules: Rules,
  power: Power,
  groups,
});
export type CreateCircle = z.output<typeof CreateCircle>;

/** A change of a circle, as somebody asks for it. */
export const WantedChange = z
  .object({
    purpose: note().optional(),
    model: Model.optional(),
    rules: Rules.optional(),
    power: Power.optional(),
    groups: groups.optional(),
  })
  .refine((change) => Object.values(change).some((part) => part !== undefined), {
    message: "Nothing would change.|Say what is to be different.",
  });

export const UpdateCircle = z.object({
  idempotencyKey,
  circleId: id,
  version,
  change: WantedChange,
});
export type UpdateCircle = z.output<typeof UpdateCircle>;

export const TakeOnCircle = z.object({
  idempotencyKey,
  circleId: id,
  version,
  reason: note(500).optional(),
});
export type TakeOnCircle = z.output<typeof TakeOnCircle>;

export const InviteSeat = z
  .object({
    idempotencyKey,
    circleId: id,
    memberId: id.optional(),
    personId: id.optional(),
    kind: z.enum(seatKinds),
    side: z.enum(sides),
    group: line(80),
    isVoting: z.boolean(),
  })
  .refine(({ memberId, personId }) => (memberId === undefined) !== (personId === undefined), {
    path: ["memberId"],
    message: "A seat is for one person.|Give exactly one of memberId and personId.",
  });
export type InviteSeat = z.output<typeof InviteSeat>;

const seat = { idempotencyKey, circleId: id, seatId: id, version };

export const AcceptSeat = z.object({ ...seat, spoken: Spoken.optional() });
export type AcceptSeat = z.output<typeof AcceptSeat>;

export const EndSeat = z.object({ ...seat, reason: note(500).optional() });
export type EndSeat = z.output<typeof EndSeat>;

export const RecordSeatMandate = z.object({
  ...seat,
  from: line(200),
  statement: note(),
  givenOn: date,
  voiceRecordId: id.optional(),
});
export type RecordSeatMandate = z.output<typeof RecordSeatMandate>;

const someWays = z
  .array(z.enum(ways))
  .min(1, "There is no way to take part.|Give at least one.")
  .max(ways.length, "A way is there twice.|Give each way once.");

export const ScheduleSession = z.object({
  idempotencyKey,
  circleId: id,
  title: line(),
  startsAt: moment,
  ways: someWays,
});
export type ScheduleSession = z.output<typeof ScheduleSession>;

export const ShareInformation = z.object({ idempotencyKey, sessionId: id, version, what: note() });
export type ShareInformation = z.output<typeof ShareInformation>;

export const WaiveNotice = z.object({ idempotencyKey, sessionId: id });
export type WaiveNotice = z.output<typeof WaiveNotice>;

export const RecordAttendance = z.object({
  idempotencyKey,
  sessionId: id,
  version,
  minutes: helpMinutes.optional(),
  seats: z
    .array(
      z.object({
        ...{ seatId: id, way: z.enum(ways) },
        ...{ isPresent: z.boolean().default(true), isPaid: z.boolean().optional() },
      }),
    )
    .min(1, "There is no seat here.|Name at least one.")
    .max(90, "That is too many at once.|Name at most 90, then go on.")
    .refine((all) => new Set(all.map(({ seatId }) => seatId)).size === all.length, {
      message: "A seat is named twice.|Name each seat once.",
    }),
});
export type RecordAttendance = z.output<typeof RecordAttendance>;

export const AddContribution = z.object({
  idempotencyKey,
  sessionId: id,
  seatId: id,
  way: z.enum(ways),
  text: note(),
  voiceRecordId: id.optional(),
});
export type AddContribution = z.output<typeof AddContribution>;

export const RecordVoice = z.object({
  idempotencyKey,
  circleId: id,
  memberId: id.optional(),
  whose: line(200),
  method: z.enum(voiceMethods),
  expressed: note(),
  reading: note(),
  readBy: line(200),
  confidence: z.enum(["LOW", "MEDIUM", "HIGH"]),
  witness: line(200).optional(),
  answer: z.enum(["ASSENT", "DISSENT", "UNCLEAR"]),
  guardiansMayRead: z.boolean().default(false),
});
export type RecordVoice = z.output<typeof RecordVoice>;
