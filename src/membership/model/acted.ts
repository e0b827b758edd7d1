/** As what somebody does something for a member or an organisation. */
type ActingAs = "SELF" | "GUARDIAN" | "SUPPORTER" | "ADMIN" | "BROKER";

/** Who did something, as what, and in whose name. */
export type ActedBy = {
  readonly personId: string;
  readonly as: ActingAs;
  /** Absent where a broker did their own work, for nobody in particular. */
  readonly partyId?: string | undefined;
};
