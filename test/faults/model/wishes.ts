import type { Party } from "./state.ts";

export type Side = "PROVIDER" | "PAYER";

/* Things are called by the number of the wish that made them. */

export type Propose = {
  readonly what: "propose";
  readonly payer: Party;
  readonly provider: Party;
  readonly minutes: number;
};

export type OnExchange =
  | { readonly what: "agree"; readonly on: string; readonly by: Side; readonly version: number }
  | {
      readonly what: "change";
      readonly on: string;
      readonly by: Side;
      readonly version: number;
      readonly minutes: number;
    }
  | { readonly what: "decline"; readonly on: string; readonly by: Side }
  | { readonly what: "cancel"; readonly on: string; readonly by: Side | "BROKER" }
  | { readonly what: "deliver"; readonly on: string; readonly minutes: number }
  | { readonly what: "confirm"; readonly on: string; readonly minutes: number }
  | { readonly what: "resolve"; readonly on: string; readonly minutes: number };

export type Give = {
  readonly what: "give";
  readonly from: Party;
  readonly to: Party | "POT BRA" | "POT SAL";
  readonly minutes: number;
};

export type Fund =
  | Give
  | { readonly what: "ask the pot"; readonly member: Party; readonly minutes: number }
  | { readonly what: "decide"; readonly on: string; readonly isYes: boolean }
  | { readonly what: "allocate"; readonly minutes: number }
  | { readonly what: "return"; readonly minutes: number };

export type Mend =
  | { readonly what: "reverse"; readonly on: string; readonly minutes?: number }
  | { readonly what: "freeze"; readonly account: Party }
  | { readonly what: "unfreeze"; readonly account: Party };

/** Something somebody wants. */
export type Wish = Propose | OnExchange | Fund | Mend;
