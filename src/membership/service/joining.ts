import type * as z from "zod";
import {
  ageOn,
  dateOf,
  forbidden,
  idFor,
  invalid,
  isBroker,
  isRefusal,
  notFound,
  peopleOnly,
  type Refusal,
  wrongState,
} from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { adultAge, checkBirth, checkReach, guardedAge } from "../decide/index.ts";
import type {
  Apply,
  ApplyForChild,
  Member,
  Person,
  Referral,
  RegisterAssisted,
} from "../model/index.ts";
import {
  findMember,
  findPerson,
  findReferral,
  keepPerson,
  personLines,
  saveReferral,
} from "../repository/index.ts";
import { enterApplication } from "./applying.ts";

/** Asks to join for oneself. The login becomes a person, the same one in every hub. */
export const apply = (context: Context, input: z.output<typeof Apply>) =>
  enterApplication(context, {
    operation: "apply",
    input,
    may: async () => (context.viewer.machine ? peopleOnly() : undefined),
    prepare: async () => {
      const { personId, login } = loginOf(context);
      const wrong =
        checkBirth(input.bornOn, context.now, {
          least: guardedAge,
          remedy: "A parent or carer can apply for a child under 13.",
        }) ?? checkReach({ ...input, ...input.communication });
      if (wrong) return wrong;
      const person = await findPerson(context.table, personId);
      if (person && person.bornOn !== input.bornOn) {
        return invalid(
          "You told another date of birth before.",
          "Use the same one in every hub, or ask your broker.",
          "bornOn",
        );
      }
      return { personId, login, entry: { channel: "ONLINE" }, guardians: [] };
    },
  });

function loginOf({ viewer }: Context) {
  const login = viewer.login ?? "";
  return { login, personId: viewer.personId ?? login };
}

/**
 * Asks to join for a child. The same guardian naming the same child again, in this hub or another
 * one, means the same person.
 */
export const applyForChild = (context: Context, input: z.output<typeof ApplyForChild>) =>
  enterApplication(context, {
    operation: "applyForChild",
    input,
    may: async () => {
      const guardian = await adultAsking(context);
      return isRefusal(guardian) ? guardian : undefined;
    },
    prepare: async (request) => {
      const wrong =
        checkBirth(input.bornOn, context.now, {
          below: adultAge,
          remedy: "People of 18 or more apply for themselves, or ask a broker to enter them.",
        }) ?? checkReach({ ...input, ...input.communication });
      if (wrong) return wrong;
      const guardian = await adultAsking(context);
      if (isRefusal(guardian)) return guardian;
      const known = await findWardLike(context, guardian.id, input);
      return {
        personId: known?.personId ?? idFor("per", request),
        entry: { channel: "ONLINE" },
        guardians: [{ personId: guardian.id, linkedAt: context.now }],
        guardianConsent: {
          given: { guardianPersonId: guardian.id, at: context.now, channel: "ONLINE" },
        },
        writes: () => [keepPerson(guardian)],
      };
    },
  });

async function adultAsking(context: Context): Promise<Person | Refusal<"FORBIDDEN">> {
  const { personId } = context.viewer;
  const person = personId === undefined ? undefined : await findPerson(context.table, personId);
  if (!person) {
    return forbidden("We do not know who you are yet.", "Use registerPerson first.");
  }
  if (ageOn(person.bornOn, dateOf(context.now)) >= adultAge) return person;
  return forbidden("Only an adult can apply for a child.", "Ask a parent or carer.");
}

async function findWardLike(
  context: Context,
  guardianId: string,
  child: z.output<typeof ApplyForChild>,
): Promise<Member | undefined> {
  const { rights } = await personLines(context.table, guardianId);
  const wards = await Promise.all(
    rights
      .flatMap((right) => (right.kind === "WARD" && right.bornOn === child.bornOn ? [right] : []))
      .map((right) => findMember(context.table, right.memberId)),
  );
  return wards.find(
    (ward) => ward?.firstName === child.firstName && ward.lastName === child.lastName,
  );
}

/** A broker enters someone who asked by phone, on paper or in person. No login is needed. */
export const registerAssisted = (context: Context, input: z.output<typeof RegisterAssisted>) => {
  const { table, viewer, now } = context;
  let referral: Referral | undefined;
  return enterApplication(context, {
    operation: "registerAssisted",
    input,
    may: async (hub) => {
      if (!isBroker(viewer, hub.id)) {
        return forbidden("Only a broker of this hub can enter someone.", "Use apply for yourself.");
      }
      if (input.referralId === undefined) return undefined;
      referral = await findReferral(table, input.referralId);
      return referral?.hubId === hub.id ? undefined : notFound("referralId");
    },
    prepare: async (request) => {
      if (referral && referral.status !== "OPEN") {
        return wrongState("This referral was dealt with already.", "Leave referralId out.");
      }
      const wrong =
        checkBirth(input.bornOn, now) ?? checkReach({ ...input, ...input.communication });
      if (wrong) return wrong;
      const { channel, helperName, consentNote, referralId } = input;
      const used = referral;
      return {
        personId: idFor("per", request),
        entry: { channel, helperName, consentNote, byPersonId: viewer.personId },
        guardians: [],
        referralId,
        writes: (memberId) => (used ? [saveReferral(joined(used, memberId))] : []),
      };
    },
  });
};

const joined = (referral: Referral, memberId: string): Referral => ({
  ...referral,
  status: "JOINED",
  memberId,
  version: referral.version + 1,
});
