import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { sampleInput } from "./schema.ts";

type Input = { readonly [field: string]: unknown };

/** A place in an input that takes an id, however deep, and how to say another one there. */
export type IdPlace = {
  readonly field: string;
  readonly saying: (input: Input, id: string) => Input;
};

/** Every place of an input for an id, optional ones too. */
export const idPlacesIn = (type: GraphQLInputObjectType): readonly IdPlace[] =>
  Object.values(type.getFields()).flatMap(placesOf);

function placesOf(field: GraphQLInputField): readonly IdPlace[] {
  const { name } = field;
  const type = getNamedType(field.type);
  const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
  const wrapped = (value: unknown) => (isList ? [value] : value);
  if (type.name === "ID") {
    return [{ field: name, saying: (input, id) => ({ ...input, [name]: wrapped(id) }) }];
  }
  if (!isInputObjectType(type)) return [];
  return idPlacesIn(type).map((place) => ({
    field: place.field,
    saying: (input, id) => {
      const inner = type.isOneOf ? {} : innerOf(input[name], type);
      return { ...input, [name]: wrapped(place.saying(inner, id)) };
    },
  }));
}

/** What the input says there already, or a sample of it. */
function innerOf(said: unknown, type: GraphQLInputObjectType): Input {
  const [one] = Array.isArray(said) ? said : [said];
  return typeof one === "object" && one !== null
    ? { ...one }
    : sampleInput(type, () => `mem_${"0".repeat(26)}`);
}
