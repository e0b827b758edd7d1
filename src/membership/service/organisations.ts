import type * as z from "zod";
import {
  actsFor,
  callerOf,
  type Done,
  forbidden,
  isBroker,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Write } from "../../table/index.ts";
import { addAdmin, removeAdmin, whyNotOpen } from "../decide/index.ts";
import type { CreateOrganisation, Organisation, OrganisationAdmin, Right } from "../model/index.ts";
import {
  addOrganisation,
  addRight,
  findHub,
  findOrganisation,
  findPerson,
  keepPerson,
  removeRight,
  saveOrganisation,
} from "../repository/index.ts";
import { createOnce } from "./creating.ts";
import { hubStands } from "./hub-closing.ts";

export const createOrganisation = (context: Context, input: z.output<typeof CreateOrganisation>) =>
  createOnce(context, {
    operation: "createOrganisation",
    input,
    prefix: "org",
    find: (id) => findOrganisation(context.table, id),
    load: () => mayCreate(context, input),
    make: async (birth, hub) => {
      const closing = whyNotOpen(hub, "hubId");
      if (closing) return closing;
      const { hubId, name, kind, adminPersonId } = input;
      const adminPersonIds = adminPersonId === undefined ? [] : [adminPersonId];
      const said = { hubId, name, kind, adminPersonIds };
      const organisation: Organisation = { ...birth, ...said, status: "ACTIVE" };
      const rights = adminPersonIds.map((one) => addRight(adminRight(organisation, one)));
      const admin = adminPersonId && (await findPerson(context.table, adminPersonId));
      const writes = [addOrganisation(organisation), hubStands(hub), ...rights];
      return { thing: organisation, writes: admin ? [keepPerson(admin), ...writes] : writes };
    },
  });

async function mayCreate({ table, viewer }: Context, input: z.output<typeof CreateOrganisation>) {
  const { hubId, adminPersonId } = input;
  const hub = await findHub(table, hubId);
  if (!hub) return notFound("hubId");
  if (!isBroker(viewer, hubId)) {
    return forbidden("Only a broker of this hub can do this.", "Ask your broker.");
  }
  if (adminPersonId === undefined) return hub;
  // Who may not do it must not learn from the answer whom we know.
  if (!(await findPerson(table, adminPersonId))) return notFound("adminPersonId");
  return adminPersonId === viewer.personId ? notYourself("adminPersonId") : hub;
}

/** The line beside an admin that lets them speak for the organisation. */
export const adminRight = (organisation: Organisation, personId: string): Right => ({
  kind: "ORGANISATION",
  personId,
  hubId: organisation.hubId,
  organisationId: organisation.id,
  earlierIds: organisation.earlierIds,
  version: 1,
});

type Wish = z.output<typeof OrganisationAdmin>;

export const addOrganisationAdmin = (context: Context, input: Wish) =>
  changeAdmins(context, input, {
    operation: "addOrganisationAdmin",
    may: ({ id }) =>
      input.personId === context.viewer.personId && !actsFor(context.viewer, id)
        ? notYourself("personId")
        : undefined,
    change: addAdmin,
    right: (organisation) => addRight(adminRight(organisation, input.personId)),
  });

export const removeOrganisationAdmin = (context: Context, input: Wish) =>
  changeAdmins(context, input, {
    operation: "removeOrganisationAdmin",
    change: removeAdmin,
    right: (organisation) => removeRight(adminRight(organisation, input.personId)),
  });

type AdminCode = "STATE_TRANSITION_INVALID" | "LIST_FULL";

async function changeAdmins(
  context: Context,
  input: Wish,
  wish: {
    readonly operation: string;
    readonly may?: (organisation: Organisation) => Refusal<"FORBIDDEN"> | undefined;
    readonly change: (before: Organisation, personId: string) => Organisation | Refusal<AdminCode>;
    readonly right: (organisation: Organisation) => Write;
  },
) {
  const { viewer, table } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), wish.operation, input);
  type Code = AdminCode | "NOT_FOUND" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED";
  return attempt<Done<Organisation>, Code>(table, async () => {
    const organisation = await findOrganisation(table, input.organisationId);
    if (!organisation) return notFound("organisationId");
    if (!speaksFor(viewer, organisation)) return notYours();
    const person = await findPerson(table, input.personId);
    if (!person) return notFound("personId");
    const denied = wish.may?.(organisation);
    if (denied) return denied;
    const replayed = isReplay(organisation.receipts, request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: organisation, replayed } };
    const next = wish.change(organisation, input.personId);
    if (isRefusal(next)) return next;
    const receipts = withReceipt(organisation.receipts, request);
    const thing: Organisation = { ...next, version: organisation.version + 1, receipts };
    return {
      writes: [keepPerson(person), saveOrganisation(thing), wish.right(organisation)],
      answer: { thing, replayed: false },
    };
  });
}

/** Its admins and the hub's brokers know and change who speaks for an organisation. */
export const speaksFor = (viewer: Viewer, organisation: Organisation): boolean =>
  actsFor(viewer, organisation.id) || isBroker(viewer, organisation.hubId);

const notYours = () =>
  forbidden("Only its admins or a broker of the hub can do this.", "Ask one of them.");

/** A broker who could make themselves an admin could spend what the organisation has. */
const notYourself = (at: string) =>
  forbidden(
    "You cannot let yourself speak for an organisation.",
    "Ask another broker of the hub, or one of its admins.",
    at,
  );
