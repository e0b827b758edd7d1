import {
  addDays,
  callerOf,
  derivedId,
  isBrokerFor,
  type Spoken,
  supportsIn,
} from "../../kernel/index.ts";
import type { Context, Write } from "../../table/index.ts";
import type { ProfileEdit } from "../decide/index.ts";
import type { AssistedRecord, Party, RecordKind } from "../model/index.ts";
import { addRecord, policyOf } from "../repository/index.ts";

/** Something done for a party, as the room it belongs to knows it. */
type Act = {
  readonly kind: RecordKind;
  readonly thingId: string;
  /** In whose name. */
  readonly party: Party | undefined;
  readonly spoken?: Spoken | undefined;
  /** The version of the thing that this made, where it can be done to one thing several times. */
  readonly thingVersion?: number;
  readonly profile?: ProfileEdit;
};

/**
 * What tells a member of something that a broker or a supporter just did in their name, to be
 * committed with the act itself. Nothing where nobody but the member, or their guardian, acted.
 */
export async function planRecord(
  { table, viewer, now }: Context,
  { kind, thingId, party, spoken, thingVersion, profile }: Act,
): Promise<readonly Write[]> {
  const as = party && actingAs(viewer, party);
  if (!as || party.personId === undefined) return [];
  const { objectionDays } = await policyOf(table, party.hubId, now);
  const by = callerOf(viewer);
  const record: AssistedRecord = {
    id: derivedId("rec", kind, thingId, party.id, by, now, String(thingVersion ?? "")),
    hubId: party.hubId,
    memberId: party.id,
    personId: party.personId,
    kind,
    thingId,
    byPersonId: by,
    as,
    ...(spoken === undefined ? {} : { spoken: withoutWords(spoken) }),
    ...(kind === "PROFILE" ? { note: spoken?.note } : {}),
    ...{ thingVersion, ...profile },
    objectUntil: addDays(now, objectionDays),
    createdAt: now,
    version: 1,
    receipts: [],
  };
  return [addRecord(record)];
}

const withoutWords = ({ channel, readBack, slip }: Spoken) => ({ channel, readBack, slip });

function actingAs(viewer: Context["viewer"], party: Party): AssistedRecord["as"] | undefined {
  if (viewer.actsFor.some(({ id }) => id === party.id)) return undefined;
  if (supportsIn(viewer, party.id, "READ")) return "SUPPORTER";
  return isBrokerFor(viewer, party) ? "BROKER" : undefined;
}
