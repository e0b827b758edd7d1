import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  create,
  type Item,
  remove,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Referral } from "../model/index.ts";
import { held } from "./held.ts";

const key = (referralId: string) => ({ pk: referralId, sk: "REFERRAL" });
export const referralsOf = (hubId: string) => `REFERRALS#${hubId}`;

const item = (referral: Referral): Item & { readonly version: number } => ({
  ...key(referral.id),
  ...referral,
  i1pk: referralsOf(referral.hubId),
  i1sk: `${referral.status}#${referral.createdAt}#${referral.id.slice(4, 10)}`,
  ...held(referral.byLogin, { kind: "REFERRAL", id: referral.id }),
});

export async function findReferral(
  table: Table,
  referralId: string,
): Promise<Referral | undefined> {
  const stored = await table.get(key(referralId));
  return stored && Referral.parse(stored);
}

export const addReferral = (referral: Referral): Write => create(item(referral));
export const removeReferral = (referral: Referral): Write =>
  remove(key(referral.id), referral.version);
export const saveReferral = (referral: Referral): Write => replace(item(referral));

/** A hub's referrals, by status and then oldest first; of one status when it is given. */
export const referralsFor = (
  table: Table,
  { hubId, status }: { readonly hubId: string; readonly status?: Referral["status"] | undefined },
  walk: PageWalk,
): Promise<readonly Row<Referral>[]> =>
  rowsOf(
    table,
    {
      ...walk,
      index: "i1",
      pk: referralsOf(hubId),
      ...(status ? { from: `${status}#`, to: `${status}#~` } : {}),
    },
    (stored) => Referral.parse(stored),
  );
