import type { Resolvers, ResolversParentTypes } from "../../graphql/generated/types.ts";
import type { Viewer } from "../../kernel/index.ts";
import type { PersonalData, Subject } from "../model/index.ts";

/**
 * OPEN: says nothing about a person, or leads on to a type that is told for itself.
 * Where `unlessShown` is said, only while the thing is not shown to everybody who takes part.
 */
export type Told = PersonalData | "OPEN" | { readonly unlessShown: PersonalData };

/** A type of the schema that is about people. */
type PersonalType<Name extends keyof Resolvers & keyof ResolversParentTypes> = {
  /**
   * Whom a thing is about. Nobody, when the viewer may look without it being written down for a
   * reason of this type alone.
   */
  readonly about: (thing: ResolversParentTypes[Name], viewer: Viewer, now: string) => About;
  /** Has its author shown it to everybody who takes part? */
  readonly isShown?: (thing: ResolversParentTypes[Name]) => boolean;
  /** Every field. One that is missing does not compile. */
  readonly fields: { readonly [Field in FieldsOf<Name>]: Told };
};

/** The people a thing is about, or that it is the viewer's own affair. */
type About = readonly Subject[] | "OWN";

export type PersonalTypes<Names extends keyof Resolvers & keyof ResolversParentTypes> = {
  readonly [Name in Names]: PersonalType<Name>;
};

type FieldsOf<Name extends keyof Resolvers> = Exclude<
  keyof Required<NonNullable<Resolvers[Name]>>,
  "__isTypeOf"
>;
