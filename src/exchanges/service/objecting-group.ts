import { invariant, isRefusal } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { leave, undoingOfPlace } from "../decide/index.ts";
import type { GroupActivity } from "../model/index.ts";
import { findGroup, saveGroup } from "../repository/index.ts";
import { freeing, groupCaseOf } from "./group-change.ts";
import type { Undone } from "./objecting.ts";
import { triedAgain, unlessLost } from "./race.ts";

/** Whose place it is, and the yes that took it. */
type Place = {
  readonly activityId: string;
  readonly partyId: string;
  readonly by: string;
  readonly at: string;
};

/** Somebody objects to a place in a group: it is free again, and the minutes set aside for it. */
export async function planObjectionToPlace(context: Context, place: Place): Promise<Undone> {
  const activity = await findGroup(context.table, place.activityId);
  invariant(activity, "what a record speaks of exists");
  switch (undoingOfPlace(activity, place)) {
    case "CALL_OFF":
      return giveBack(context, activity, place.partyId);
    case "BROKER":
      return { outcome: "BROKER_LOOKS", writes: [] };
    default:
      return { outcome: "NOTHING_LEFT", writes: [] };
  }
}

async function giveBack(
  context: Context,
  activity: GroupActivity,
  partyId: string,
): Promise<Undone> {
  const left = leave(activity, partyId);
  invariant(!isRefusal(left), "who has joined what is planned can leave it");
  const { table, now } = context;
  const freed = await unlessLost(
    table,
    activity,
    groupCaseOf(context, activity).then((its) => freeing(context, { ...its, now }, [left.part])),
  );
  if (freed === "LOST") return { outcome: "UNDONE", writes: triedAgain(activity) };
  const save = saveGroup({ ...left.next, version: activity.version + 1 });
  return { outcome: "UNDONE", writes: [save, ...freed] };
}
