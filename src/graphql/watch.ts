/** What one request came to, for whoever counts: words of the schema and numbers, nothing of a person. */
export type Outcome = {
  /** The field of `Query` or `Mutation` that was asked for; `several`, or `none` when nothing ran. */
  readonly operation: string;
  /** Codes of refusals and errors in the answer, each as often as it is there. */
  readonly codes: readonly string[];
  readonly status: number;
  readonly millis: number;
};

/** Collects what an outcome is made of while a request runs. */
export type Watch = { readonly fields: Set<string>; readonly codes: string[] };

export const newWatch = (): Watch => ({ fields: new Set(), codes: [] });

/** Field names are the schema's own, so there are no more of them than the schema has, whoever asks. */
export function operationOf({ fields }: Watch): string {
  const [only = "none", ...more] = fields;
  return more.length > 0 ? "several" : only;
}

/** An answer that GraphQL did not give says its code in its body. */
export function codesIn(status: number, body: string | undefined): readonly string[] {
  if (status < 400 || body === undefined) return [];
  const { errors } = Object(JSON.parse(body));
  const codes: readonly unknown[] = Array.isArray(errors)
    ? errors.map((error) => Object(Object(error).extensions).code)
    : [];
  return codes.filter((code) => typeof code === "string");
}
