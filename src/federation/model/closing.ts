import * as z from "zod";

/** Why something of a closing hub cannot be carried over yet. */
const obstacle = z.enum(["HOURS_SET_ASIDE", "ACCOUNT_FROZEN", "BUSY"]);

const Waiting = z.object({
  /** The member or organisation; absent for the hub's own accounts. */
  partyId: z.string().optional(),
  accountKind: z.enum(["MEMBER", "ORGANISATION", "POT", "ISSUANCE", "CLEARING"]),
  obstacle,
});
export type Waiting = Readonly<z.output<typeof Waiting>>;

/** The most that is kept by name of what a closing hub waits for. */
export const mostWaitingKept = 100;

/** How far carrying over has come. The counts change in the same commits as what they count. */
export const ClosingProgress = z
  .object({
    hubId: z.string(),
    movedMemberCount: z.int(),
    movedOrganisationCount: z.int(),
    waitingCount: z.int(),
    waiting: z.array(Waiting).readonly(),
    version: z.int(),
  })
  .readonly();
export type ClosingProgress = z.output<typeof ClosingProgress>;

export const noProgress = (hubId: string): ClosingProgress => ({
  hubId,
  movedMemberCount: 0,
  movedOrganisationCount: 0,
  waitingCount: 0,
  waiting: [],
  version: 1,
});
