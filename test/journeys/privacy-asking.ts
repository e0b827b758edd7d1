import { change, mustTell } from "../federation/hubs.ts";
import { type Caller, textAt } from "../support/api.ts";

/** A mutation that asks for nothing but what was refused. */
export const documentOf = (mutation: string): string => change(mutation, "");

/** Does what has to succeed, and answers with the id of the thing. */
export async function does(
  caller: Caller,
  mutation: string,
  field: string,
  input: { readonly [name: string]: unknown },
): Promise<string> {
  const data = await mustTell(caller, change(mutation, `${field} { id }`), input);
  return textAt(data, `${mutation}.${field}.id`);
}

export const personOf = async (caller: Caller): Promise<string> =>
  textAt(await caller.must("{ me { person { id } } }"), "me.person.id");
