import * as z from "zod";
import { Spoken } from "../../kernel/index.ts";

/** As what somebody takes all that is held on a person. */
export type Taker = "SELF" | "GUARDIAN" | "BROKER";

/** Where an export goes on: the number of the part, and the place in its list. */
export const ExportPlace = z
  .object({ asOf: z.string(), at: z.int(), after: z.string().optional() })
  .readonly();
export type ExportPlace = z.infer<typeof ExportPlace>;

/** A page of an export, with what the log of reads says of it. */
export type PersonalDataPage = {
  readonly asOf: string;
  readonly lines: readonly string[];
  readonly next?: string;
  readonly isComplete: boolean;
  readonly by: Taker;
  readonly memberId?: string;
  readonly hubId?: string;
  readonly reason?: string;
};

export const Agreed = Spoken.optional();
export type Agreed = z.output<typeof Agreed>;
