/*
 * The schema as data: what `npm run codegen` makes of schema/*.graphql, so that no start has to
 * read a text of hundreds of kilobytes. Types are written as in the schema: `[Member!]!`.
 */

/** An argument or a field of an input. */
export type InputData = string | readonly [type: string, more: InputMore];
type InputMore = { readonly defaultValue?: unknown; readonly deprecationReason?: string };

export type FieldData = string | readonly [type: string, more: FieldMore];
type FieldMore = {
  readonly args?: { readonly [name: string]: InputData };
  readonly deprecationReason?: string;
};

export type TypeData =
  | readonly [kind: "SCALAR", specifiedByURL: string]
  | readonly [kind: "ENUM", values: { readonly [name: string]: string }]
  | readonly [kind: "UNION", types: readonly string[]]
  | readonly [kind: "INPUT" | "ONE_OF", fields: { readonly [name: string]: InputData }]
  | readonly [
      kind: "OBJECT" | "INTERFACE",
      fields: { readonly [name: string]: FieldData },
      interfaces?: readonly string[],
    ];

export type SchemaData = { readonly [type: string]: TypeData };

/**
 * What a name stands for: the type itself under `TYPE`, a field or value under `TYPE.FIELD`, an
 * argument under `TYPE.FIELD.ARGUMENT`.
 */
export type Descriptions = { readonly [name: string]: string };
