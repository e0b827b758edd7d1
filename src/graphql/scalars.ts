import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { date, moment } from "../kernel/index.ts";

type Reader = { safeParse(value: unknown): { success: boolean; data?: string } };

function textScalar(name: string, read: Reader, example: string): GraphQLScalarType<string> {
  const parse = (value: unknown): string => {
    const result = read.safeParse(value);
    if (result.success && result.data !== undefined) return result.data;
    throw new GraphQLError(`This is not a ${name}. Write it like ${example}.`, {
      extensions: { code: "BAD_USER_INPUT" },
    });
  };
  return new GraphQLScalarType<string>({
    name,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

export const scalars = {
  DateTime: textScalar("DateTime", moment, "2026-02-09T14:30:00Z"),
  Date: textScalar("Date", date, "2026-02-09"),
};
