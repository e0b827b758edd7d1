import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import {
  AcceptSeat,
  AddContribution,
  CreateCircle,
  EndSeat,
  InviteSeat,
  RecordAttendance,
  RecordSeatMandate,
  RecordVoice,
  ScheduleSession,
  ShareInformation,
  TakeOnCircle,
  UpdateCircle,
  WaiveNotice,
} from "../model/index.ts";
import {
  acceptSeat,
  addContribution,
  beginCircle,
  endSeat,
  inviteSeat,
  recordAttendance,
  recordSeatMandate,
  recordVoice,
  scheduleSession,
  shareInformation,
  takeOnCircle,
  updateCircle,
  waiveNotice,
} from "../service/index.ts";

const [circle, seat, session] = ["circle", "seat", "session"] as const;

export const mutations: NonNullable<Resolvers["Mutation"]> = {
  createCircle: (_root, { input }, context) =>
    mutate({ schema: CreateCircle, input, field: circle, run: (w) => beginCircle(context, w) }),
  updateCircle: (_root, { input }, context) =>
    mutate({ schema: UpdateCircle, input, field: circle, run: (w) => updateCircle(context, w) }),
  takeOnCircle: (_root, { input }, context) =>
    mutate({ schema: TakeOnCircle, input, field: circle, run: (w) => takeOnCircle(context, w) }),
  inviteSeat: (_root, { input }, context) =>
    mutate({ schema: InviteSeat, input, field: seat, run: (w) => inviteSeat(context, w) }),
  acceptSeat: (_root, { input }, context) =>
    mutate({ schema: AcceptSeat, input, field: seat, run: (w) => acceptSeat(context, w) }),
  endSeat: (_root, { input }, context) =>
    mutate({ schema: EndSeat, input, field: seat, run: (w) => endSeat(context, w) }),
  recordSeatMandate: (_root, { input }, context) =>
    mutate({
      schema: RecordSeatMandate,
      input,
      field: seat,
      run: (w) => recordSeatMandate(context, w),
    }),
  scheduleSession: (_root, { input }, context) =>
    mutate({
      schema: ScheduleSession,
      input,
      field: session,
      run: (w) => scheduleSession(context, w),
    }),
  shareInformation: (_root, { input }, context) =>
    mutate({
      schema: ShareInformation,
      input,
      field: session,
      run: (w) => shareInformation(context, w),
    }),
  waiveNotice: (_root, { input }, context) =>
    mutate({ schema: WaiveNotice, input, field: session, run: (w) => waiveNotice(context, w) }),
  recordAttendance: (_root, { input }, context) =>
    mutate({
      schema: RecordAttendance,
      input,
      field: session,
      run: (w) => recordAttendance(context, w),
    }),
  addContribution: (_root, { input }, context) =>
    mutate({
      schema: AddContribution,
      input,
      field: "contribution",
      run: (w) => addContribution(context, w),
    }),
  recordVoice: (_root, { input }, context) =>
    mutate({
      schema: RecordVoice,
      input,
      field: "voiceRecord",
      run: (w) => recordVoice(context, w),
    }),
};
